// SPDX-License-Identifier: GPL-3.0-or-later
import type { RegionIndicator, RegionRow } from '../region';
import { FEWEST_FOR_MEDIAN, FEWEST_FOR_MIDDLE_HALF, scaleOf } from './chart';

/** A small picture of one member over the periods, drawn in 0 … WIDE by 0 … HIGH. */
export const WIDE = 160;
export const HIGH = 72;
const SIDE = 6;

export interface Point {
    x: number;
    y: number;
}

export interface Panel {
    /** The values, parted where a period has none: no line crosses what was not measured. */
    lines: Point[][];
    dots: Point[];
    /** One level a period: a target is a step. */
    targets: { from: number; to: number; y: number }[];
}

/** Where a period begins and ends across. */
function acrossOf(periods: number): (index: number) => { from: number; middle: number; to: number } {
    const step = (WIDE - 2 * SIDE) / Math.max(1, periods);
    return (index) => ({ from: SIDE + index * step, middle: SIDE + (index + 0.5) * step, to: SIDE + (index + 1) * step });
}

function upOf(indicator: Pick<RegionIndicator, 'low' | 'high'>): (value: number) => number {
    const at = scaleOf(indicator);
    return (value) => HIGH - (at(value) / 100) * HIGH;
}

/** A member's values as points in the order of the periods, parted at those without one. */
export function panelOf(row: RegionRow, indicator: RegionIndicator): Panel {
    const across = acrossOf(row.cells.length);
    const up = upOf(indicator);
    const lines: Point[][] = [[]];
    const targets: Panel['targets'] = [];
    row.cells.forEach((cell, index) => {
        const { from, middle, to } = across(index);
        const target = cell?.values[cell.shown ?? 0]?.progress.target;
        if (target) targets.push({ from, to, y: up(target.value) });
        if (cell?.value) lines.at(-1)!.push({ x: middle, y: up(cell.value.value) });
        else if (lines.at(-1)!.length) lines.push([]);
    });
    const drawn = lines.filter((line) => line.length > 0);
    return { lines: drawn.filter((line) => line.length > 1), dots: drawn.flat(), targets };
}

export interface Backdrop {
    /** The median of each period that has enough values, parted as lines are. */
    medians: Point[][];
    bands: { from: number; to: number; top: number; bottom: number }[];
}

/** What is drawn behind every member alike: the medians and the middle halves. */
export function backdropOf(indicator: RegionIndicator): Backdrop {
    const across = acrossOf(indicator.summaries.length);
    const up = upOf(indicator);
    const medians: Point[][] = [[]];
    const bands: Backdrop['bands'] = [];
    indicator.summaries.forEach(({ measured, median, lower, upper }, index) => {
        const { from, middle, to } = across(index);
        if (median !== undefined && measured >= FEWEST_FOR_MEDIAN) medians.at(-1)!.push({ x: middle, y: up(median) });
        else if (medians.at(-1)!.length) medians.push([]);
        if (lower !== undefined && upper !== undefined && measured >= FEWEST_FOR_MIDDLE_HALF)
            bands.push({ from, to, top: up(upper), bottom: up(lower) });
    });
    return { medians: medians.filter((line) => line.length > 0), bands };
}

export const pathOf = (line: Point[]): string => line.map(({ x, y }, index) => `${index ? 'L' : 'M'}${round(x)} ${round(y)}`).join('');
export const round = (number: number): number => Math.round(number * 100) / 100;
