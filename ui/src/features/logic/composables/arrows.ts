// SPDX-License-Identifier: GPL-3.0-or-later
// How arrows run between cards that stand in columns: simple curves in the gaps, and past the cards of columns between
// through the nearest free height.
import { LOGIC_COLUMNS, type LogicItem, type LogicLink } from '@/shared/records';

export interface Point {
    x: number;
    y: number;
}

/** A card, in pixels of the diagram. */
export interface Box {
    left: number;
    top: number;
    right: number;
    bottom: number;
}

/** An arrow and, best first, where its number could stand. */
type Routed = Omit<Arrow, 'middle'> & { places: Point[] };

export interface Arrow {
    /** Its place among the model's arrows. */
    place: number;
    path: string;
    /** Where its number stands: between two columns, and on no other number where there is room. */
    middle: Point;
    /** It leads from right to left. */
    back: boolean;
}

interface Span {
    left: number;
    right: number;
    boxes: Box[];
}

/** Between two arrows that pass a column at the same height. */
const APART = 6;
/** From the card above or below where there is nothing else. */
const BESIDE = 9;
const TURN = 22;
/** From one number's middle to the next. */
const NUMBER = 18;
const ALONG = [0.5, 0.3, 0.7];

const round = (n: number): number => Math.round(n * 10) / 10;

function curve(x1: number, y1: number, x2: number, y2: number): string {
    const handle = (x2 - x1) / 2;
    return `C${round(x1 + handle)} ${round(y1)} ${round(x2 - handle)} ${round(y2)} ${round(x2)} ${round(y2)}`;
}

/** A point of such a curve. */
function on(from: Point, to: Point, t: number): Point {
    const u = 1 - t;
    const ahead = 1.5 * u * u * t + 1.5 * u * t * t + t ** 3;
    const across = 3 * u * t * t + t ** 3;
    return { x: round(from.x + (to.x - from.x) * ahead), y: round(from.y + (to.y - from.y) * across) };
}

/** Heights at which a column can be passed: above it, below it, and between its cards. */
function ways(span: Span): number[] {
    const boxes = [...span.boxes].sort((a, b) => a.top - b.top);
    if (!boxes.length) return [];
    const between = boxes.slice(1).map((box, i) => (boxes[i]!.bottom + box.top) / 2);
    return [boxes[0]!.top - BESIDE, ...between, boxes.at(-1)!.bottom + BESIDE];
}

function nearest(heights: number[], wanted: number): number {
    return heights.reduce((best, one) => (Math.abs(one - wanted) < Math.abs(best - wanted) ? one : best), heights[0] ?? wanted);
}

/** How many arrows have gone through each gap, so that the next one goes beside them. */
type Used = Map<string, number>;

function passing(column: number, span: Span, wanted: number, used: Used): number {
    const free = !span.boxes.some((box) => wanted > box.top - 4 && wanted < box.bottom + 4);
    const height = free ? wanted : nearest(ways(span), wanted);
    const key = `${column}:${Math.round(height / APART)}`;
    const before = used.get(key) ?? 0;
    used.set(key, before + 1);
    return height + (before % 2 ? 1 : -1) * Math.ceil(before / 2) * Math.min(APART, BESIDE / 2);
}

interface Link {
    place: number;
    from: string;
    to: string;
    /** 1 to the right, -1 to the left, 0 within a column. */
    direction: number;
}

/** An arrow's end at a card's side. */
interface End {
    name: string;
    side: string;
    box: Box;
    other: number;
}

const middleOf = (box: Box): number => (box.top + box.bottom) / 2;

function endsOf({ place, from, to, direction }: Link, boxes: Map<string, Box>): End[] {
    const [a, b] = [boxes.get(from)!, boxes.get(to)!];
    const out = direction < 0 ? 'left' : 'right';
    const into = direction > 0 ? 'left' : 'right';
    return [
        { name: `${place} out`, side: `${from} ${out}`, box: a, other: middleOf(b) },
        { name: `${place} in`, side: `${to} ${into}`, box: b, other: middleOf(a) },
    ];
}

/** Heights on the cards' sides for each arrow, in the order of their other ends. */
function ports(links: Link[], boxes: Map<string, Box>): Map<string, number> {
    const sides = new Map<string, End[]>();
    for (const end of links.flatMap((link) => endsOf(link, boxes))) sides.set(end.side, [...(sides.get(end.side) ?? []), end]);
    const heights = new Map<string, number>();
    for (const ends of sides.values()) {
        ends.sort((a, b) => a.other - b.other);
        ends.forEach(({ name, box }, i) => heights.set(name, box.top + ((box.bottom - box.top) * (i + 1)) / (ends.length + 1)));
    }
    return heights;
}

/** Beside the column and back to it. */
function turning(place: number, a: Box, b: Box, y1: number, y2: number): Routed {
    const edge = Math.max(a.right, b.right);
    const path = `M${round(a.right)} ${round(y1)}C${round(edge + TURN)} ${round(y1)} ${round(edge + TURN)} ${round(y2)} ${round(b.right)} ${round(y2)}`;
    return { place, path, places: [{ x: round(edge + TURN * 0.75), y: round((y1 + y2) / 2) }], back: false };
}

/** The columns with their cards' edges; a column without cards has none. */
function spansOf(items: LogicItem[], boxes: Map<string, Box>): Span[] {
    return LOGIC_COLUMNS.map((column) => {
        const own = items.flatMap((item) => (item.column === column ? (boxes.get(item.key) ?? []) : []));
        return { boxes: own, left: Math.min(...own.map(({ left }) => left)), right: Math.max(...own.map(({ right }) => right)) };
    });
}

/** From column to column, past the cards of those between. */
function crossing(place: number, from: Point, to: Point, between: { column: number; span: Span }[], used: Used): Routed {
    const forward = to.x > from.x;
    let { x, y } = from;
    let path = `M${round(x)} ${round(y)}`;
    const places: Point[] = [];
    const go = (nextX: number, nextY: number): void => {
        path += curve(x, y, nextX, nextY);
        places.push(...ALONG.map((t) => on({ x, y }, { x: nextX, y: nextY }, t)));
        [x, y] = [nextX, nextY];
    };
    for (const { column, span } of between) {
        const [near, far] = forward ? [span.left, span.right] : [span.right, span.left];
        const straight = from.y + ((to.y - from.y) * ((near + far) / 2 - from.x)) / (to.x - from.x);
        go(near, passing(column, span, straight, used));
        path += `H${round(far)}`;
        x = far;
    }
    go(to.x, to.y);
    return { place, path, places, back: !forward };
}

/** Gives each arrow the first of its places that no other number has. */
function numbered(arrows: Routed[]): Arrow[] {
    const taken: Point[] = [];
    return arrows.map(({ places, ...arrow }) => {
        const free = places.find(({ x, y }) => taken.every((other) => Math.hypot(other.x - x, other.y - y) >= NUMBER));
        const middle = free ?? places[0]!;
        taken.push(middle);
        return { ...arrow, middle };
    });
}

/** The arrows of a model whose cards stand at `boxes`; one whose ends do not stand anywhere is left out. */
export function arrowsOf(items: LogicItem[], links: LogicLink[], boxes: Map<string, Box>): Arrow[] {
    const columns = new Map(items.filter(({ key }) => boxes.has(key)).map(({ key, column }) => [key, LOGIC_COLUMNS.indexOf(column)]));
    const shown = links.flatMap(({ from, to }, place): Link[] => {
        const [a, b] = [columns.get(from), columns.get(to)];
        return a === undefined || b === undefined ? [] : [{ place, from, to, direction: Math.sign(b - a) }];
    });
    const spans = spansOf(items, boxes);
    const heights = ports(shown, boxes);
    const used: Used = new Map();
    const routed = shown.map(({ place, from, to, direction }) => {
        const [a, b] = [boxes.get(from)!, boxes.get(to)!];
        const [y1, y2] = [heights.get(`${place} out`)!, heights.get(`${place} in`)!];
        if (direction === 0) return turning(place, a, b, y1, y2);
        const [x1, x2] = direction > 0 ? [a.right, b.left] : [a.left, b.right];
        const [first, last] = [columns.get(from)!, columns.get(to)!];
        const between = spans
            .map((span, column) => ({ span, column }))
            .filter(({ span, column }) => span.boxes.length && (column - first) * (column - last) < 0);
        if (direction < 0) between.reverse();
        return crossing(place, { x: x1, y: y1 }, { x: x2, y: y2 }, between, used);
    });
    return numbered(routed);
}
