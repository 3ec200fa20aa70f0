// SPDX-License-Identifier: GPL-3.0-or-later
import type { Amount, Day, LocalizedText, MetricChoice, Progress, ProgressStatus, Ref, Titled } from '@/shared/records';

// What GET /views/region answers: docs/api.md, "The region". What is not known is left out.

export interface RegionPeriod {
    /** "2014", "2014-2016", "2014-H2", "2014-Q3" */
    name: string;
    first_day: Day;
    last_day: Day;
}

export interface RegionMember {
    id: string;
    name: LocalizedText;
    kind?: string;
    countries: string[];
    languages: string[];
    seat?: { latitude: number; longitude: number };
}

export interface RegionValue {
    indicator: Ref;
    goal: Ref;
    plan: Ref;
    progress: Partial<Progress> & { status: ProgressStatus };
}

export interface RegionCell {
    values: RegionValue[];
    /** What stands for the member; none where nothing does. */
    value?: Amount;
    /** Which of `values` that is. */
    shown?: number;
}

export interface RegionSummary {
    members: number;
    measured: number;
    lower_bounds: number;
    lower?: number;
    median?: number;
    upper?: number;
}

export interface RegionRow {
    member: string;
    /** One for each period; null: the member has no such indicator then. */
    cells: (RegionCell | null)[];
}

export interface NamedIndicator {
    key: string;
    core_metric: string;
    metric: MetricChoice | null;
    name: LocalizedText;
}

export interface RegionIndicator extends NamedIndicator {
    unit: LocalizedText;
    measure: string;
    direction: string;
    low: number;
    high: number;
    summaries: RegionSummary[];
    rows: RegionRow[];
}

export const STANDINGS = ['met', 'partly', 'on_course', 'behind', 'missed', 'not_measured', 'undecided'] as const;
export type Standing = (typeof STANDINGS)[number];

export interface RegionGoals {
    member: string;
    reviewed: number;
    periods: Partial<Record<Standing, number>>[];
}

/** What GET /views/region/goals answers. */
export interface RegionGoalsView {
    periods: string[];
    members: Record<string, Titled>;
    goals: RegionGoal[];
}

export interface RegionGoal {
    period: number;
    goal: Ref;
    statement: LocalizedText;
    member: string;
    plan: Ref;
    standing: Standing;
    /** The closed review that decided it; none: the numbers did. */
    review?: Ref;
}

export interface RegionLesson {
    period: number;
    member: string;
    goal: Ref;
    plan: Ref;
    review: Ref;
    statement: LocalizedText;
    differently: LocalizedText;
}

export interface RegionOptions {
    years: number[];
    indicators: (NamedIndicator & { members: number })[];
    kinds: string[];
    countries: string[];
    languages: string[];
    themes: string[];
    programmes: { id: string; organisation: string; name: LocalizedText }[];
}

export interface RegionView {
    periods: RegionPeriod[];
    all_members: number;
    members: RegionMember[];
    indicators: RegionIndicator[];
    goals: RegionGoals[];
    lessons: RegionLesson[];
    options: RegionOptions;
}

/** The parts of the address that ask for other numbers; the rest only shows them otherwise. */
export const ASKED = ['year', 'indicator', 'kind', 'country', 'language', 'theme', 'programme'] as const;

const NOTHING_KNOWN: Omit<Progress, 'status'> = {
    baseline: null,
    actual: null,
    actual_day: null,
    target: null,
    target_day: null,
    agreed_target: null,
    expected: null,
    share: null,
    observation: null,
    by: null,
};

/** A progress with what is not known as null, as the rest of the interface has it. */
export function whole(progress: RegionValue['progress']): Progress {
    return { ...NOTHING_KNOWN, ...progress };
}
