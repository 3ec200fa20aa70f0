// SPDX-License-Identifier: GPL-3.0-or-later
import type { LocalizedText } from './language';

export type { LocalizedText } from './language';

/** A link to a record: its id. */
export type Ref = string;
/** A day, "2014-11-21". */
export type Day = string;

export const KINDS = [
    'organisation',
    'person',
    'plan',
    'objective',
    'goal',
    'indicator',
    'observation',
    'programme',
    'activity',
    'cohort',
    'measurement',
    'purpose',
    'axis',
    'logic_model',
    'evaluation_plan',
    'review',
    'practice',
    'endorsement',
    'adoption',
    'comment',
    'named_view',
    'adviser_settings',
] as const;
export type KindName = (typeof KINDS)[number];

export const PLURALS: Record<KindName, string> = {
    organisation: 'organisations',
    person: 'persons',
    plan: 'plans',
    objective: 'objectives',
    goal: 'goals',
    indicator: 'indicators',
    observation: 'observations',
    programme: 'programmes',
    activity: 'activities',
    cohort: 'cohorts',
    measurement: 'measurements',
    purpose: 'purposes',
    axis: 'axes',
    logic_model: 'logic-models',
    evaluation_plan: 'evaluation-plans',
    review: 'reviews',
    practice: 'practices',
    endorsement: 'endorsements',
    adoption: 'adoptions',
    comment: 'comments',
    named_view: 'named-views',
    adviser_settings: 'adviser-settings',
};

export function isKind(name: string): name is KindName {
    return (KINDS as readonly string[]).includes(name);
}

export const AMOUNT_QUALITIES = ['exact', 'at_least', 'about'] as const;
export type AmountQuality = (typeof AMOUNT_QUALITIES)[number];

// What is empty is left out of the JSON: texts, words, lists and links that hold nothing are absent.

/** A number as people have it: "+200" is {200, at_least}. */
export interface Amount {
    value: number;
    quality: AmountQuality;
}

export interface Evidence {
    url: string;
    title?: LocalizedText;
}

export type OrganisationKind =
    | 'chapter'
    | 'thematic_organisation'
    | 'user_group'
    | 'network'
    | 'community'
    | 'funder'
    | 'partner';
export type Check = 'verified' | 'from_memory' | 'demo';

export interface Status {
    kind: OrganisationKind;
    since?: string;
    until?: string;
    check: Check;
    source?: string;
}

export interface Place {
    latitude: number;
    longitude: number;
    name?: LocalizedText;
}

export interface Organisation {
    name: LocalizedText;
    statuses: Status[];
    countries?: string[];
    languages?: string[];
    codes?: string[];
    memberships?: { network: Ref; since?: Day; until?: Day }[];
    lead?: LocalizedText;
    seat?: Place;
    website?: string;
    financial_year_from: number;
    notes?: string;
}

export interface RoleIn {
    organisation: Ref;
    role?: LocalizedText;
    since?: Day;
    until?: Day;
}

export interface Person {
    user_name: string;
    name?: string;
    roles?: RoleIn[];
    hours_a_year?: number;
}

export interface RecordUsed {
    kind: string;
    id: Ref;
    revision: number;
}

export interface Purpose {
    organisation: Ref;
    vision?: LocalizedText;
    mission?: LocalizedText;
    values?: LocalizedText[];
    adopted?: Day;
    check: Check;
    source?: string;
}

export const PLAN_STATES = ['draft', 'in_consultation', 'agreed', 'closed'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

export interface AgreedVersion {
    date: Day;
    by?: string;
    records?: RecordUsed[];
}

export interface Plan {
    organisation: Ref;
    title: LocalizedText;
    type: 'annual' | 'strategic';
    state: PlanState;
    first_day: Day;
    last_day: Day;
    summary?: LocalizedText;
    serves?: Ref;
    cloned_from?: Ref;
    agreed_versions?: AgreedVersion[];
    legend?: { met: number; on_course: number };
    review_days?: Day[];
    check: Check;
    source?: string;
}

export interface Axis {
    organisation: Ref;
    plan: Ref;
    title: LocalizedText;
    description?: LocalizedText;
    order: number;
}

export interface Objective {
    organisation: Ref;
    plan: Ref;
    axis?: Ref;
    title: LocalizedText;
    description?: LocalizedText;
    regional_objective?: Ref;
}

export const LOGIC_COLUMNS = [
    'input',
    'participants',
    'activities',
    'products',
    'short_outcome',
    'intermediate_outcome',
    'long_outcome',
] as const;
export type LogicColumn = (typeof LOGIC_COLUMNS)[number];

export interface LogicItem {
    key: string;
    column: LogicColumn;
    text: LocalizedText;
    indicators?: Ref[];
    goal?: Ref;
    /** 1 easy, 2, 3 hard to measure; 0: not said. */
    difficulty: number;
}

export interface LogicLink {
    from: string;
    to: string;
    rationale?: LocalizedText;
}

export interface LogicModel {
    organisation: Ref;
    plan?: Ref;
    programme?: Ref;
    title: LocalizedText;
    situation?: LocalizedText;
    items?: LogicItem[];
    links?: LogicLink[];
    assumptions?: LocalizedText[];
    external_factors?: LocalizedText[];
    check: Check;
    source?: string;
}

export type GoalType = 'increase' | 'decrease' | 'maintain' | 'reach' | 'collect_baseline';
export type ResultLevel = 'output' | 'short_outcome' | 'intermediate_outcome' | 'long_outcome';

export interface BudgetLine {
    name?: LocalizedText;
    amount: number;
    currency: string;
    rate?: number;
    rate_date?: Day;
}

export interface WorkHours {
    who: 'staff' | 'volunteers';
    hours: number;
    known_by: 'calendar' | 'estimate';
}

export interface FindingAnswer {
    rule: string;
    text: LocalizedText;
    by?: string;
    date?: Day;
}

export interface Goal {
    organisation: Ref;
    plan: Ref;
    objective: Ref;
    statement: LocalizedText;
    target_group?: LocalizedText;
    type: GoalType;
    level?: ResultLevel;
    first_day: Day;
    last_day: Day;
    owner?: Ref;
    programme?: Ref;
    shared_goal?: Ref;
    endorsed_by?: Ref[];
    depends_on?: Ref[];
    rationale?: LocalizedText;
    budget?: BudgetLine[];
    hours?: WorkHours[];
    answers?: FindingAnswer[];
    check: Check;
    source?: string;
}

/** The value the goal starts from; or, while there is none, when and how it will be collected. */
export interface Baseline {
    value?: Amount;
    date?: Day;
    source?: string;
    collect_by?: Day;
    collect_how?: LocalizedText;
}

export interface TargetRevision {
    was?: Amount;
    /** None where the source does not say. */
    date?: Day;
    reason?: LocalizedText;
}

/** A value's part for one category of a disaggregation. */
export interface Part {
    dimension: string;
    category: string;
    value: Amount;
}

export interface Target {
    first_day: Day;
    last_day: Day;
    value: Amount;
    parts?: Part[];
    revisions?: TargetRevision[];
}

export interface MetricChoice {
    metric: string;
    definition?: string;
    namespaces?: number[];
}

/** numerator ÷ denominator × factor */
export interface Formula {
    numerator?: string;
    denominator?: string;
    factor: number;
    numerator_means?: LocalizedText;
    denominator_means?: LocalizedText;
}

export interface Disaggregation {
    key: string;
    name?: LocalizedText;
    categories?: { key: string; name?: LocalizedText }[];
    complete: boolean;
}

export const FREQUENCIES = [
    'weekly',
    'two_weekly',
    'monthly',
    'two_monthly',
    'quarterly',
    'half_yearly',
    'yearly',
    'financial_year',
    'once',
] as const;
export type Frequency = (typeof FREQUENCIES)[number];

export interface Indicator {
    organisation: Ref;
    goal: Ref;
    name: LocalizedText;
    kind: 'measured' | 'reported' | 'formula';
    measure: 'unit' | 'percentage' | 'ordinal' | 'qualitative';
    level: ResultLevel;
    metric?: MetricChoice;
    formula?: Formula;
    scores?: LocalizedText[];
    definition?: LocalizedText;
    justification?: LocalizedText;
    unit?: LocalizedText;
    direction: 'increasing' | 'decreasing';
    accumulation: 'periodic' | 'cumulative';
    baseline?: Baseline;
    targets?: Target[];
    target_rationale?: LocalizedText;
    disaggregations?: Disaggregation[];
    means_of_verification?: LocalizedText;
    method?: LocalizedText;
    analysis?: LocalizedText;
    use?: LocalizedText;
    quality_assurance?: LocalizedText;
    data_issues?: LocalizedText;
    responsible?: Ref;
    frequency: Frequency;
    core_metric?: string;
    least?: Amount;
    greatest?: Amount;
}

export interface Observation {
    organisation: Ref;
    indicator: Ref;
    first_day: Day;
    last_day: Day;
    /** Without one the narrative says what was found, or the note why there is no number. */
    value?: Amount;
    numerator?: number;
    denominator?: number;
    parts?: Part[];
    parts_incomplete: boolean;
    narrative?: LocalizedText;
    by: 'measured' | 'reported';
    measurement?: Ref;
    activity?: Ref;
    evidence?: Evidence[];
    note?: LocalizedText;
    check: Check;
    source?: string;
}

export const SEVERITIES = ['off', 'info', 'warning', 'error'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface AdviserSettings {
    organisation: Ref;
    title?: LocalizedText;
    rules?: { rule: string; severity?: Severity; threshold?: number }[];
    acronyms?: string[];
    languages?: string[];
}

export const SURVEY_TIMES = ['before', 'after'] as const;
export type SurveyTime = (typeof SURVEY_TIMES)[number];

export interface SurveyItem {
    key: string;
    text?: LocalizedText;
}

export interface EvaluationQuestion {
    question: LocalizedText;
    indicators?: Ref[];
    method?: LocalizedText;
    source?: LocalizedText;
    responsible?: Ref;
    collect_by?: Day;
    analyse_by?: Day;
    report_by?: Day;
    use?: LocalizedText;
    survey: boolean;
    asked?: number;
    answered?: number;
    survey_time?: SurveyTime;
    survey_items?: SurveyItem[];
    answer?: LocalizedText;
    evidence?: Evidence[];
}

export interface EvaluationPlan {
    organisation: Ref;
    plan: Ref;
    title: LocalizedText;
    purpose?: LocalizedText;
    questions?: EvaluationQuestion[];
    check: Check;
    source?: string;
}

export const OUTCOMES = ['met', 'partly', 'missed', 'not_measured'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface ReviewedGoal {
    goal: Ref;
    outcome?: Outcome;
    proposed?: Outcome;
    value?: Amount;
    target?: Amount;
    worked?: LocalizedText;
    did_not_work?: LocalizedText;
    differently?: LocalizedText;
    evidence?: Evidence[];
}

export interface Review {
    organisation: Ref;
    plan: Ref;
    title: LocalizedText;
    first_day: Day;
    last_day: Day;
    state: 'open' | 'closed';
    summary?: LocalizedText;
    goals?: ReviewedGoal[];
    closed_on?: Day;
    check: Check;
    source?: string;
}

export type Stage = 'idea' | 'pilot' | 'practice' | 'retired';

export interface Practice {
    organisation: Ref;
    title: LocalizedText;
    problem?: LocalizedText;
    solution?: LocalizedText;
    considerations?: LocalizedText;
    when_to_use?: LocalizedText;
    stage: Stage;
    decisions?: { stage: Stage; date: Day; reason?: LocalizedText; evidence?: Evidence[] }[];
    theme?: string;
    categories?: string[];
    creator?: Ref;
    programme?: Ref;
    evidence?: Evidence[];
    measurements?: Ref[];
    related?: Ref[];
    review_on?: Day;
    check: Check;
    source?: string;
}

export interface Endorsement {
    organisation: Ref;
    practice: Ref;
    by?: string;
    text: LocalizedText;
    date: Day;
    check: Check;
}

export interface Adoption {
    organisation: Ref;
    practice: Ref;
    plan: Ref;
    goal?: Ref;
    date: Day;
    adapted?: LocalizedText;
    check: Check;
}

export interface Comment {
    organisation: Ref;
    about: { kind: string; id: Ref };
    field?: string;
    parent?: Ref;
    text: string;
    language: string;
    resolved: boolean;
    check: Check;
}

export interface NamedView {
    organisation: Ref;
    title: LocalizedText;
    description?: LocalizedText;
    address: string;
}

export interface Programme {
    organisation: Ref;
    name: LocalizedText;
    theme?: string;
    stage: Stage;
    description?: LocalizedText;
}

export type ActivityType =
    | 'editing'
    | 'media_upload'
    | 'backlog_drive'
    | 'contest'
    | 'workshop'
    | 'training'
    | 'meetup'
    | 'hackathon'
    | 'conference'
    | 'course'
    | 'talk';

export interface Activity {
    organisation: Ref;
    programme?: Ref;
    goal?: Ref;
    cohort?: Ref;
    name: LocalizedText;
    type: ActivityType;
    first_day: Day;
    last_day: Day;
    time_zone: string;
    place?: LocalizedText;
    wikis?: string[];
    categories?: string[];
    organisers?: Ref[];
    description?: LocalizedText;
}

export interface CohortMember {
    user_name: string;
    wiki?: string;
}

export interface Cohort {
    organisation: Ref;
    name: LocalizedText;
    members?: CohortMember[];
    consent: 'given' | 'given_on_paper' | 'not_needed' | 'unknown';
    notes?: string;
}

export interface MeasuredScope {
    cohorts?: Ref[];
    activities?: Ref[];
    programme?: Ref;
    organisations?: Ref[];
    wikis?: string[];
    categories?: string[];
    pages?: { title: string; wiki?: string }[];
    first_day: Day;
    last_day: Day;
    time_zone: string;
    /** Absent: not told to everybody. */
    people?: number;
    left_out?: Ref[];
}

export interface MeasuredValue {
    metric: string;
    definition: string;
    unit: string;
    /** None: could not be measured (see reason), which is not zero. */
    value?: number;
    reason?: string;
    namespaces?: number[];
    parameters?: { name: string; value: number }[];
}

export interface SnapshotUsed {
    wiki: string;
    snapshot: string;
    simulated: boolean;
}

export interface Measurement {
    organisation: Ref;
    scope: MeasuredScope;
    snapshots: SnapshotUsed[];
    values: MeasuredValue[];
    milliseconds: number;
    replaces?: Ref;
    records?: RecordUsed[];
}

export interface RecordOf {
    organisation: Organisation;
    person: Person;
    plan: Plan;
    objective: Objective;
    goal: Goal;
    indicator: Indicator;
    observation: Observation;
    programme: Programme;
    activity: Activity;
    cohort: Cohort;
    measurement: Measurement;
    purpose: Purpose;
    axis: Axis;
    logic_model: LogicModel;
    evaluation_plan: EvaluationPlan;
    review: Review;
    practice: Practice;
    endorsement: Endorsement;
    adoption: Adoption;
    comment: Comment;
    named_view: NamedView;
    adviser_settings: AdviserSettings;
}

export type Action = 'read' | 'create' | 'write' | 'restore' | 'remove' | 'measure' | 'manage_accounts' | 'operate';

/** A revision's frame, without its content. */
export interface Revision {
    kind: KindName;
    id: string;
    revision: number;
    parent: number;
    author: string;
    time: string;
    comment: string;
    removed?: boolean;
    /** Its words were erased: it is only counted. */
    suppressed?: boolean;
}

/** A revision with its content, and what the asker may do with the record. */
export interface Envelope<T = Record<string, unknown>> extends Revision {
    /** Worked out by a formula: it has no id, nobody wrote it, and nobody can change it. */
    computed?: true;
    may: Action[];
    data: T;
}

export type EnvelopeOf<K extends KindName> = Envelope<RecordOf[K]>;

export interface Titled {
    kind: KindName;
    id: string;
    title: LocalizedText;
}

export const PROGRESS_STATUSES = [
    'met',
    'on_course',
    'behind',
    'missed',
    'not_measured',
    'collecting_baseline',
    'no_target',
] as const;
export type ProgressStatus = (typeof PROGRESS_STATUSES)[number];

/** How far an indicator is; a missing number is null, never 0. */
export interface Progress {
    status: ProgressStatus;
    baseline: Amount | null;
    actual: Amount | null;
    actual_day: Day | null;
    target: Amount | null;
    target_day: Day | null;
    /** What the target was before it was revised. */
    agreed_target: Amount | null;
    expected: number | null;
    share: number | null;
    observation: Ref | null;
    by: 'measured' | 'reported' | null;
    /** Why a formula's values were not worked out, where that would have been too much. */
    reason?: LocalizedText | null;
}

export interface GoalCard {
    goal: EnvelopeOf<'goal'>;
    organisation: Titled;
    indicator: EnvelopeOf<'indicator'> | null;
    progress: Progress | null;
}

/** A field of a kind, as GET /kinds describes it. */
export interface Field {
    name: string;
    type:
        | 'text'
        | 'string'
        | 'number'
        | 'integer'
        | 'boolean'
        | 'date'
        | 'instant'
        | 'amount'
        | 'enum'
        | 'link'
        | 'object'
        | 'list';
    /** An enum's name, a link's kind, an object's type, a list's element type. */
    of: string;
    required?: boolean;
    values?: string[];
    fields?: Field[];
}

export interface KindDescription {
    name: KindName;
    plural: string;
    fields: Field[];
}

/** How a definition treats what tools disagree about. */
export interface MetricTreatment {
    bounds: string;
    namespaces: number[] | 'all';
    takes_namespaces: boolean;
    bots: string;
    redirects: string;
    deleted: string;
    others_edits: string;
    union: string;
    additive: boolean;
    parameters: { name: string; default: number; least: number; most: number }[];
}

export interface MetricDefinition extends MetricTreatment {
    id: string;
    full: string;
    source: string;
}

/** A metric of the catalogue; its first definition is its own. One that is reported by hand has no definition. */
export interface MetricDescription extends Partial<MetricTreatment> {
    name: string;
    unit: string;
    definitions: MetricDefinition[];
    computable: boolean;
}
