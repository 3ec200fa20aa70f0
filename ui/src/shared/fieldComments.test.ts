// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, test } from 'vitest';
import { openAt, openByField, tellThreads } from './fieldComments';

const thread = (id: string, field?: string, resolved = false) => ({ comment: { id, data: { ...(field ? { field } : {}), resolved } } });

describe('open comments at a field', () => {
    test('are counted by field, and lead to the first', () => {
        const all = openByField([thread('a', '/statement'), thread('b', '/statement'), thread('c', '/targets/0/value')]);
        expect([...all]).toEqual([
            ['statement', { open: 2, first: 'a' }],
            ['targets', { open: 1, first: 'c' }],
        ]);
    });
    test('are none for the whole record and for what is resolved', () => {
        expect(openByField([thread('a'), thread('b', '/statement', true)]).size).toBe(0);
    });
    test('are known of the record that was looked at, as it was looked at last', () => {
        tellThreads('goal', 'g', [thread('a', '/statement')]);
        expect(openAt('goal', 'g', 'statement')).toEqual({ open: 1, first: 'a' });
        expect(openAt('goal', 'other', 'statement')).toBeNull();
        expect(openAt('plan', 'g', 'statement')).toBeNull();
        tellThreads('goal', 'g', []);
        expect(openAt('goal', 'g', 'statement')).toBeNull();
    });
});
