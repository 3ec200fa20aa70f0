// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import type { Indicator } from '@/shared/records';
import { changeFindings, withRevisedTarget } from './targetRevision';

const exact = (value: number) => ({ value, quality: 'exact' as const });
const indicator: Indicator = {
    organisation: 'wmar',
    goal: 'g',
    name: { es: 'Editores activos' },
    kind: 'reported',
    measure: 'unit',
    level: 'output',
    direction: 'increasing',
    accumulation: 'cumulative',
    frequency: 'quarterly',
    targets: [
        { first_day: '2014-01-01', last_day: '2014-06-30', value: exact(60) },
        {
            first_day: '2014-07-01',
            last_day: '2014-12-31',
            value: exact(120),
            revisions: [{ was: exact(150), date: '2014-03-01', reason: { es: 'menos cursos' } }],
        },
    ],
};
const change = { value: exact(100), date: '2014-08-15', reason: { es: 'huelga docente' } };

describe('revising a target', () => {
    it('keeps what it was, with the day and the reason, after the revisions before', () => {
        const revised = withRevisedTarget(indicator, 1, change);
        expect(revised.targets?.[1]).toEqual({
            first_day: '2014-07-01',
            last_day: '2014-12-31',
            value: exact(100),
            revisions: [
                { was: exact(150), date: '2014-03-01', reason: { es: 'menos cursos' } },
                { was: exact(120), date: '2014-08-15', reason: { es: 'huelga docente' } },
            ],
        });
        expect(revised.targets?.[0]).toEqual(indicator.targets?.[0]);
        expect(indicator.targets?.[1]?.revisions).toHaveLength(1);
    });

    it('asks for another value, a day and a reason', () => {
        expect(changeFindings(indicator, 1, change)).toEqual([]);
        expect(changeFindings(indicator, 1, {})).toEqual(['value', 'date', 'reason']);
        expect(changeFindings(indicator, 1, { ...change, value: exact(120) })).toEqual(['same']);
        expect(changeFindings(indicator, 1, { ...change, value: { value: 120, quality: 'at_least' } })).toEqual([]);
        expect(changeFindings(indicator, 1, { ...change, value: 'unos cien', reason: { es: '' } })).toEqual(['value', 'reason']);
        expect(changeFindings(indicator, 1, { ...change, date: 'agosto' })).toEqual(['date']);
    });
});
