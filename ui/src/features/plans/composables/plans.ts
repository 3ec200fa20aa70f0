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

/** The plans that the filter leaves, the latest first. */
export function plansShown(plans: Plan[], organisation: string, year: string): Plan[] {
    return plans
        .filter(({ data }) => !organisation || data.organisation === organisation)
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
