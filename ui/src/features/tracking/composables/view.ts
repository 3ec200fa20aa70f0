// SPDX-License-Identifier: GPL-3.0-or-later
import { formatDay, formatDays } from '@/shared/i18n';
import type { Amount, Day, EnvelopeOf, Indicator, LocalizedText, Observation, Titled } from '@/shared/records';

// What GET /views/plans/{id}/tracking answers: docs/api.md, "The tracking table".

export const LIGHTS = ['met', 'on_course', 'behind', 'close', 'missed', 'not_measured', 'not_due', 'explained', 'no_target', 'told', 'summed', 'none'] as const;
export type Light = (typeof LIGHTS)[number];
export type EntryWay = 'open' | 'measured' | 'formula' | 'several' | 'counts';
export const COLUMN_CHOICES = ['own', 'months', 'quarters', 'half_years', 'years', 'targets'] as const;

export interface TargetOfCell {
    first_day: Day;
    last_day: Day;
    value: Amount;
    agreed: Amount | null;
}

/** Of an observation, what the table shows; what is empty is null. */
export type ObservationOfCell = Pick<Observation, 'first_day' | 'last_day' | 'by'> & {
    id: string;
    revision: number;
    value: Amount | null;
    measurement: string | null;
    note: LocalizedText | null;
    narrative: LocalizedText | null;
    evidence: Observation['evidence'] | null;
    parts: Observation['parts'] | null;
    /** The parts are known not to add up to the value. */
    parts_incomplete: boolean | null;
};

export interface CellView {
    target: TargetOfCell | null;
    expected: number | null;
    actual: Amount | null;
    variance: number | null;
    variance_share: number | null;
    achieved: number | null;
    light: Light;
    entry: EntryWay;
    due: boolean;
    /** What shorter periods count together, where there is no value of its own. */
    sum: Amount | null;
    sum_complete: boolean;
    as_of: Day | null;
    shown: string | null;
    observations: ObservationOfCell[];
}

export type IndicatorOfRow = Pick<
    Indicator,
    'name' | 'kind' | 'measure' | 'unit' | 'direction' | 'accumulation' | 'frequency' | 'goal' | 'definition'
> & {
    id: string;
    scores: LocalizedText[] | null;
    least: Amount | null;
    greatest: Amount | null;
    baseline: Indicator['baseline'] | null;
    disaggregations: Indicator['disaggregations'] | null;
};

export interface RowView {
    indicator: IndicatorOfRow;
    last_target: TargetOfCell | null;
    may_enter: boolean;
    due: number;
    filled: number;
    /** Why it has no cell, where they would be too many. */
    reason?: string | null;
    cells: (CellView | null)[];
}

export interface PeriodView {
    first_day: Day;
    last_day: Day;
    frequency: string | null;
    clipped: boolean;
    name: string;
}

export interface TrackingView {
    plan: EnvelopeOf<'plan'>;
    organisation: Titled | null;
    columns: (typeof COLUMN_CHOICES)[number];
    legend: { met: number; on_course: number };
    periods: PeriodView[];
    objectives: { axis: Titled | null; objective: Titled | null; goals: { goal: Titled; rows: RowView[] }[] }[];
}

/** The rows in the order in which they stand below each other. */
export function rowsOf(view: TrackingView): RowView[] {
    return view.objectives.flatMap(({ goals }) => goals.flatMap(({ rows }) => rows));
}

/** A category by which an indicator's values are split. */
export interface PartOfRow {
    dimension: string;
    category: string;
    /** "mujeres", of "género" */
    name: LocalizedText;
    of: LocalizedText;
}

/** What the cells of a line are: the values of an indicator, or those of one of its categories. */
export interface Line {
    row: RowView;
    /** null: the indicator's own. */
    part: PartOfRow | null;
}

/** The categories that one may tell apart: what is told in words has none. */
export function partsOf({ indicator }: RowView): PartOfRow[] {
    if (indicator.measure === 'qualitative') return [];
    return (indicator.disaggregations ?? []).flatMap(({ key, name, categories }) =>
        (categories ?? []).map((category) => ({ dimension: key, category: category.key, name: category.name ?? {}, of: name ?? {} })),
    );
}

/** An indicator's lines: its own, and below it those of its categories. */
export function linesOf(row: RowView, withParts: boolean): Line[] {
    return [{ row, part: null }, ...(withParts ? partsOf(row).map((part) => ({ row, part })) : [])];
}

/** What names a line's cell: the indicator's, or "wmar-ind|2015-01-01|2015-03-31|gender|women". */
export function lineKey({ row, part }: Line, period: PeriodView): string {
    return part ? `${cellKey(row, period)}|${part.dimension}|${part.category}` : cellKey(row, period);
}

/** The value of a category in a cell; null: it was not told. */
export function partIn(cell: CellView | null, { dimension, category }: PartOfRow): Amount | null {
    const parts = shownIn(cell)?.parts ?? [];
    return parts.find((one) => one.dimension === dimension && one.category === category)?.value ?? null;
}

/** What names a cell whatever the order of rows and columns: "wmar-ind|2015-01-01|2015-03-31". */
export function cellKey(row: RowView, period: PeriodView): string {
    return `${row.indicator.id}|${period.first_day}|${period.last_day}`;
}

/** The observation whose value or note the cell shows; null where there is none. */
export function shownIn(cell: CellView | null): ObservationOfCell | null {
    return cell?.observations.find(({ id }) => id === cell.shown) ?? null;
}

/** True where one may write in the cell. What was told in several lines is written in its form. */
export function isOpen(row: RowView, cell: CellView | null): boolean {
    const narrative = shownIn(cell)?.narrative;
    return row.may_enter && cell?.entry === 'open' && !Object.values(narrative ?? {}).some((text) => text.includes('\n'));
}

/** True where what is written are words and not a number. */
export function isTold(row: RowView): boolean {
    return row.indicator.measure === 'qualitative';
}

/** A period as a column is headed: "T1 2015", "mar 2015", "2015", or its days. */
export function periodName(period: PeriodView): string {
    if (period.frequency === 'monthly' && !period.clipped)
        return formatDay(period.first_day, { month: 'short', year: 'numeric' });
    const byItsDays = /^\d{4}-\d\d-\d\d – /.test(period.name);
    return byItsDays ? formatDays(period.first_day, period.last_day) : period.name;
}
