// SPDX-License-Identifier: GPL-3.0-or-later
import type { Problem } from '@/shared/api';
import type { Amount, EnvelopeOf, Outcome, Progress, Titled } from '@/shared/records';

// What the routes of evaluating answer: docs/api.md, "Evaluating".

/** What the numbers propose for a goal. */
export interface Proposal {
    outcome: Outcome | null;
    reason: string;
    indicator: string | null;
    value: Amount | null;
    target: Amount | null;
    share: number | null;
    unmeasured: number;
}

/** A goal of a review as it stands at the review's last day. */
export interface GoalInReview {
    goal: EnvelopeOf<'goal'> | null;
    objective: Titled | null;
    indicators: { indicator: EnvelopeOf<'indicator'>; progress: Progress }[];
    proposal: Proposal;
}

export interface ReviewView {
    review: EnvelopeOf<'review'>;
    chain: Titled[];
    /** In the order of the review's goals. */
    goals: GoalInReview[];
    new_goals: string[];
    lacking: Problem[];
}
