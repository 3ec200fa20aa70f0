// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { intervalPlaces, verdictOf, type SurvivalCurve } from './comparing';
import { atRisk, bandPath, censoringMarks, curvePath, daysToName, scaleOf, stepOn, survivalCsv } from './survival';

/** Four people: one gone on day 0, one on day 10, one lost from sight on day 20, the last gone on day 40. */
const curve: SurvivalCurve = {
    followed: 4,
    ended: 3,
    median: 10,
    steps: [
        { day: 0, at_risk: 4, ended: 1, censored: 0, share: 0.75, low: 0.13, high: 0.96 },
        { day: 10, at_risk: 3, ended: 1, censored: 0, share: 0.5, low: 0.06, high: 0.84 },
        { day: 20, at_risk: 2, ended: 0, censored: 1, share: 0.5, low: 0.06, high: 0.84 },
        { day: 40, at_risk: 1, ended: 1, censored: 0, share: 0, low: null, high: null },
    ],
};
const scale = scaleOf(curve, { width: 500, height: 120, left: 50, top: 10, right: 50, bottom: 10 });

describe('a survival curve', () => {
    it('holds its height until the next step, from everybody on day 0', () => {
        // 400 pixels for 40 days, 100 for the shares.
        expect(curvePath(curve, scale)).toBe('M50 10H50V35H150V60H250V60H450V110H450V110');
    });

    it('has a band where there is an interval, and none of no width', () => {
        expect(bandPath(curve, scale).match(/M/g)).toHaveLength(3);
        expect(bandPath(curve, scale)).toContain('M50 14H150V97H50Z');
    });

    it('is drawn of one day too', () => {
        const day = { ...curve, steps: [{ ...curve.steps[3]!, day: 0 }] };
        const path = curvePath(day, scaleOf(day, { width: 100, height: 100, left: 0, top: 0, right: 0, bottom: 0 }));
        expect(path).not.toContain('NaN');
    });

    it('marks who was lost from sight', () => {
        expect(censoringMarks(curve).map(({ day }) => day)).toEqual([20]);
    });

    it('says how many were followed to a day, and what held then', () => {
        expect([0, 5, 20, 21, 40, 41].map((day) => atRisk(curve, day))).toEqual([4, 3, 2, 1, 1, 0]);
        expect(stepOn(curve, 39)?.share).toBe(0.5);
        expect(stepOn({ ...curve, steps: curve.steps.slice(1) }, 5)).toBeNull();
    });

    it('names few round days', () => {
        expect(daysToName(curve, 5)).toEqual([0, 10, 20, 30, 40]);
        expect(daysToName(curve, 3)).toEqual([0, 30]);
    });

    it('is a table for a spreadsheet, with nothing where there is no interval', () => {
        expect(survivalCsv(curve).split('\r\n')[4]).toBe('40,1,1,0,0,,');
    });
});

describe('a difference', () => {
    it('is told from chance by its interval alone', () => {
        expect(verdictOf(null)).toBe('none');
        expect(verdictOf({ value: 3, low: -1, high: 7 })).toBe('unsure');
        expect(verdictOf({ value: 3, low: 0, high: 7 })).toBe('unsure');
        expect(verdictOf({ value: 3, low: 1, high: 7 })).toBe('more');
        expect(verdictOf({ value: -3, low: -7, high: -1 })).toBe('less');
    });

    it('stands on a line that always has zero on it', () => {
        expect(intervalPlaces({ value: 3, low: 2, high: 4 })).toEqual({ zero: 0, value: 0.75, low: 0.5, high: 1 });
        expect(intervalPlaces({ value: -1, low: -4, high: 4 })).toEqual({ zero: 0.5, value: 0.375, low: 0, high: 1 });
        expect(intervalPlaces({ value: 0, low: 0, high: 0 })).toEqual({ zero: 0, value: 0, low: 0, high: 0 });
    });
});
