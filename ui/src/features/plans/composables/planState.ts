// SPDX-License-Identifier: GPL-3.0-or-later
import { PLAN_STATES, type PlanState } from '@/shared/records';

export type StepStanding = 'done' | 'current' | 'ahead';

/** The four steps of a plan, each with where the plan stands towards it. */
export function stepsOf(state: PlanState): { step: PlanState; standing: StepStanding }[] {
    const now = PLAN_STATES.indexOf(state);
    return PLAN_STATES.map((step, at) => ({ step, standing: at < now ? 'done' : at === now ? 'current' : 'ahead' }));
}

/** What a step is called as an action: "agree", or "reopen" where it goes back behind what was agreed or closed. */
export function actionOf(from: PlanState, to: PlanState): string {
    if (from === 'agreed' && to === 'in_consultation') return 'reopen_consultation';
    if (from === 'closed') return 'reopen';
    if (to === 'draft') return 'withdraw';
    return { in_consultation: 'consult', agreed: 'agree', closed: 'close' }[to];
}

/** Opening again what was agreed or closed asks for a reason. */
export function asksForReason(from: PlanState, to: PlanState): boolean {
    return PLAN_STATES.indexOf(from) >= PLAN_STATES.indexOf('agreed') && PLAN_STATES.indexOf(to) < PLAN_STATES.indexOf(from);
}
