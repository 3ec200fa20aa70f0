// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import type { EnvelopeOf } from '@/shared/records';
import { hasWords, missingLanguages, writePurposePath } from './purpose';

describe('vision, mission and values', () => {
    it('say in which of the content languages they are missing', () => {
        expect(missingLanguages({ es: 'Conocimiento libre' })).toEqual(['pt-br', 'en']);
        expect(missingLanguages({ es: 'a', pt: 'b', en: 'c' })).toEqual([]);
        expect(missingLanguages({ es: 'a', en: '', gn: 'c' })).toEqual(['pt-br', 'en']);
        expect(missingLanguages({})).toEqual([]);
        expect(missingLanguages(undefined)).toEqual([]);
    });

    it('are there as soon as one word is', () => {
        const frame = { organisation: 'wmar', check: 'demo' as const };
        expect(hasWords({ ...frame, values: [{ es: 'apertura' }] })).toBe(true);
        expect(hasWords({ ...frame, mission: { es: '' } })).toBe(false);
        expect(hasWords(frame)).toBe(false);
    });

    it('are written in a form that comes back to their page', () => {
        expect(writePurposePath('wmar', null)).toBe('/new/purpose?organisation=wmar&check=verified&next=%2Forganisations%2Fwmar%2Fpurpose');
        expect(writePurposePath('wmar', { id: 'p' } as EnvelopeOf<'purpose'>)).toBe('/edit/purpose/p?next=%2Forganisations%2Fwmar%2Fpurpose');
    });
});
