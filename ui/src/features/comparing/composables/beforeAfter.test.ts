// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { type BeforeAfter, beforeAfterCsv, type ComparedPeriod, hasNumbers, mainPeriods, seriesOf } from './beforeAfter';

const period = (first_day: string, back: number, year_before: boolean, value: number | null): ComparedPeriod => ({
    first_day,
    last_day: first_day.slice(0, 8) + '28',
    days: 28,
    back,
    year_before,
    people: 7,
    reason: null,
    numbers: [
        {
            value,
            reason: value === null ? { key: 'reason-period-not-covered', text: 'no' } : null,
            of_wikis: 100,
            change: back ? { difference: 3, ratio: 1.5 } : null,
            wikis_change: null,
        },
    ],
});
const compared: BeforeAfter = {
    rules: { before: 1, least_periods: 4, seed: 1, rounds: 2000, confidence: 0.95 },
    metrics: [{ metric: 'edits', definition: 'edits/brujula', unit: 'edits', whole_periods: 1, trend: null }],
    periods: [period('2014-03-01', 0, false, 9), period('2014-02-01', 1, false, 6), period('2013-03-01', 0, true, null)],
    pairs: null,
    assumptions: [],
    snapshots: [],
};
const names = { own: 'own', trend: 'trend' };

describe('a period beside its earlier ones', () => {
    it('tells the one directly before from the year before', () => {
        const { now, before, yearBefore } = mainPeriods(compared);
        expect([now, before, yearBefore].map((one) => one?.first_day)).toEqual(['2014-03-01', '2014-02-01', '2013-03-01']);
        expect(mainPeriods({ ...compared, periods: [compared.periods[0]!] })).toMatchObject({ before: null, yearBefore: null });
    });

    it('is drawn oldest first, and nothing stands where there is no number', () => {
        const series = seriesOf(compared, 0, names);
        expect(series).toHaveLength(1);
        expect(series[0]?.points.map(({ day, value }) => [day, value.value])).toEqual([
            ['2014-02-28', 6],
            ['2014-03-28', 9],
        ]);
    });

    it('has its trend, where there is one, on the present period', () => {
        const metrics = [{ ...compared.metrics[0]!, trend: { value: 7.25, low: 1, high: 13 } }];
        const series = seriesOf({ ...compared, metrics }, 0, names);
        expect(series.map(({ name }) => name)).toEqual(['own', 'trend']);
        expect(series[1]?.points).toEqual([{ day: '2014-03-28', value: { value: 7.3, quality: 'about' } }]);
    });

    it('knows whether anything was measured', () => {
        expect(hasNumbers(compared)).toBe(true);
        expect(hasNumbers({ ...compared, periods: [period('2014-03-01', 0, false, null)] })).toBe(false);
    });

    it('is a table for a spreadsheet, with the reason where there is no number', () => {
        const lines = beforeAfterCsv(compared).split('\r\n');
        expect(lines[2]).toBe('edits/brujula,edits,2014-02-01,2014-02-28,28,1,0,7,6,,3,1.5,100,,');
        expect(lines[3]).toBe('edits/brujula,edits,2013-03-01,2013-03-28,28,0,1,7,,reason-period-not-covered,,,100,,');
    });
});
