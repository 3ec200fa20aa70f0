// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { type MapPoint, placeLabels, projectionFor } from './map';

const at = (name: string, latitude: number, longitude: number): MapPoint => ({ id: name, name, latitude, longitude });
const POINTS = [
    at('Wikimedia Argentina', -34.6, -58.4),
    at('Wikimedia Uruguay', -34.9, -56.2),
    at('Wikimedia España', 40.4, -3.7),
    at('Wikimedia México', 19.4, -99.1),
];

describe('the map', () => {
    it('puts north up, east to the right, and everybody inside', () => {
        const projection = projectionFor(POINTS, 640, 600);
        expect(projection.y(40.4)).toBeLessThan(projection.y(-34.6));
        expect(projection.x(-3.7)).toBeGreaterThan(projection.x(-99.1));
        for (const point of placeLabels(POINTS, projection)) {
            expect(point.x).toBeGreaterThan(0);
            expect(point.x).toBeLessThan(640);
            expect(point.y).toBeGreaterThan(0);
            expect(point.y).toBeLessThan(projection.height);
        }
    });

    it('keeps the names of neighbours apart', () => {
        const placed = placeLabels(POINTS, projectionFor(POINTS, 640, 600));
        const [argentina, uruguay] = [placed[0]!, placed[1]!];
        expect(argentina.label).not.toBeNull();
        expect(uruguay.label).not.toBeNull();
        expect(argentina.label).not.toEqual(uruguay.label);
    });

    it('leaves a name out rather than writing it over another', () => {
        const crowd = Array.from({ length: 12 }, (_, n) => ({ ...at('Wikimedia Argentina', -34.6, -58.4), id: String(n) }));
        const named = placeLabels(crowd, projectionFor(crowd, 320, 300)).filter(({ label }) => label);
        expect(named.length).toBeGreaterThan(0);
        expect(named.length).toBeLessThan(12);
    });

    it('draws one member, or none, without dividing by nought', () => {
        expect(projectionFor([POINTS[0]!], 300, 300).height).toBeGreaterThan(0);
        expect(projectionFor([], 300, 300).height).toBeGreaterThan(0);
    });
});
