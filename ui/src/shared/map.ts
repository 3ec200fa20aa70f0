// SPDX-License-Identifier: GPL-3.0-or-later
import { LAND } from './land';

/** A dot with a name. */
export interface MapPoint {
    id: string;
    name: string;
    latitude: number;
    longitude: number;
}

/** Where longitude and latitude come to lie, in pixels. */
export interface Projection {
    width: number;
    height: number;
    x: (longitude: number) => number;
    y: (latitude: number) => number;
}

export interface PlacedPoint extends MapPoint {
    x: number;
    y: number;
    /** Where its name stands; null where every place would cover another. */
    label: { x: number; y: number; anchor: 'start' | 'end' | 'middle' } | null;
}

const MARGIN_DEGREES = 6;
const SMALLEST_SPAN = 20;
const DOT = 5;
const LABEL_HEIGHT = 15;
const LETTER_WIDTH = 6.4;

function span(values: number[]): { low: number; high: number } {
    const low = Math.min(...values) - MARGIN_DEGREES;
    const high = Math.max(...values) + MARGIN_DEGREES;
    const missing = Math.max(0, SMALLEST_SPAN - (high - low)) / 2;
    return { low: low - missing, high: high + missing };
}

/** Equirectangular, just wide enough for the points, a degree as long one way as the other. */
export function projectionFor(points: MapPoint[], width: number, tallest: number): Projection {
    const across = span(points.length ? points.map(({ longitude }) => longitude) : [0]);
    const up = span(points.length ? points.map(({ latitude }) => latitude) : [0]);
    const scale = Math.min(width / (across.high - across.low), tallest / (up.high - up.low));
    const height = Math.round((up.high - up.low) * scale);
    const left = (width - (across.high - across.low) * scale) / 2;
    return {
        width,
        height,
        x: (longitude) => left + (longitude - across.low) * scale,
        y: (latitude) => (up.high - latitude) * scale,
    };
}

interface Box {
    left: number;
    top: number;
    right: number;
    bottom: number;
}

const overlap = (a: Box, b: Box): boolean =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const dotBox = (x: number, y: number): Box => ({ left: x - DOT, right: x + DOT, top: y - DOT, bottom: y + DOT });

/** Places each name where it covers no other name and no dot, trying right, left, above and below. */
export function placeLabels(points: MapPoint[], projection: Projection): PlacedPoint[] {
    const placed = points.map((point) => ({ ...point, x: projection.x(point.longitude), y: projection.y(point.latitude) }));
    const taken: Box[] = placed.map(({ x, y }) => dotBox(x, y));
    const result = new Map<string, PlacedPoint['label']>();
    for (const point of [...placed].sort((a, b) => a.y - b.y)) {
        const width = point.name.length * LETTER_WIDTH;
        const { x, y } = point;
        const own = taken[placed.indexOf(point)];
        const places = [
            { x: x + DOT + 4, y: y + 4, anchor: 'start' as const, left: x + DOT + 4 },
            { x: x - DOT - 4, y: y + 4, anchor: 'end' as const, left: x - DOT - 4 - width },
            { x, y: y - DOT - 5, anchor: 'middle' as const, left: x - width / 2 },
            { x, y: y + DOT + 13, anchor: 'middle' as const, left: x - width / 2 },
            { x: x + DOT + 2, y: y - 6, anchor: 'start' as const, left: x + DOT + 2 },
            { x: x + DOT + 2, y: y + 14, anchor: 'start' as const, left: x + DOT + 2 },
            { x: x - DOT - 2, y: y - 6, anchor: 'end' as const, left: x - DOT - 2 - width },
            { x: x - DOT - 2, y: y + 14, anchor: 'end' as const, left: x - DOT - 2 - width },
        ];
        const free = places.find((place) => {
            const box = { left: place.left, right: place.left + width, top: place.y - LABEL_HEIGHT + 3, bottom: place.y + 3 };
            const inside = box.left >= 0 && box.right <= projection.width && box.top >= 0 && box.bottom <= projection.height;
            if (!inside || taken.some((other) => other !== own && overlap(box, other))) return false;
            taken.push(box);
            return true;
        });
        result.set(point.id, free ? { x: free.x, y: free.y, anchor: free.anchor } : null);
    }
    return placed.map((point) => ({ ...point, label: result.get(point.id) ?? null }));
}

/** The coasts as one SVG path. */
export function landPath(projection: Projection): string {
    return LAND.map((ring) => {
        const corners: string[] = [];
        for (let i = 0; i + 1 < ring.length; i += 2)
            corners.push(`${projection.x(ring[i]!).toFixed(1)} ${projection.y(ring[i + 1]!).toFixed(1)}`);
        return `M${corners.join('L')}Z`;
    }).join('');
}

/** Meridians and parallels every ten degrees that cross the picture, as one SVG path. */
export function graticulePath(projection: Projection): string {
    const parts: string[] = [];
    for (let longitude = -180; longitude <= 180; longitude += 10) {
        const x = projection.x(longitude);
        if (x > 0 && x < projection.width) parts.push(`M${x.toFixed(1)} 0V${projection.height}`);
    }
    for (let latitude = -80; latitude <= 80; latitude += 10) {
        const y = projection.y(latitude);
        if (y > 0 && y < projection.height) parts.push(`M0 ${y.toFixed(1)}H${projection.width}`);
    }
    return parts.join('');
}
