// SPDX-License-Identifier: GPL-3.0-or-later
import { writtenAmountOf } from '@/shared/form/written';
import { formatNumber, textOf } from '@/shared/i18n';
import type { Amount, AmountQuality, LocalizedText } from '@/shared/records';
import { cellKey, type CellView, isTold, type Line, lineKey, partIn, type PartOfRow, partsOf, type PeriodView, type RowView, shownIn } from './view';

/** What stands in a cell as people write it: a number, nothing, or "– why there is none". */
export interface Written {
    value: Amount | null;
    /** Why there is no value; null where nothing was said. */
    reason: string | null;
    /** It is none of these. */
    wrong: boolean;
}

const QUALITY_SIGNS: Record<AmountQuality, string> = { exact: '', at_least: '≥ ', about: '~' };

/** Reads a cell: "1.234", "≥ 150", "85 %", "" or "– the survey was not held". A dash alone is no value. */
export function readCell(text: string, language: string): Written {
    const bare = text.trim().replace(/\s*%$/, '');
    if (bare === '') return { value: null, reason: null, wrong: text.trim() !== '' };
    const value = writtenAmountOf(bare, language);
    if (value) return { value, reason: null, wrong: false };
    const dash = /^[-–—]+(?:\s+(.*\S))?$/su.exec(text.trim());
    if (dash) return { value: null, reason: dash[1] ?? null, wrong: false };
    return { value: null, reason: null, wrong: true };
}

/** A number as it stands in a cell that is written in: no grouping, every digit. */
export function writeAmount(amount: Amount): string {
    return QUALITY_SIGNS[amount.quality] + formatNumber(amount.value, { useGrouping: false, maximumFractionDigits: 12 });
}

/** What a cell holds, as one would write it; of a category its value. */
export function writeCell(cell: CellView | null, part: PartOfRow | null = null): string {
    if (!cell) return '';
    if (part) {
        const told = partIn(cell, part);
        return told ? writeAmount(told) : '';
    }
    const narrative = textOf(shownIn(cell)?.narrative);
    if (narrative) return narrative;
    if (cell.actual) return writeAmount(cell.actual);
    const note = textOf(shownIn(cell)?.note);
    return note ? `– ${note}` : '';
}

/** A cell that was written in and not saved yet. */
export interface Entry {
    text: string;
    /** The observation that was in the cell when it was written in, and its revision; null and 0: none. */
    observation: string | null;
    base: number;
    /** In which it was written: it says which sign is the decimal one. */
    language: string;
}
export type Entries = ReadonlyMap<string, Entry>;

/** Something to say about a cell. What is impossible cannot be saved; anything else only wants a look. */
export interface Finding {
    key: string;
    parameters: (string | number)[];
    impossible: boolean;
}

const said = (key: string, ...parameters: (string | number)[]): Finding => ({ key, parameters, impossible: false });
const impossible = (key: string, ...parameters: (string | number)[]): Finding => ({ key, parameters, impossible: true });

/** The value that a cell will have when everything is saved. */
export function valueIn(row: RowView, period: PeriodView, cell: CellView | null, entries: Entries): Amount | null {
    const entry = entries.get(cellKey(row, period));
    return entry ? readCell(entry.text, entry.language).value : (cell?.actual ?? null);
}

/** The first day of the target that a running total counts towards in a column: of the next target that ends. */
function countedFrom(row: RowView, column: number): string | undefined {
    return row.cells.slice(column).find((cell) => cell?.target)?.target?.first_day;
}

/** The running total before this column's that it goes on from; null where it begins anew with a target. */
function totalBefore(row: RowView, periods: PeriodView[], column: number, entries: Entries): Amount | null {
    for (let before = column - 1; before >= 0; before--) {
        const value = valueIn(row, periods[before]!, row.cells[before] ?? null, entries);
        if (value) return countedFrom(row, before) === countedFrom(row, column) ? value : null;
    }
    return null;
}

/** What the categories of one disaggregation add up to in a cell. */
export interface PartsSum {
    of: LocalizedText;
    sum: number;
    /** How many of its categories have no value. */
    missing: number;
    /** None is "at least" or "about". */
    exact: boolean;
}

/** The value of a category when everything is saved. */
export function partValueIn(line: Line & { part: PartOfRow }, period: PeriodView, cell: CellView | null, entries: Entries): Amount | null {
    const entry = entries.get(lineKey(line, period));
    return entry ? readCell(entry.text, entry.language).value : partIn(cell, line.part);
}

/** Of each disaggregation whose categories make up the total and of which something was told. Only counts add up. */
export function sumsIn(row: RowView, period: PeriodView, cell: CellView | null, entries: Entries): PartsSum[] {
    if (row.indicator.measure !== 'unit') return [];
    const all = partsOf(row);
    return (row.indicator.disaggregations ?? []).flatMap(({ key, name, complete }) => {
        const values = all.filter(({ dimension }) => dimension === key).map((part) => partValueIn({ row, part }, period, cell, entries));
        const told = values.filter((value) => value !== null);
        if (complete === false || !told.length) return [];
        const sum = Number(told.reduce((total, { value }) => total + value, 0).toPrecision(12));
        return [{ of: name ?? {}, sum, missing: values.length - told.length, exact: told.every(({ quality }) => quality === 'exact') }];
    });
}

/** The total that the categories propose where none was written: what one takes, or does not. */
export function proposedIn(row: RowView, period: PeriodView, cell: CellView | null, entries: Entries): PartsSum | null {
    if (!cell || cell.entry !== 'open' || valueIn(row, period, cell, entries)) return null;
    return sumsIn(row, period, cell, entries).find(({ missing, exact }) => missing === 0 && exact) ?? null;
}

/** Where a total and its categories do not agree, whether they were written now or before. */
export function partFindingsIn(row: RowView, period: PeriodView, cell: CellView | null, entries: Entries): Finding[] {
    const total = valueIn(row, period, cell, entries);
    if (total?.quality !== 'exact' || shownIn(cell)?.parts_incomplete) return [];
    return sumsIn(row, period, cell, entries).flatMap(({ of, sum, missing, exact }) => {
        const differs = exact && Math.abs(sum - total.value) > 1e-9 * Math.max(1, Math.abs(total.value));
        if (!differs || (missing > 0 && sum < total.value)) return [];
        return [said(missing ? 'tracking-finding-parts-more' : 'tracking-finding-parts', textOf(of), formatNumber(sum), formatNumber(total.value))];
    });
}

/** What there is to say about what was written for a category. */
export function findingsInPart(line: Line, period: PeriodView, entries: Entries): Finding[] {
    const entry = entries.get(lineKey(line, period));
    if (!entry) return [];
    const { value, wrong, reason } = readCell(entry.text, entry.language);
    if (wrong || reason !== null) return [impossible('tracking-finding-no-number', entry.text.trim())];
    const percentage = line.row.indicator.measure === 'percentage';
    return percentage && value && (value.value < 0 || value.value > 100) ? [said('tracking-finding-percentage')] : [];
}

/** What there is to say about what was written in a cell; none for one that was not. */
export function findingsIn(row: RowView, periods: PeriodView[], column: number, entries: Entries): Finding[] {
    const entry = entries.get(cellKey(row, periods[column]!));
    if (!entry || isTold(row)) return [];
    const { value, wrong } = readCell(entry.text, entry.language);
    if (wrong) return [impossible('tracking-finding-no-number', entry.text.trim())];
    if (!value) return [];
    const { least, greatest, measure, scores, accumulation } = row.indicator;
    const findings: Finding[] = [];
    const score = measure === 'ordinal' ? (scores?.length ?? 0) : 0;
    if (score > 0 && !(Number.isInteger(value.value) && value.value >= 1 && value.value <= score))
        findings.push(said('tracking-finding-score', score));
    if (measure === 'percentage' && (value.value < 0 || value.value > 100)) findings.push(said('tracking-finding-percentage'));
    if (least && value.value < least.value) findings.push(said('tracking-finding-least', least.value));
    if (greatest && value.value > greatest.value) findings.push(said('tracking-finding-greatest', greatest.value));
    const earlier = accumulation === 'cumulative' ? totalBefore(row, periods, column, entries) : null;
    if (earlier && value.value < earlier.value) findings.push(said('tracking-finding-falls', earlier.value));
    return findings;
}
