// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import type { EnvelopeOf, Indicator } from '@/shared/records';
import type { IndicatorView } from '@/shared/views';
import { newObservationPath, nextPeriod } from './useGoal';

const goal = {
    id: 'g1',
    data: { organisation: 'wmar', plan: 'plan-2014', first_day: '2014-01-01', last_day: '2014-12-31' },
} as EnvelopeOf<'goal'>;

function view(indicator: Partial<Indicator>, observed: string[]): IndicatorView {
    const observations = observed.map((last_day) => ({ data: { last_day } }));
    return { indicator: { id: 'i1', data: { organisation: 'wmar', ...indicator } }, observations } as unknown as IndicatorView;
}

const value = { value: 1, quality: 'exact' as const };
const targets = [
    { first_day: '2014-01-01', last_day: '2014-06-30', value },
    { first_day: '2014-07-01', last_day: '2014-12-31', value },
];

describe('the period that is observed next', () => {
    it('is the first target without a value, the last where each has one', () => {
        expect(nextPeriod(view({ targets }, []))?.last_day).toBe('2014-06-30');
        expect(nextPeriod(view({ targets }, ['2014-06-30']))?.last_day).toBe('2014-12-31');
        expect(nextPeriod(view({ targets }, ['2014-06-30', '2014-12-31']))?.last_day).toBe('2014-12-31');
        expect(nextPeriod(view({}, []))).toBeNull();
    });

    it('begins with the goal for a running total, with the target for a periodic value', () => {
        const query = (path: string) => new URLSearchParams(path.split('?')[1]);
        const total = query(newObservationPath(view({ targets, accumulation: 'cumulative' }, ['2014-06-30']), goal));
        expect([total.get('first_day'), total.get('last_day')]).toEqual(['2014-01-01', '2014-12-31']);
        const periodic = query(newObservationPath(view({ targets, accumulation: 'periodic' }, ['2014-06-30']), goal));
        expect(periodic.get('first_day')).toBe('2014-07-01');
        expect(periodic.get('next')).toBe('/plans/plan-2014/goals/g1');
    });

    it('is the goal’s own where there is no target', () => {
        expect(newObservationPath(view({ accumulation: 'periodic' }, []), goal)).toContain('last_day=2014-12-31');
    });
});
