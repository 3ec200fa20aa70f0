// SPDX-License-Identifier: GPL-3.0-or-later
import type { Agreed } from './agreed';
import type { Envelope, EnvelopeOf, GoalCard, LocalizedText, PlanState, Progress, Revision, Titled } from './records';

// What GET /views/* answers: docs/api.md, "Pages' data".

export interface MemberView {
    organisation: EnvelopeOf<'organisation'>;
    kind: string;
    plans: number;
    goals: number;
}

export interface HomeView {
    network: EnvelopeOf<'organisation'> | null;
    members: MemberView[];
    shared_goals: GoalCard[];
    recent: (Revision & { title?: LocalizedText })[];
}

export interface PlanCounts {
    plan: EnvelopeOf<'plan'>;
    goals: number;
    met: number;
    measured: number;
}

export interface OrganisationView {
    organisation: EnvelopeOf<'organisation'>;
    plans: PlanCounts[];
    programmes: EnvelopeOf<'programme'>[];
    activities: EnvelopeOf<'activity'>[];
    people: { person: EnvelopeOf<'person'>; role: LocalizedText }[];
    goals: GoalCard[];
    /** Of all its activities together, newest first. */
    measurements: EnvelopeOf<'measurement'>[];
}

export interface ObjectiveView {
    /** null: goals whose objective is of another plan. */
    objective: EnvelopeOf<'objective'> | null;
    goals: GoalCard[];
}

export interface PlanView {
    plan: EnvelopeOf<'plan'>;
    organisation: Titled | null;
    objectives: ObjectiveView[];
    /** By their place in the plan. */
    axes: EnvelopeOf<'axis'>[];
    /** Where the reader may take the plan, the next step first. */
    moves: PlanState[];
    agreed: Agreed | null;
    serves: Titled | null;
    cloned_from: Titled | null;
    served_by: EnvelopeOf<'plan'>[];
    clones: EnvelopeOf<'plan'>[];
}

export interface IndicatorView {
    indicator: EnvelopeOf<'indicator'>;
    progress: Progress;
    observations: EnvelopeOf<'observation'>[];
    /** The indicators that its formula refers to. */
    computed_from?: Titled[];
}

export interface GoalView {
    goal: EnvelopeOf<'goal'>;
    chain: Titled[];
    indicators: IndicatorView[];
    activities: EnvelopeOf<'activity'>[];
    contributions: GoalCard[];
    /** What was agreed of this goal and its indicators. */
    agreed: Agreed | null;
    plan_state: PlanState | null;
    /** Organisations that the reader may speak for, but the goal's own. */
    may_endorse: Titled[];
    depends_on: Titled[];
    needed_by: Titled[];
}

export interface WikiOfActivity {
    wiki_db: string;
    snapshot?: string;
    simulated: boolean;
    loaded: boolean;
}

export interface ActivityView {
    activity: EnvelopeOf<'activity'>;
    chain: Titled[];
    /** How many people: for who may read the list, else null. */
    cohort: { id: string; people: number | null } | null;
    /** Newest first. */
    measurements: EnvelopeOf<'measurement'>[];
    /** The wikis of the activity, and whether their history is loaded. */
    wikis?: WikiOfActivity[];
}

/** A list's answer. */
export interface Listed<T = Envelope> {
    items: T[];
    next?: string;
}

/** What a rule says of a logic model: docs/api.md, "Logic models". */
export interface LogicFinding {
    rule: string;
    severity: 'info' | 'warning' | 'error';
    field: string;
    items: string[];
    key: string;
    text: string;
    evidence: Record<string, number>;
}

export interface LogicModelView {
    logic_model: EnvelopeOf<'logic_model'>;
    chain: Titled[];
    goals: (Titled & { plan: string; first_day: string; last_day: string })[];
    indicators: (Titled & { goal: string })[];
    findings: LogicFinding[];
}
