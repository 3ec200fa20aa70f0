// SPDX-License-Identifier: GPL-3.0-or-later
import { api } from '@/shared/api';
import { newPath, pathOf } from '@/shared/paths';
import type { EnvelopeOf, Indicator, Target } from '@/shared/records';
import { type Load, useLoad } from '@/shared/useLoad';
import type { GoalView, IndicatorView } from '@/shared/views';

export function useGoal(id: () => string): Load<GoalView> {
    return useLoad((signal) => api.get<GoalView>(`/views/goals/${encodeURIComponent(id())}`, { signal }), [id]);
}

/** The first target's period that has no observation of its own yet; the last one where all have. */
export function nextPeriod({ indicator, observations }: IndicatorView): Target | null {
    const targets = [...(indicator.data.targets ?? [])].sort((a, b) => a.last_day.localeCompare(b.last_day));
    const observed = new Set(observations.map(({ data }) => data.last_day));
    return targets.find(({ last_day }) => !observed.has(last_day)) ?? targets.at(-1) ?? null;
}

/** The form for a value reported by hand, with what is known filled in; it comes back to the goal. */
export function newObservationPath(view: IndicatorView, goal: EnvelopeOf<'goal'>): string {
    const period = nextPeriod(view) ?? goal.data;
    return newPath('observation', {
        organisation: view.indicator.data.organisation,
        indicator: view.indicator.id,
        first_day: cumulativeStart(view.indicator.data, goal, period.first_day),
        last_day: period.last_day,
        by: 'reported',
        check: 'verified',
        next: pathOf('goal', goal.id, goal.data.plan),
    });
}

/** A running total counts from the goal's first day, a periodic value from its period's. */
function cumulativeStart({ accumulation }: Indicator, goal: EnvelopeOf<'goal'>, first_day: string): string {
    return accumulation === 'cumulative' ? goal.data.first_day : first_day;
}

export function newIndicatorPath(goal: EnvelopeOf<'goal'>): string {
    return newPath('indicator', {
        organisation: goal.data.organisation,
        goal: goal.id,
        kind: 'measured',
        direction: 'increasing',
        accumulation: 'cumulative',
        frequency: 'quarterly',
        next: pathOf('goal', goal.id, goal.data.plan),
    });
}

/** The form for a new activity that serves the goal. */
export function newActivityPath(goal: EnvelopeOf<'goal'>): string {
    const { organisation, programme } = goal.data;
    return newPath('activity', { organisation, goal: goal.id, ...(programme ? { programme } : {}) });
}
