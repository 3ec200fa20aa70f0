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
}

export interface Plan {
    organisation: Ref;
    title: LocalizedText;
    first_day: Day;
    last_day: Day;
    summary?: LocalizedText;
    check: Check;
    source?: string;
}

export interface Objective {
    organisation: Ref;
    plan: Ref;
    title: LocalizedText;
    description?: LocalizedText;
    regional_objective?: Ref;
}

export type GoalType = 'increase' | 'decrease' | 'maintain' | 'reach' | 'collect_baseline';

export interface Goal {
    organisation: Ref;
    plan: Ref;
    objective: Ref;
    statement: LocalizedText;
    target_group?: LocalizedText;
    type: GoalType;
    first_day: Day;
    last_day: Day;
    owner?: Ref;
    programme?: Ref;
    shared_goal?: Ref;
    endorsed_by?: Ref[];
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

export interface Target {
    first_day: Day;
    last_day: Day;
    value: Amount;
    revisions?: TargetRevision[];
}

export interface MetricChoice {
    metric: string;
    definition?: string;
    namespaces?: number[];
}

export interface Indicator {
    organisation: Ref;
    goal: Ref;
    name: LocalizedText;
    kind: 'measured' | 'reported';
    metric?: MetricChoice;
    definition?: LocalizedText;
    unit?: LocalizedText;
    direction: 'increasing' | 'decreasing';
    accumulation: 'periodic' | 'cumulative';
    baseline?: Baseline;
    targets?: Target[];
    means_of_verification?: LocalizedText;
    responsible?: Ref;
    frequency: 'monthly' | 'quarterly' | 'half_yearly' | 'yearly' | 'once';
}

export interface Observation {
    organisation: Ref;
    indicator: Ref;
    first_day: Day;
    last_day: Day;
    value: Amount;
    by: 'measured' | 'reported';
    measurement?: Ref;
    activity?: Ref;
    evidence?: Evidence[];
    note?: LocalizedText;
    check: Check;
    source?: string;
}

export interface Programme {
    organisation: Ref;
    name: LocalizedText;
    theme?: string;
    stage: 'idea' | 'pilot' | 'practice' | 'retired';
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
    people: number;
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
    records?: { kind: string; id: Ref; revision: number }[];
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
}

/** A revision with its content, and what the asker may do with the record. */
export interface Envelope<T = Record<string, unknown>> extends Revision {
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
