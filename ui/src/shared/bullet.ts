// SPDX-License-Identifier: GPL-3.0-or-later
import type { Progress } from './records';

/** Where the marks of a progress bullet stand, each 0 … 100 of its width; null where there is none. */
export interface BulletMarks {
    baseline: number | null;
    expected: number | null;
    actual: number | null;
    target: number | null;
    agreed_target: number | null;
    /** The bar runs from here (the baseline, or the scale's start) to `actual`. */
    start: number;
    /** The values at the scale's two ends. */
    low: number;
    high: number;
}

/**
 * The marks on one scale. It begins at 0, or below where a value is negative, so that lengths can be compared; null
 * where there is no value at all.
 */
export function bulletMarks(progress: Progress): BulletMarks | null {
    const values = {
        baseline: progress.baseline?.value ?? null,
        expected: progress.expected,
        actual: progress.actual?.value ?? null,
        target: progress.target?.value ?? null,
        agreed_target: progress.agreed_target?.value ?? null,
    };
    const known = Object.values(values).filter((value) => value !== null);
    if (known.length === 0) return null;
    const low = Math.min(0, ...known);
    const top = Math.max(0, ...known);
    const high = top === low ? low + 1 : top + (top - low) * 0.06;
    const at = (value: number | null): number | null => (value === null ? null : ((value - low) / (high - low)) * 100);
    return {
        baseline: at(values.baseline),
        expected: at(values.expected),
        actual: at(values.actual),
        target: at(values.target),
        agreed_target: at(values.agreed_target),
        start: at(values.baseline) ?? at(0) ?? 0,
        low,
        high,
    };
}
