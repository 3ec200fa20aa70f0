// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import type { Activity, EnvelopeOf, MeasuredValue, Measurement, MetricDescription } from '@/shared/records';
import { besideBefore, changedValues, everyMetric, runBefore, runRequest, valueFor } from './runs';

const value = (definition: string, number?: number): MeasuredValue => ({
    metric: definition.split('/')[0]!,
    definition,
    unit: 'edits',
    ...(number === undefined ? { reason: 'metric-not-loaded' } : { value: number }),
});

function run(id: string, time: string, values: MeasuredValue[], more: Partial<Measurement> = {}): EnvelopeOf<'measurement'> {
    const scope = { first_day: '2014-11-01', last_day: '2014-11-30', time_zone: 'UTC', people: 3, wikis: ['a', 'b'] };
    const data = { organisation: 'wmar', scope, snapshots: [], values, milliseconds: 1, ...more };
    return { kind: 'measurement', id, revision: 1, parent: 0, author: '', time, comment: '', may: [], data };
}

const first = run('m1', '2014-12-01T00:00:00Z', [value('edits/own', 10), value('pages/own', 2), value('bytes/own')]);
const second = run('m2', '2015-01-01T00:00:00Z', [value('edits/own', 12), value('pages/own', 2), value('bytes/own', 0), value('new/own', 1)]);

describe('a run beside the one before', () => {
    it('tells what each value was, and what it was not yet', () => {
        expect(besideBefore(second, first).map(({ before }) => before)).toEqual([10, 2, null, null]);
        expect(besideBefore(first, null).map(({ before }) => before)).toEqual([null, null, null]);
    });

    it('tells only what changed; a first 0 is a change, the same number is none', () => {
        expect(changedValues(second, first).map((one) => one.value.definition)).toEqual(['edits/own', 'bytes/own', 'new/own']);
        expect(changedValues(first, first)).toEqual([]);
    });

    it('keeps definitions and namespaces apart', () => {
        const files = run('m3', '2015-02-01T00:00:00Z', [{ ...value('edits/own', 5), namespaces: [6] }]);
        expect(besideBefore(files, first)[0]?.before).toBeNull();
    });

    it('is compared with the one it replaces, else the next older one that asked the same', () => {
        const other = run('m0', '2014-12-15T00:00:00Z', [], { scope: { ...first.data.scope, last_day: '2014-12-31' } });
        const again = { ...second, data: { ...second.data, values: second.data.values.slice(0, 3) } };
        expect(runBefore(again, [again, other, first])?.id).toBe('m1');
        expect(runBefore(second, [second, other, first])).toBeNull(); // it asked for one metric more
        expect(runBefore({ ...second, data: { ...second.data, replaces: 'm0' } }, [second, other, first])?.id).toBe('m0');
        expect(runBefore(first, [second, other, first])).toBeNull();
    });
});

describe('what is asked of the program', () => {
    it('is the activity with its cohort, wikis and categories in its own zone', () => {
        const activity = {
            organisation: 'wmar',
            cohort: 'c1',
            wikis: ['simwiki'],
            first_day: '2014-11-08',
            last_day: '2014-11-08',
            time_zone: 'America/Argentina/Buenos_Aires',
        } as Activity;
        expect(runRequest('a1', activity, { first_day: '2014-11-08', last_day: '2014-12-08' }, [])).toEqual({
            organisation: 'wmar',
            scope: {
                cohorts: ['c1'],
                activities: ['a1'],
                wikis: ['simwiki'],
                first_day: '2014-11-08',
                last_day: '2014-12-08',
                time_zone: 'America/Argentina/Buenos_Aires',
            },
            metrics: [],
            save: true,
        });
    });
});

describe('every metric', () => {
    it('is each that can be computed by its own definition, and those that the goal asks for', () => {
        const metric = (name: string, computable: boolean, ...ids: string[]) =>
            ({ name, computable, definitions: ids.map((id) => ({ id, full: `${name}/${id}`, source: '' })) }) as MetricDescription;
        const catalogue = [metric('edits', true, 'own', 'wikimetrics'), metric('pages', true, 'own'), metric('media', false, 'own')];
        const asked = [
            { metric: 'edits', definition: 'wikimetrics' },
            { metric: 'pages' }, // its own definition is there already
            { metric: 'pages', definition: 'own' },
            { metric: 'media', definition: 'own' },
            { metric: 'unknown', definition: 'x' },
        ];
        expect(everyMetric(catalogue, asked)).toEqual(['edits', 'pages', 'edits/wikimetrics']);
        const articles = { metric: 'edits', namespaces: [0] };
        expect(everyMetric(catalogue, [articles])).toEqual([articles, 'pages']);
    });
});

describe('the value that an indicator asks for', () => {
    const values = [value('bytes-added/wikimetrics.net', -3), value('bytes-added/wikimetrics.absolute', 9), value('edits/own', 1)];

    it('is that of its definition, and of no other', () => {
        expect(valueFor(values, { metric: 'bytes-added', definition: 'wikimetrics.absolute' })?.value).toBe(9);
        expect(valueFor(values, { metric: 'bytes-added', definition: 'bytes-added/wikimetrics.absolute' })?.value).toBe(9);
        expect(valueFor(values, { metric: 'bytes-added', definition: 'event-metrics' })).toBeNull();
    });

    it('is not one of other namespaces', () => {
        const files = { metric: 'edits', definition: 'own', namespaces: [6] };
        expect(valueFor(values, files)).toBeNull();
        expect(valueFor([{ ...value('edits/own', 4), namespaces: [6] }], files)?.value).toBe(4);
    });

    it('is the metric’s first where it leaves the definition open', () => {
        expect(valueFor(values, { metric: 'bytes-added' })?.value).toBe(-3);
        expect(valueFor(values, { metric: 'uploads' })).toBeNull();
        expect(valueFor(values, undefined)).toBeNull();
    });
});
