// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { writtenAmountOf, writtenDay, writtenNumber } from './written';

describe('a day', () => {
    it('is read as people write it in the three languages', () => {
        for (const text of [
            '2014-11-21',
            '2014/11/21',
            '21/11/2014',
            '21.11.2014',
            ' 21-11-2014 ',
            '21 nov 2014',
            '21 nov. 2014',
            '21 de noviembre de 2014',
            '21 de novembro de 2014',
            '21-Nov-2014',
            'November 21, 2014',
            '21st November 2014',
        ])
            expect(writtenDay(text), text).toBe('2014-11-21');
        expect(writtenDay('1º de março de 2015')).toBe('2015-03-01');
        expect(writtenDay('1 setiembre 2015')).toBe('2015-09-01');
    });

    it('that does not exist, or is not whole, is none', () => {
        for (const text of ['31/02/2014', '2014-13-01', '21/11/14', 'noviembre 2014', 'mañana', '', '21 foo 2014'])
            expect(writtenDay(text), text).toBeNull();
    });
});

describe('a number', () => {
    it('is read with point or comma', () => {
        expect(writtenNumber('1234.5', 'en')).toBe(1234.5);
        expect(writtenNumber('1,234.5', 'en')).toBe(1234.5);
        expect(writtenNumber('1.234,5', 'pt')).toBe(1234.5);
        expect(writtenNumber('12,5', 'es')).toBe(12.5);
        expect(writtenNumber('12,5', 'en')).toBe(12.5);
        expect(writtenNumber('1 234 567', 'es')).toBe(1234567);
        expect(writtenNumber('1.234.567', 'es')).toBe(1234567);
        expect(writtenNumber('-3', 'es')).toBe(-3);
    });

    it('before three digits means thousands only where the language writes thousands so', () => {
        expect(writtenNumber('1.234', 'pt')).toBe(1234);
        expect(writtenNumber('1.234', 'en')).toBe(1.234);
        expect(writtenNumber('1,234', 'en')).toBe(1234);
        expect(writtenNumber('1,234', 'es')).toBe(1.234);
    });

    it('that is none is none', () => {
        for (const text of ['', 'muchos', '12 personas', '--3']) expect(writtenNumber(text, 'es'), text).toBeNull();
    });
});

describe('an amount', () => {
    it('takes its exactness from its sign', () => {
        expect(writtenAmountOf('+200', 'es')).toEqual({ value: 200, quality: 'at_least' });
        expect(writtenAmountOf('≥ 200', 'es')).toEqual({ value: 200, quality: 'at_least' });
        expect(writtenAmountOf('~ 1500', 'es')).toEqual({ value: 1500, quality: 'about' });
        expect(writtenAmountOf('0', 'es')).toEqual({ value: 0, quality: 'exact' });
        expect(writtenAmountOf('mucho', 'es')).toBeNull();
    });
});
