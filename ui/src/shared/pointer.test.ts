// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { isEmptyValue, valueAt, withValueAt } from './pointer';

describe('a JSON pointer', () => {
    const data = { targets: [{ value: { value: 0 } }], 'a/b': 1 };

    it('finds what stands at a place, nought and oddly named members included', () => {
        expect(valueAt(data, '/targets/0/value/value')).toBe(0);
        expect(valueAt(data, '/a~1b')).toBe(1);
        expect(valueAt(data, '/targets/7/value')).toBeUndefined();
        expect(valueAt(data, '')).toBe(data);
    });

    it('puts a value in a copy and leaves the original', () => {
        const next = withValueAt(data, '/targets/0/value/value', 5);
        expect(valueAt(next, '/targets/0/value/value')).toBe(5);
        expect(valueAt(data, '/targets/0/value/value')).toBe(0);
        expect(withValueAt({}, '/title/es', 'Plan')).toEqual({ title: { es: 'Plan' } });
        expect(withValueAt({ a: 1, b: 2 }, '/a', undefined)).toEqual({ b: 2 });
    });
});

it('empty is what a record leaves out; nought and no are not', () => {
    for (const value of [undefined, null, '', [], {}, { es: '' }]) expect(isEmptyValue(value)).toBe(true);
    for (const value of [0, false, ['']]) expect(isEmptyValue(value)).toBe(false);
});
