// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, test } from 'vitest';
import { blockBetween, filledDown, moved, parseBlock, pasted, placesIn, within, writeBlock } from './block';

const SIZE = { rows: 3, columns: 4 };

describe('moving', () => {
    test('goes a cell at a time and stops at the edge', () => {
        expect(moved({ row: 1, column: 1 }, 'ArrowUp', SIZE)).toEqual({ row: 0, column: 1 });
        expect(moved({ row: 0, column: 1 }, 'ArrowUp', SIZE)).toEqual({ row: 0, column: 1 });
        expect(moved({ row: 2, column: 3 }, 'ArrowRight', SIZE)).toEqual({ row: 2, column: 3 });
    });
    test('goes far with Ctrl, Home and End', () => {
        expect(moved({ row: 1, column: 1 }, 'ArrowDown', SIZE, true)).toEqual({ row: 2, column: 1 });
        expect(moved({ row: 1, column: 1 }, 'End', SIZE)).toEqual({ row: 1, column: 3 });
        expect(moved({ row: 1, column: 1 }, 'Home', SIZE, true)).toEqual({ row: 0, column: 0 });
        expect(moved({ row: 0, column: 1 }, 'PageDown', SIZE)).toEqual({ row: 2, column: 1 });
    });
    test('leaves other keys alone', () => expect(moved({ row: 0, column: 0 }, 'Tab', SIZE)).toBeNull());
});

describe('a block', () => {
    test('lies between any two corners', () => {
        const block = blockBetween({ row: 2, column: 1 }, { row: 0, column: 2 });
        expect(block).toEqual({ top: 0, left: 1, bottom: 2, right: 2 });
        expect(placesIn(block)).toHaveLength(6);
        expect(within(block, { row: 1, column: 2 })).toBe(true);
        expect(within(block, { row: 1, column: 3 })).toBe(false);
    });
});

describe('the clipboard', () => {
    test('reads what spreadsheets write, with either line end and the one after the last row', () => {
        expect(parseBlock('1\t2\r\n3\t4\r\n')).toEqual([['1', '2'], ['3', '4']]);
        expect(parseBlock('1\n\n3')).toEqual([['1'], [''], ['3']]);
        expect(parseBlock('7')).toEqual([['7']]);
        expect(parseBlock('\t5')).toEqual([['', '5']]);
    });
    test('keeps an empty last cell and tells an empty text from no row', () => {
        expect(parseBlock('1\t')).toEqual([['1', '']]);
        expect(parseBlock('')).toEqual([['']]);
    });
    test('understands cells in quotes', () => {
        expect(parseBlock('"two\nlines"\t"say ""no"""\nplain"quote\t1')).toEqual([['two\nlines', 'say "no"'], ['plain"quote', '1']]);
    });
    test('writes what it reads', () => {
        const rows = [['1 234,5', '– "no" hubo'], ['', 'two\tparts']];
        expect(parseBlock(writeBlock(rows))).toEqual(rows);
    });
});

describe('pasting', () => {
    const at = (row: number, column: number) => blockBetween({ row, column }, { row, column });
    test('lays the block from the first corner and counts what lies beyond the table', () => {
        const { placed, outside } = pasted(at(1, 2), [['a', 'b', 'c'], ['d', 'e', 'f']], SIZE);
        expect(placed.map(({ place, text }) => [place.row, place.column, text])).toEqual([
            [1, 2, 'a'], [1, 3, 'b'], [2, 2, 'd'], [2, 3, 'e'],
        ]);
        expect(outside).toBe(2);
    });
    test('fills the selection with one cell, and repeats a block that goes into it', () => {
        expect(pasted({ top: 0, left: 0, bottom: 1, right: 1 }, [['5']], SIZE).placed).toHaveLength(4);
        const { placed } = pasted({ top: 0, left: 0, bottom: 1, right: 3 }, [['1', '2']], SIZE);
        expect(placed.map(({ text }) => text).join('')).toBe('12121212');
    });
    test('leaves the holes of a ragged block alone', () => {
        expect(pasted(at(0, 0), [['1', '2'], ['3']], SIZE).placed).toHaveLength(3);
    });
});

describe('filling down', () => {
    test('takes the first row of the selection, for one row the one above', () => {
        expect(filledDown({ top: 0, left: 1, bottom: 2, right: 1 })).toEqual([
            { place: { row: 1, column: 1 }, from: { row: 0, column: 1 } },
            { place: { row: 2, column: 1 }, from: { row: 0, column: 1 } },
        ]);
        expect(filledDown({ top: 2, left: 0, bottom: 2, right: 0 })).toEqual([{ place: { row: 2, column: 0 }, from: { row: 1, column: 0 } }]);
        expect(filledDown({ top: 0, left: 0, bottom: 0, right: 0 })).toEqual([]);
    });
});
