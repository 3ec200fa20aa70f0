// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { bulletMarks } from './bullet';
import type { Progress } from './records';

const NOTHING: Progress = {
    status: 'not_measured',
    baseline: null,
    actual: null,
    actual_day: null,
    target: null,
    target_day: null,
    agreed_target: null,
    expected: null,
    share: null,
    observation: null,
    by: null,
};
const exact = (value: number) => ({ value, quality: 'exact' as const });

describe('the marks of a bullet', () => {
    it('stand on one scale from nought to a little above the highest', () => {
        // The highest value is 200, so the scale ends at 212: 100 stands at 47.17 %, 200 at 94.34 %.
        const marks = bulletMarks({ ...NOTHING, baseline: exact(100), actual: exact(150), target: exact(200) });
        expect(marks?.high).toBeCloseTo(212);
        expect(marks?.baseline).toBeCloseTo(47.17, 2);
        expect(marks?.actual).toBeCloseTo(70.75, 2);
        expect(marks?.target).toBeCloseTo(94.34, 2);
        expect(marks?.start).toBe(marks?.baseline);
    });

    it('leave out what is missing instead of putting it at nought', () => {
        const marks = bulletMarks({ ...NOTHING, target: exact(10) });
        expect(marks?.actual).toBeNull();
        expect(marks?.baseline).toBeNull();
        expect(bulletMarks(NOTHING)).toBeNull();
    });

    it('keep nought as a value', () => {
        expect(bulletMarks({ ...NOTHING, actual: exact(0), target: exact(10) })?.actual).toBe(0);
        expect(bulletMarks({ ...NOTHING, actual: exact(0) })?.actual).toBe(0);
    });

    it('make room below nought for what has fallen there', () => {
        const marks = bulletMarks({ ...NOTHING, actual: exact(-50), target: exact(50) });
        expect(marks?.actual).toBe(0);
        expect(marks!.start).toBeGreaterThan(0);
    });
});
