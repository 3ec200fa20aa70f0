// SPDX-License-Identifier: GPL-3.0-or-later
import type { SurvivalCurve, SurvivalStep } from './comparing';

/** The drawing's ground: pixels of the picture, with room for the words beside it. */
export interface Ground {
    width: number;
    height: number;
    left: number;
    top: number;
    right: number;
    bottom: number;
}

/** Pixels of a day and a share. */
export interface Scale {
    x: (day: number) => number;
    y: (share: number) => number;
}

/** The last day that is drawn: at least one, so that a curve of one day has a width. */
export function lastDay(curve: SurvivalCurve): number {
    return Math.max(1, curve.steps.at(-1)?.day ?? 0);
}

export function scaleOf(curve: SurvivalCurve, { width, height, left, top, right, bottom }: Ground): Scale {
    const end = lastDay(curve);
    return {
        x: (day) => left + (day / end) * (width - left - right),
        y: (share) => top + (1 - share) * (height - top - bottom),
    };
}

const rounded = (number: number): string => String(Math.round(number * 10) / 10);

/** A line that holds its height until the next point. */
function stepped(points: { x: number; y: number }[]): string {
    return points.map(({ x, y }, index) => (index ? `H${rounded(x)}V${rounded(y)}` : `M${rounded(x)} ${rounded(y)}`)).join('');
}

/** The curve from everybody on day 0 to the last day that anybody was followed to. */
export function curvePath(curve: SurvivalCurve, { x, y }: Scale): string {
    const points = [{ day: 0, share: 1 }, ...curve.steps, { day: lastDay(curve), share: curve.steps.at(-1)?.share ?? 1 }];
    return stepped(points.map(({ day, share }) => ({ x: x(day), y: y(share) })));
}

type Banded = SurvivalStep & { low: number; high: number };
const hasBand = (step: SurvivalStep): step is Banded => step.low !== null && step.high !== null;

/** The interval around the curve, step by step; there is none before anybody ended, nor once all have. */
export function bandPath(curve: SurvivalCurve, { x, y }: Scale): string {
    return curve.steps
        .map((step, index) => {
            const until = curve.steps[index + 1]?.day ?? lastDay(curve);
            if (!hasBand(step) || until === step.day) return '';
            return `M${rounded(x(step.day))} ${rounded(y(step.high))}H${rounded(x(until))}V${rounded(y(step.low))}H${rounded(x(step.day))}Z`;
        })
        .join('');
}

/** Where somebody was lost from sight still editing. */
export function censoringMarks(curve: SurvivalCurve): { day: number; share: number; censored: number }[] {
    return curve.steps.filter(({ censored }) => censored > 0);
}

const STEPS = [1, 2, 5, 7, 10, 14, 30, 60, 90, 180, 365, 730, 1825, 3650];

/** Days to name below the curve: from 0, so far apart that at most `most` fit. */
export function daysToName(curve: SurvivalCurve, most: number): number[] {
    const end = lastDay(curve);
    const step = STEPS.find((days) => end / days <= most - 1) ?? Math.ceil(end / (most - 1));
    return Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
}

/** How many are still followed just before a day. */
export function atRisk(curve: SurvivalCurve, day: number): number {
    return curve.steps.find((step) => step.day >= day)?.at_risk ?? 0;
}

/** The step that holds on a day; null before the first. */
export function stepOn(curve: SurvivalCurve, day: number): SurvivalStep | null {
    return curve.steps.filter((step) => step.day <= day).at(-1) ?? null;
}

/** The numbers for a spreadsheet, a row a step. */
export function survivalCsv(curve: SurvivalCurve): string {
    const rows = curve.steps.map(({ day, at_risk, ended, censored, share, low, high }) =>
        [day, at_risk, ended, censored, share, low ?? '', high ?? ''].join(','),
    );
    return ['day,at_risk,ended,censored,share,low,high', ...rows].join('\r\n') + '\r\n';
}
