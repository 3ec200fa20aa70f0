// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import type { EnvelopeOf, Indicator, Observation, Target } from '@/shared/records';
import { speak } from '@/shared/testing';
import { agreedAtFirst, goalSeries } from './goalSeries';

const exact = (value: number) => ({ value, quality: 'exact' as const });
const indicator: Indicator = {
    organisation: 'wmar',
    goal: 'g',
    name: { en: 'Active editors' },
    kind: 'measured',
    measure: 'unit',
    level: 'output',
    metric: { metric: 'active-editors', definition: 'wikimetrics.rolling' },
    direction: 'increasing',
    accumulation: 'cumulative',
    frequency: 'quarterly',
};

function observation(last_day: string, value: number, more: Partial<Observation> = {}): EnvelopeOf<'observation'> {
    const data: Observation = {
        organisation: 'wmar',
        indicator: 'i',
        first_day: '2014-01-01',
        last_day,
        value: exact(value),
        parts_incomplete: false,
        by: 'reported',
        check: 'demo',
        ...more,
    };
    return { kind: 'observation', id: last_day, revision: 1, parent: 0, author: '', time: '', comment: '', may: [], data };
}

const quarters: Target[] = [
    { first_day: '2014-04-01', last_day: '2014-06-30', value: exact(20) },
    { first_day: '2014-01-01', last_day: '2014-03-31', value: exact(10) },
    { first_day: '2014-10-01', last_day: '2014-12-31', value: exact(40) },
];
const drawn = (series: ReturnType<typeof goalSeries>, tone: string) =>
    series.find((one) => one.tone === tone)?.points.map(({ day, value }) => `${day} ${value.value}`);

describe('the chart of an indicator', () => {
    beforeEach(() => speak('en'));

    it('draws targets as steps: a new step where the periods touch, an end where they do not', () => {
        expect(drawn(goalSeries({ ...indicator, targets: quarters }, []), 'target')).toEqual([
            '2014-01-01 10', // to 31 March, whose next day begins the second quarter
            '2014-04-01 20',
            '2014-06-30 20', // the third quarter has no target
            '2014-10-01 40',
            '2014-12-31 40',
        ]);
    });

    it('keeps what a revised target was agreed to be at first', () => {
        const twice: Target = {
            first_day: '2014-01-01',
            last_day: '2014-12-31',
            value: exact(80),
            revisions: [
                { was: exact(150), date: '2014-05-01' },
                { was: exact(100), date: '2014-08-01' },
            ],
        };
        expect(agreedAtFirst(twice)).toEqual(exact(150));
        expect(drawn(goalSeries({ ...indicator, targets: [twice] }, []), 'agreed')).toEqual(['2014-01-01 150', '2014-12-31 150']);
        expect(agreedAtFirst(quarters[0]!)).toBeNull();
    });

    it('puts observations on the last day of their period, in order, each opening the list behind it', () => {
        const measured = observation('2014-06-30', 14, { by: 'measured', measurement: 'm1' });
        const series = goalSeries(indicator, [measured, observation('2014-03-31', 0)]);
        expect(drawn(series, 'actual')).toEqual(['2014-03-31 0', '2014-06-30 14']);
        expect(series[0]?.points[1]?.about?.to).toEqual({
            path: '/measurements/m1',
            query: { metric: 'active-editors/wikimetrics.rolling' },
            hash: '#list',
        });
        expect(series[0]?.points[0]?.about?.to).toBeUndefined();
    });

    it('draws a baseline that has a value and a date, and nothing for what is missing', () => {
        const known = { ...indicator, baseline: { value: exact(7), date: '2013-12-31' } };
        expect(drawn(goalSeries(known, []), 'other')).toEqual(['2013-12-31 7']);
        expect(goalSeries({ ...indicator, baseline: { collect_by: '2015-03-31' } }, [])).toEqual([]);
    });
});
