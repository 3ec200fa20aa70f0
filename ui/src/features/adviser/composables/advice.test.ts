// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { type Finding, inOrderOfWeight, pieces, stripRange } from './advice';

const finding = (rule: string, more: Partial<Finding> = {}): Finding => ({
    rule,
    title: '',
    severity: 'warning',
    kind: 'goal',
    id: '',
    field: '',
    text: '',
    evidence: [],
    fix: null,
    answered: false,
    ...more,
});

describe('the pieces of a statement', () => {
    it('have their marks, overlapping ones both', () => {
        const found = pieces('Duplicar los editores', [
            { kind: 'verb', begin: 0, end: 8, text: 'Duplicar' },
            { kind: 'quantity', begin: 0, end: 8, text: 'Duplicar' },
            { kind: 'target_group', begin: 13, end: 21, text: 'editores' },
        ]);
        expect(found).toEqual([
            { text: 'Duplicar', kinds: ['verb', 'quantity'] },
            { text: ' los ', kinds: [] },
            { text: 'editores', kinds: ['target_group'] },
        ]);
    });

    it('are the whole statement where nothing was matched, and none of nothing', () => {
        expect(pieces('abc', [])).toEqual([{ text: 'abc', kinds: [] }]);
        expect(pieces('', [])).toEqual([]);
    });

    it('bear spans of a text that has changed meanwhile', () => {
        expect(pieces('ab', [{ kind: 'verb', begin: 1, end: 9, text: 'bcd' }]).map(({ text }) => text)).toEqual(['a', 'b']);
    });
});

describe('findings', () => {
    it('stand by weight, answered ones last', () => {
        const order = inOrderOfWeight([
            finding('S7', { severity: 'info' }),
            finding('S1', { severity: 'error', answered: true }),
            finding('S3'),
            finding('S2', { severity: 'error' }),
        ]);
        expect(order.map(({ rule }) => rule)).toEqual(['S2', 'S3', 'S7', 'S1']);
    });
});

describe('the range of a strip plot', () => {
    const change = (value: number) => ({ change: value }) as never;
    it('holds every change, what is asked, and 0', () => {
        const [least, most] = stripRange({ changes: [change(0.1), change(0.4)], asked: 0.9 });
        expect(least).toBeLessThan(0);
        expect(most).toBeGreaterThan(0.9);
    });
    it('is not empty where all is 0', () => {
        const [least, most] = stripRange({ changes: [], asked: null });
        expect(most).toBeGreaterThan(least);
    });
});
