// SPDX-License-Identifier: GPL-3.0-or-later
export interface Dot {
    x: number;
    /** How many dots it stands above the ground. */
    level: number;
}

/** Dots of a strip plot, each on the lowest level where it touches none; `places` in rising order keep theirs. */
export function stacked(places: number[], width: number): Dot[] {
    const ends: number[] = [];
    return places.map((x) => {
        const free = ends.findIndex((end) => x - end >= width);
        const level = free < 0 ? ends.length : free;
        ends[level] = x;
        return { x, level };
    });
}
