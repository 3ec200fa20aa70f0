// SPDX-License-Identifier: GPL-3.0-or-later
import { textOf } from '@/shared/i18n';
import { type EnvelopeOf, type GoalCard, PROGRESS_STATUSES, type ProgressStatus } from '@/shared/records';
import type { ObjectiveView } from '@/shared/views';

type Plan = EnvelopeOf<'plan'>;

/** The years that a plan touches: 2012 … 2015 for a plan of three years. */
export function yearsOf({ data }: Plan): string[] {
    const [from, to] = [Number(data.first_day.slice(0, 4)), Number(data.last_day.slice(0, 4))];
    if (!(to >= from)) return [String(from)];
    return Array.from({ length: Math.min(to - from, 50) + 1 }, (_, index) => String(from + index));
}

export interface PlanFilter {
    organisation: string;
    year: string;
    type?: string;
    state?: string;
}

/** The plans that the filter leaves, the latest first. */
export function plansShown(plans: Plan[], { organisation, year, type, state }: PlanFilter): Plan[] {
    return plans
        .filter(({ data }) => !organisation || data.organisation === organisation)
        .filter(({ data }) => (!type || data.type === type) && (!state || data.state === state))
        .filter((plan) => !year || yearsOf(plan).includes(year))
        .sort(
            (a, b) =>
                b.data.first_day.localeCompare(a.data.first_day) || textOf(a.data.title).localeCompare(textOf(b.data.title)),
        );
}

/** How a goal stands by its first indicator; a goal without one is not measured. */
export function statusOf(card: GoalCard): ProgressStatus {
    return card.progress?.status ?? 'not_measured';
}

/** How many goals stand how, in the order of the statuses; those that no goal has are left out. */
export function statusCounts(cards: GoalCard[]): { status: ProgressStatus; goals: number }[] {
    return PROGRESS_STATUSES.map((status) => ({
        status,
        goals: cards.filter((card) => statusOf(card) === status).length,
    })).filter(({ goals }) => goals > 0);
}

/** The objectives with the goals that stand as asked; an objective is left out where none of its goals does. */
export function objectivesShown(objectives: ObjectiveView[], status: string): ObjectiveView[] {
    if (!status) return objectives;
    return objectives
        .map(({ objective, goals }) => ({ objective, goals: goals.filter((card) => statusOf(card) === status) }))
        .filter(({ goals }) => goals.length > 0);
}

/** An axis with its objectives; null: those that belong to none. */
export interface AxisGroup {
    axis: EnvelopeOf<'axis'> | null;
    objectives: ObjectiveView[];
}

/** A plan's objectives below its axes, in the axes' order; those of none last. Without axes it is one group. */
export function byAxis(axes: EnvelopeOf<'axis'>[], objectives: ObjectiveView[]): AxisGroup[] {
    const known = new Set(axes.map(({ id }) => id));
    const axisOf = ({ objective }: ObjectiveView): string | null => {
        const axis = objective?.data.axis;
        return axis !== undefined && known.has(axis) ? axis : null;
    };
    const rest = objectives.filter((view) => axisOf(view) === null);
    const groups: AxisGroup[] = axes.map((axis) => ({ axis, objectives: objectives.filter((view) => axisOf(view) === axis.id) }));
    return rest.length || !axes.length ? [...groups, { axis: null, objectives: rest }] : groups;
}
