// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import { type AgreedChange, agreedValue, placesShown } from './agreed';
import { speak } from './testing';

const change = (changes: AgreedChange['changes']): AgreedChange => ({
    kind: 'indicator',
    id: 'i',
    title: { es: 'Personas' },
    what: 'changed',
    from: 1,
    to: 2,
    changes,
    reasons: [],
});

describe('what was agreed', () => {
    beforeEach(() => speak('es'));

    it('reads as people write it', () => {
        expect(agreedValue('/first_day', '2014-02-01')).toBe('1 feb 2014');
        expect(agreedValue('/type', 'increase')).toBe('aumentar');
        expect(agreedValue('/statement/es', 'Cien personas')).toBe('Cien personas');
        expect(agreedValue('/target_group', { es: 'docentes', en: 'teachers' })).toBe('docentes');
        expect(agreedValue('/baseline/value', { value: 1500, quality: 'at_least' })).toContain('1500');
        expect(agreedValue('/targets/0', { first_day: '2014-01-01', last_day: '2014-12-31', value: { value: 150, quality: 'exact' } })).toBe(
            '1 ene 2014 – 31 dic 2014: 150',
        );
        expect(agreedValue('/metric', { metric: 'edits', namespaces: [0, 2] })).toBe('edits, 0; 2');
        expect(agreedValue('/x', null)).toBe('');
    });

    it('is told by its place; how a target was revised is told by the target', () => {
        const shown = placesShown(
            change([
                { path: '/targets/0/value/value', before: 150, after: 120 },
                { path: '/targets/0/revisions', before: null, after: [{ reason: { es: 'menos' } }] },
            ]),
        );
        expect(shown.map(({ before, after }) => [before, after])).toEqual([['150', '120']]);
        expect(shown[0]?.label).toContain('1');
        expect(placesShown(change([{ path: '', before: null, after: {} }]))).toEqual([]);
    });
});
