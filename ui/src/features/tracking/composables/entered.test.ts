// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, test } from 'vitest';
import { speak } from '@/shared/testing';
import type { Amount } from '@/shared/records';
import { type Entries, findingsIn, readCell, writeCell } from './entered';
import { cellKey, type CellView, type PeriodView, type RowView } from './view';

beforeEach(() => speak('es'));

const exact = (value: number): Amount => ({ value, quality: 'exact' });

function cellWith(changes: Partial<CellView> = {}): CellView {
    return {
        target: null, expected: null, actual: null, variance: null, variance_share: null, achieved: null,
        light: 'none', entry: 'open', due: false, sum: null, sum_complete: false, as_of: null, shown: null, observations: [], ...changes,
    };
}
const PERIODS: PeriodView[] = ['03-31', '06-30', '09-30'].map((end) => ({
    first_day: '2015-01-01', last_day: `2015-${end}`, frequency: 'quarterly', clipped: false, name: end,
}));
function rowWith(indicator: Partial<RowView['indicator']> = {}, cells: (CellView | null)[] = PERIODS.map(() => cellWith())): RowView {
    return {
        indicator: {
            id: 'ind', goal: 'g', name: { es: 'Talleres' }, kind: 'reported', measure: 'unit', unit: { es: 'talleres' },
            direction: 'increasing', accumulation: 'periodic', frequency: 'quarterly', definition: {},
            scores: null, least: null, greatest: null, baseline: null, disaggregations: null, ...indicator,
        },
        last_target: null, may_enter: true, due: 0, filled: 0, cells,
    };
}
function entriesOf(row: RowView, texts: (string | null)[]): Entries {
    return new Map(
        texts.flatMap((text, column) => (text === null ? [] : [[cellKey(row, PERIODS[column]!), { text, observation: null, base: 0, language: 'es' }] as const])),
    );
}
const keysIn = (row: RowView, texts: (string | null)[], column: number): string[] =>
    findingsIn(row, PERIODS, column, entriesOf(row, texts)).map(({ key }) => key);

describe('what is written in a cell', () => {
    test('is a number as people write it', () => {
        expect(readCell('1.234', 'es').value).toEqual(exact(1234));
        expect(readCell('1,234', 'en').value).toEqual(exact(1234));
        expect(readCell('12,5 %', 'es').value).toEqual(exact(12.5));
        expect(readCell('≥ 150', 'es').value).toEqual({ value: 150, quality: 'at_least' });
        expect(readCell('-3', 'es').value).toEqual(exact(-3));
        expect(readCell('0', 'es').value).toEqual(exact(0));
    });
    test('or nothing, which is not zero', () => {
        expect(readCell('  ', 'es')).toEqual({ value: null, reason: null, wrong: false });
        expect(readCell('–', 'es')).toEqual({ value: null, reason: null, wrong: false });
    });
    test('or a dash and why there is none', () => {
        expect(readCell('– no hubo encuesta', 'es')).toEqual({ value: null, reason: 'no hubo encuesta', wrong: false });
        expect(readCell('- 3 talleres se cancelaron', 'es').reason).toBe('3 talleres se cancelaron');
    });
    test('or none of these', () => {
        expect(readCell('doce', 'es').wrong).toBe(true);
        expect(readCell('%', 'es').wrong).toBe(true);
        expect(readCell('-no', 'es').wrong).toBe(true);
    });
    test('is what the cell would say itself', () => {
        const note = { es: 'no hubo encuesta' };
        const observation = { id: 'o', revision: 1, first_day: '', last_day: '', by: 'reported' as const, value: null, measurement: null, note, narrative: null, evidence: null, parts: null, parts_incomplete: null };
        const explained = cellWith({ light: 'explained', shown: 'o', observations: [observation] });
        expect(writeCell(cellWith({ actual: { value: 1234.5, quality: 'about' } }))).toBe('~1234,5');
        expect(readCell(writeCell(cellWith({ actual: exact(1234567.125) })), 'es').value).toEqual(exact(1234567.125));
        expect(readCell(writeCell(explained), 'es').reason).toBe('no hubo encuesta');
        expect(writeCell(null)).toBe('');
    });
});

describe('findings', () => {
    test('say what is no number, and that it cannot be saved', () => {
        const row = rowWith();
        expect(findingsIn(row, PERIODS, 0, entriesOf(row, ['doce']))).toEqual([
            { key: 'tracking-finding-no-number', parameters: ['doce'], impossible: true },
        ]);
    });
    test('ask about values outside of what is usual, and block none', () => {
        const row = rowWith({ least: exact(1), greatest: exact(10) });
        expect(keysIn(row, ['0'], 0)).toEqual(['tracking-finding-least']);
        expect(keysIn(row, ['11'], 0)).toEqual(['tracking-finding-greatest']);
        expect(keysIn(row, ['10'], 0)).toEqual([]);
        expect(keysIn(rowWith({ measure: 'percentage' }), ['120'], 0)).toEqual(['tracking-finding-percentage']);
        expect(keysIn(rowWith({ measure: 'ordinal', scores: [{}, {}, {}] }), ['4'], 0)).toEqual(['tracking-finding-score']);
        expect(findingsIn(row, PERIODS, 0, entriesOf(row, ['0']))[0]!.impossible).toBe(false);
    });
    test('see that a running total falls, also against what was just written', () => {
        const row = rowWith({ accumulation: 'cumulative' }, [cellWith({ actual: exact(40) }), null, cellWith()]);
        expect(keysIn(row, [null, null, '39'], 2)).toEqual(['tracking-finding-falls']);
        expect(keysIn(row, ['30', null, '39'], 2)).toEqual([]);
        expect(keysIn(rowWith(), ['40', '30', null], 1)).toEqual([]);
    });
    test('let a running total begin anew with the next target', () => {
        const target = (first_day: string) => ({ first_day, last_day: '', value: exact(1), agreed: null });
        const row = rowWith({ accumulation: 'cumulative' }, [
            cellWith({ actual: exact(40), target: target('2014-01-01') }), cellWith({ target: target('2015-01-01') }), null,
        ]);
        expect(keysIn(row, [null, '3', null], 1)).toEqual([]);
    });
    test('read each cell in the language it was written in', () => {
        const row = rowWith({ least: exact(100) });
        const entries = new Map([[cellKey(row, PERIODS[0]!), { text: '1.234', observation: null, base: 0, language: 'en' }]]);
        expect(findingsIn(row, PERIODS, 0, entries)).toHaveLength(1);
    });
    test('are about what was written only', () => expect(keysIn(rowWith({ least: exact(1) }), [null], 0)).toEqual([]));
});
