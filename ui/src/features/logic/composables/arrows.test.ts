// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { LOGIC_COLUMNS, type LogicItem, type LogicLink } from '@/shared/records';
import { arrowsOf, type Box } from './arrows';

/** Cards of 100 × 40 in columns 140 apart; the number is the place in the column, 60 apart. */
function card(key: string, column: number, place: number): [LogicItem, Box] {
    const left = column * 140;
    const top = 20 + place * 60;
    return [{ key, column: LOGIC_COLUMNS[column]!, text: {}, difficulty: 0 }, { left, top, right: left + 100, bottom: top + 40 }];
}

function drawn(cards: [LogicItem, Box][], links: LogicLink[]) {
    return arrowsOf(cards.map(([item]) => item), links, new Map(cards.map(([item, box]) => [item.key, box])));
}

/** Points of a path of M, C and H. */
function points(path: string): { x: number; y: number }[] {
    const out: { x: number; y: number }[] = [];
    let [x, y] = [0, 0];
    for (const [, command, rest] of path.matchAll(/([MCH])([^MCH]*)/g)) {
        const n = rest!.trim().split(/\s+/).map(Number);
        if (command === 'M') [x, y] = [n[0]!, n[1]!];
        for (let t = 0; t <= 1; t += 0.02) {
            const u = 1 - t;
            if (command === 'H') out.push({ x: x + (n[0]! - x) * t, y });
            if (command === 'C') {
                const mix = (a: number, b: number, c: number, d: number): number => u ** 3 * a + 3 * u * u * t * b + 3 * u * t * t * c + t ** 3 * d;
                out.push({ x: mix(x, n[0]!, n[2]!, n[4]!), y: mix(y, n[1]!, n[3]!, n[5]!) });
            }
        }
        if (command === 'C') [x, y] = [n[4]!, n[5]!];
        if (command === 'H') x = n[0]!;
    }
    return out;
}

describe('arrows', () => {
    it('go from the right side of a card to the left side of the next', () => {
        const [arrow] = drawn([card('a', 0, 0), card('b', 1, 0)], [{ from: 'a', to: 'b' }]);
        expect(arrow).toEqual({ place: 0, path: 'M100 40C120 40 120 40 140 40', middle: { x: 120, y: 40 }, back: false });
    });

    it('share a card’s side in the order of their other ends', () => {
        const cards = [card('a', 0, 0), card('b', 1, 0), card('c', 1, 1)];
        const [low, high] = drawn(cards, [{ from: 'a', to: 'c' }, { from: 'a', to: 'b' }]);
        expect(low!.path.startsWith('M100 46.7')).toBe(true);
        expect(high!.path.startsWith('M100 33.3')).toBe(true);
    });

    it('never run behind a card of a column between', () => {
        const cards = [card('a', 0, 1), card('b', 6, 1), ...[0, 1, 2].map((n) => card(`x${n}`, 3, n)), card('y', 4, 1)];
        const links = [{ from: 'a', to: 'b' }, { from: 'b', to: 'a' }];
        for (const { path } of drawn(cards, links))
            for (const { x, y } of points(path))
                for (const [item, box] of cards)
                    if (x > box.left + 0.5 && x < box.right - 0.5) expect(y < box.top || y > box.bottom, `${item.key} at ${x}, ${y}`).toBe(true);
    });

    it('that lead back say so, and turn beside the column within one', () => {
        const cards = [card('a', 0, 0), card('b', 1, 0), card('c', 1, 1)];
        const [back, within] = drawn(cards, [{ from: 'b', to: 'a' }, { from: 'b', to: 'c' }]);
        expect(back!.back).toBe(true);
        expect(back!.path).toMatch(/^M140 40C.* 100 40$/);
        expect(within!.back).toBe(false);
        expect(Math.max(...points(within!.path).map(({ x }) => x))).toBeGreaterThan(240);
    });

    it('have numbers that do not stand on each other', () => {
        const cards = [card('a', 0, 0), card('b', 0, 1), card('c', 1, 0), card('d', 1, 1)];
        const [down, up] = drawn(cards, [{ from: 'a', to: 'd' }, { from: 'b', to: 'c' }]);
        expect(down!.middle).toEqual({ x: 120, y: 70 });
        expect(Math.hypot(down!.middle.x - up!.middle.x, down!.middle.y - up!.middle.y)).toBeGreaterThan(17);
    });

    it('to what does not stand anywhere are left out', () => {
        expect(drawn([card('a', 0, 0)], [{ from: 'a', to: 'gone' }])).toEqual([]);
    });
});
