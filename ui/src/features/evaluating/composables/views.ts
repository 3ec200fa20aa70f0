// SPDX-License-Identifier: GPL-3.0-or-later
import type { Problem } from '@/shared/api';
import type { Amount, Day, EnvelopeOf, KindName, LocalizedText, Outcome, Progress, Titled } from '@/shared/records';

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

/** What a rule says of a record: docs/api.md, "Advice". */
export interface Finding {
    rule: string;
    severity: 'info' | 'warning' | 'error';
    field: string;
    text: string;
    /** A change that would answer it. */
    fix: { pointer: string; value: unknown; label: string } | null;
}

export interface EvaluationPlanView {
    evaluation_plan: EnvelopeOf<'evaluation_plan'>;
    chain: Titled[];
    findings: Finding[];
    indicators: (Titled & { goal: string })[];
    people: Titled[];
}

export type DueWhat = 'collect' | 'analyse' | 'report' | 'value' | 'baseline' | 'practice' | 'plan_end' | 'plan_review';

/** One thing that is due by a day. */
export interface Due {
    what: DueWhat;
    day: Day;
    overdue: boolean;
    kind: KindName;
    id: string;
    field: string;
    organisation: Titled | null;
    plan: string | null;
    goal: string | null;
    title: LocalizedText;
    responsible: Titled | null;
    period: { first_day: Day; last_day: Day } | null;
    /** Of a value: how many periods up to this one have none. */
    missing: number;
    key: string;
}

export interface DueView {
    today: Day;
    total: number;
    items: Due[];
}
