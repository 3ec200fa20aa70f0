// SPDX-License-Identifier: GPL-3.0-or-later
import { textOf } from '@/shared/i18n';
import { metricName } from '@/shared/about';
import { hasMessage, t } from '@/shared/i18n';
import type { NamedIndicator, RegionCell, RegionIndicator, RegionMember, RegionRow, RegionSummary } from '../region';

/** From how many values on the median is drawn, and the middle half. Of fewer they would only repeat the values. */
export const FEWEST_FOR_MEDIAN = 3;
export const FEWEST_FOR_MIDDLE_HALF = 4;

/** Room beside the greatest value. */
const MARGIN = 0.04;

/** Places of a shared scale, 0 … 100. */
export function scaleOf({ low, high }: Pick<RegionIndicator, 'low' | 'high'>): (value: number) => number {
    const top = high > low ? high + (high - low) * MARGIN : low + 1;
    return (value) => ((value - low) / (top - low)) * 100;
}

export interface Marks {
    /** The bar from the scale's zero to what stands for the member; null: no bar, dots alone. */
    bar: { from: number; to: number } | null;
    dots: number[];
    targets: number[];
    agreed: number[];
}

/** What is drawn of a member in one period: the value as a bar, each of several as a dot, targets as ticks. */
export function marksOf(cell: RegionCell | null, at: (value: number) => number): Marks {
    const values = cell?.values ?? [];
    const places = (name: 'actual' | 'target' | 'agreed_target'): number[] =>
        values.flatMap(({ progress }) => (progress[name] ? [at(progress[name].value)] : []));
    const [zero, end] = [at(0), cell?.value ? at(cell.value.value) : null];
    return {
        bar: end === null ? null : { from: Math.min(zero, end), to: Math.max(zero, end) },
        dots: places('actual'),
        targets: [...new Set(places('target'))],
        agreed: [...new Set(places('agreed_target'))],
    };
}

export interface Band {
    median: number | null;
    middle: { from: number; to: number } | null;
}

/** Where the median and the middle half are drawn across; nothing where too few have a value. */
export function bandOf(summary: RegionSummary | undefined, at: (value: number) => number): Band {
    if (!summary || summary.median === undefined) return { median: null, middle: null };
    const median = summary.measured >= FEWEST_FOR_MEDIAN ? at(summary.median) : null;
    const { lower, upper, measured } = summary;
    const middle = measured >= FEWEST_FOR_MIDDLE_HALF && lower !== undefined && upper !== undefined;
    return { median, middle: middle ? { from: at(lower), to: at(upper) } : null };
}

export const ORDERS = ['name', 'place', 'value'] as const;
export type Order = (typeof ORDERS)[number];
export const asOrder = (text: string): Order => ORDERS.find((order) => order === text) ?? 'name';

/** By name; by place from north to south, those without a seat last. */
export function membersInOrder(members: RegionMember[], order: Order): RegionMember[] {
    const byName = (a: RegionMember, b: RegionMember): number => textOf(a.name).localeCompare(textOf(b.name));
    const north = ({ seat }: RegionMember): number => seat?.latitude ?? -Infinity;
    return [...members].sort((a, b) => (order === 'place' && north(a) !== north(b) ? north(b) - north(a) : byName(a, b)));
}

/** A chart's rows as the members are ordered; by value, the last period's greatest first, only where that is asked for. */
export function rowsInOrder(rows: RegionRow[], members: RegionMember[], order: Order): RegionRow[] {
    const places = new Map(membersInOrder(members, order).map(({ id }, index) => [id, index]));
    const placed = [...rows].sort((a, b) => (places.get(a.member) ?? 0) - (places.get(b.member) ?? 0));
    if (order !== 'value') return placed;
    const last = ({ cells }: RegionRow): number => cells.at(-1)?.value?.value ?? -Infinity;
    return placed.sort((a, b) => (last(a) === last(b) ? 0 : last(b) - last(a)));
}

const NAMESPACES: Record<number, string> = { 0: 'region-articles', 6: 'region-files' };

/** What an indicator is called that several members have. */
export function indicatorName({ core_metric, metric, name }: NamedIndicator): string {
    if (core_metric) {
        const key = `core-metric-${core_metric}`;
        return hasMessage(key) ? t(key) : textOf(name) || core_metric;
    }
    if (!metric) return textOf(name);
    const spaces = (metric.namespaces ?? []).map((space) => (NAMESPACES[space] ? t(NAMESPACES[space]) : t('region-namespace', String(space))));
    return spaces.length ? `${metricName(metric.metric)} (${spaces.join(', ')})` : metricName(metric.metric);
}

export const FORMS = ['chart', 'lines', 'table'] as const;
/** How the numbers are shown. */
export type Form = (typeof FORMS)[number];
/** Lines need two periods. */
export const formsFor = (periods: number): Form[] => FORMS.filter((form) => form !== 'lines' || periods > 1);
export const asForm = (text: string, periods: number): Form => formsFor(periods).find((form) => form === text) ?? 'chart';
