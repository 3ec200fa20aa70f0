// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { addressOfCell, cellAt, cellOf, columnName, type Layout, type Table, withCell, withField, writtenCell } from './table';

const table = (rows: Table['rows']): Table => ({ name: '', hidden: false, rows, hidden_rows: [], hidden_columns: [] });

describe('addresses', () => {
    it('are those of a spreadsheet', () => {
        expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
        expect(addressOfCell(6, 1)).toBe('B7');
    });
});

describe('cells', () => {
    it('of a merged range are its first', () => {
        const merged = table([['Eje'], [{ of: [0, 0] }, 'a'], [{ of: [1, 0] }]]);
        expect(cellAt(merged, 1, 0)).toBe('Eje');
        expect(cellAt(merged, 2, 0)).toBeNull();
        expect(cellAt(merged, 9, 9)).toBeNull();
    });

    it('that somebody writes are numbers only where nobody could read them otherwise', () => {
        expect(['12', ' 12.5 ', '-3', '', '1.234', '1,5', '85 %'].map(cellOf)).toEqual([12, 12.5, -3, null, '1.234', '1,5', '85 %']);
    });

    it('are corrected from what they are', () => {
        expect([null, 'a', 2, { day: '2015-03-31' }, { number: 85, per_cent: true as const }, { fault: '#REF!' }].map(writtenCell)).toEqual([
            '', 'a', '2', '2015-03-31', '85 %', '',
        ]);
    });

    it('are replaced without touching the table that was', () => {
        const before = table([['a']]);
        const after = withCell(before, 1, 2, 'x');
        expect(after.rows).toEqual([['a'], [null, null, 'x']]);
        expect(before.rows).toEqual([['a']]);
    });
});

describe('a field', () => {
    const column = (index: number, field: string) => ({ index, header: '', field, first_day: null, last_day: null, year_open: false });
    const layout: Layout = { first_header: 0, last_header: 0, columns: [column(0, 'goal'), column(1, ''), column(2, 'target')] };
    const fields = [{ name: 'goal', many: false }, { name: 'target', many: true }];

    it('that only one column can be moves from the other', () => {
        expect(withField(layout, 1, 'goal', fields).columns.map(({ field }) => field)).toEqual(['', 'goal', 'target']);
    });

    it('that many can be stays with the others', () => {
        expect(withField(layout, 1, 'target', fields).columns.map(({ field }) => field)).toEqual(['goal', 'target', 'target']);
    });
});
