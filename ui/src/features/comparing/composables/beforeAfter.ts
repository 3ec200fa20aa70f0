// SPDX-License-Identifier: GPL-3.0-or-later
import { api } from '@/shared/api';
import type { ChartPoint, ChartSeries } from '@/shared/chart';
import type { Day, SnapshotUsed, Titled } from '@/shared/records';
import type { Estimate, InWords } from './comparing';

export interface Change {
    difference: number;
    ratio: number | null;
}

export interface PeriodNumber {
    value: number | null;
    reason: InWords | null;
    of_wikis: number | null;
    change: Change | null;
    wikis_change: Change | null;
}

export interface ComparedPeriod {
    first_day: Day;
    last_day: Day;
    days: number;
    /** 0: the present one, or the year before; 1: directly before … */
    back: number;
    year_before: boolean;
    people: number;
    reason: InWords | null;
    numbers: PeriodNumber[];
}

export interface ComparedMetric {
    metric: string;
    definition: string;
    unit: string;
    whole_periods: number;
    trend: Estimate | null;
}

export interface PairedNumber {
    name: 'edits' | 'bytes-added';
    before: number;
    after: number;
    difference: Estimate | null;
}

export interface ReportedSeries {
    key: string;
    indicator: Titled;
    values: { indicator: string; day: Day; value: number }[];
    change: Change;
    trend: Estimate | null;
}

/** GET /activities/{id}/before-after, and of organisations. */
export interface BeforeAfter {
    rules: { before: number; least_periods: number; seed: number; rounds: number; confidence: number };
    metrics: ComparedMetric[];
    periods: ComparedPeriod[];
    pairs: { people: number; edited_before: number; edited_after: number; numbers: PairedNumber[] } | null;
    assumptions: InWords[];
    snapshots: SnapshotUsed[];
    reported?: ReportedSeries[];
}

export function fetchBeforeAfter(
    section: 'activities' | 'organisations',
    id: string,
    query: Record<string, string>,
    signal: AbortSignal,
): Promise<BeforeAfter> {
    return api.get<BeforeAfter>(`/${section}/${encodeURIComponent(id)}/before-after`, { query, signal });
}

/** The present period, the one directly before it, and the same season a year before; each where there is one. */
export function mainPeriods({ periods }: BeforeAfter): { now: ComparedPeriod; before: ComparedPeriod | null; yearBefore: ComparedPeriod | null } {
    const [now, ...earlier] = periods;
    return {
        now: now!,
        before: earlier.find(({ back }) => back === 1) ?? null,
        yearBefore: earlier.find(({ year_before }) => year_before) ?? null,
    };
}

/** Whether any period has a number of any metric. */
export function hasNumbers({ periods }: BeforeAfter): boolean {
    return periods.some(({ numbers }) => numbers.some(({ value }) => value !== null));
}

const exact = (day: Day, value: number): ChartPoint => ({ day, value: { value, quality: 'exact' }, by: 'measured' });

/**
 * A metric's lines for the chart: its own numbers by the last days of the periods, oldest first; and where its trend lies
 * in the present one.
 */
export function seriesOf(
    compared: BeforeAfter,
    metric: number,
    names: { own: string; trend: string },
): ChartSeries[] {
    const points = compared.periods
        .flatMap(({ last_day, numbers }) => {
            const value = numbers[metric]?.value ?? null;
            return value === null ? [] : [exact(last_day, value)];
        })
        .sort((one, other) => one.day.localeCompare(other.day));
    const series: ChartSeries[] = [{ name: names.own, tone: 'actual', points }];
    const trend = compared.metrics[metric]?.trend;
    const day = compared.periods[0]!.last_day;
    if (!trend) return series;
    const value = { value: Math.round(trend.value * 10) / 10, quality: 'about' as const };
    return [...series, { name: names.trend, tone: 'expected', points: [{ day, value }] }];
}

const COLUMNS = 'definition,unit,first_day,last_day,days,back,year_before,people,value,reason,difference,ratio,wikis,wikis_difference,wikis_ratio';

/** Everything for a spreadsheet (RFC 4180), a row a metric and period; numbers are written for machines. */
export function beforeAfterCsv({ metrics, periods }: BeforeAfter): string {
    const rows = metrics.flatMap(({ definition, unit }, index) =>
        periods.map((period) => {
            const number = period.numbers[index];
            return [
                definition,
                unit,
                period.first_day,
                period.last_day,
                period.days,
                period.back,
                period.year_before ? 1 : 0,
                period.people,
                number?.value ?? '',
                number?.reason?.key ?? period.reason?.key ?? '',
                number?.change?.difference ?? '',
                number?.change?.ratio ?? '',
                number?.of_wikis ?? '',
                number?.wikis_change?.difference ?? '',
                number?.wikis_change?.ratio ?? '',
            ].join(',');
        }),
    );
    return [COLUMNS, ...rows].join('\r\n') + '\r\n';
}
