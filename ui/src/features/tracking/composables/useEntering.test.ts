// SPDX-License-Identifier: GPL-3.0-or-later
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { effectScope, ref, type Ref } from 'vue';
import { fakeFetch, speak } from '@/shared/testing';
import { loadSession } from '@/shared/session';
import { useEntering } from './useEntering';
import type { CellView, TrackingView } from './view';

const empty = (): CellView => ({
    target: null, expected: null, actual: null, variance: null, variance_share: null, achieved: null, light: 'none',
    entry: 'open', due: false, sum: null, sum_complete: false, as_of: null, shown: null, observations: [],
});
const told = (): CellView => ({
    ...empty(),
    actual: { value: 40, quality: 'exact' },
    shown: 'o',
    observations: [{ id: 'o', revision: 3, first_day: '2015-01-01', last_day: '2015-03-31', by: 'reported', value: { value: 40, quality: 'exact' }, measurement: null, note: null, narrative: null, evidence: null, parts: null, parts_incomplete: null }],
});
const PERIODS = [['2015-01-01', '2015-03-31'], ['2015-04-01', '2015-06-30'], ['2015-07-01', '2015-09-30']];

function viewOf(cells: (CellView | null)[], measure = 'unit'): TrackingView {
    const indicator = {
        id: 'ind', goal: 'g', name: { es: 'Talleres' }, kind: 'reported', measure, unit: {}, direction: 'increasing',
        accumulation: 'periodic', frequency: 'quarterly', definition: {}, scores: null, least: null, greatest: null, baseline: null,
    } as never;
    return {
        plan: { id: 'p', data: { title: { es: 'Plan' } } } as never,
        organisation: null,
        columns: 'own',
        legend: { met: 100, on_course: 80 },
        periods: PERIODS.map(([first_day, last_day]) => ({ first_day: first_day!, last_day: last_day!, frequency: 'quarterly', clipped: false, name: '' })),
        objectives: [{ axis: null, objective: null, goals: [{ goal: { kind: 'goal', id: 'g', title: {} }, rows: [{ indicator, last_target: null, may_enter: true, due: 0, filled: 0, cells }] }] }],
    };
}

const SESSION = { account: { name: 'Ana', person: '', language: 'es', grants: [], must: null, second_factor: false, keeps_accounts: 'none' }, csrf: 'x', network: 'n', demo: false, version: '' };
let scope = effectScope();
let reloads = 0;

async function entering(cells = [told(), empty(), null], answer: [number, unknown] = [200, { saved: 1 }], measure = 'unit') {
    const { fetcher, asked } = fakeFetch({ 'GET /session': [200, SESSION], 'POST /plans/p/tracking': answer });
    vi.stubGlobal('fetch', fetcher);
    await loadSession();
    const view = ref<TrackingView | null>(viewOf(cells, measure)) as Ref<TrackingView | null>;
    const made = scope.run(() => useEntering('p', view, () => Promise.resolve(void reloads++)))!;
    const sent = () => asked.filter(({ method }) => method === 'POST').map(({ body }) => (body as { cells: Record<string, unknown>[] }).cells);
    return { entering: made, sent, view };
}

beforeEach(() => {
    speak('es');
    localStorage.clear();
    scope = effectScope();
    reloads = 0;
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
    scope.stop();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
});

describe('writing', () => {
    test('keeps what is different, and nothing where one wrote what was there', async () => {
        const { entering: table } = await entering();
        table.write([{ row: 0, column: 0, text: '41' }]);
        expect(table.textAt(0, 0)).toBe('41');
        table.write([{ row: 0, column: 0, text: ' 40 ' }]);
        expect(table.dirty.value).toBe(false);
    });
    test('tells how many texts could not be written', async () => {
        const { entering: table } = await entering();
        expect(table.write([0, 1, 2].map((column) => ({ row: 0, column, text: '7' })))).toBe(1);
        expect(table.entries.value.size).toBe(2);
        expect(table.write([{ row: 9, column: 0, text: '7' }])).toBe(1);
    });
    test('is one step to undo', async () => {
        const { entering: table } = await entering();
        table.write([0, 1].map((column) => ({ row: 0, column, text: '7' })));
        table.undo();
        expect(table.dirty.value).toBe(false);
        table.redo();
        expect(table.entries.value.size).toBe(2);
        expect(table.canRedo.value).toBe(false);
    });
});

describe('saving', () => {
    test('sends every cell with what was in it, reasons as notes, and empties as no value', async () => {
        const { entering: table, sent } = await entering([told(), empty(), empty()], [200, { saved: 3 }]);
        table.write([{ row: 0, column: 0, text: '' }, { row: 0, column: 1, text: '1.234,5' }, { row: 0, column: 2, text: '– no hubo' }]);
        expect(await table.save()).toBe(true);
        expect(sent()[0]).toEqual([
            { indicator: 'ind', first_day: '2015-01-01', last_day: '2015-03-31', observation: 'o', base: 3, value: null },
            { indicator: 'ind', first_day: '2015-04-01', last_day: '2015-06-30', observation: null, base: 0, value: { value: 1234.5, quality: 'exact' } },
            { indicator: 'ind', first_day: '2015-07-01', last_day: '2015-09-30', observation: null, base: 0, value: null, note: { es: 'no hubo' } },
        ]);
        expect([table.dirty.value, table.savedCells.value, reloads]).toEqual([false, 3, 1]);
    });
    test('sends words of a qualitative indicator in the reader’s language, and keeps the other languages', async () => {
        const cell = { ...told(), actual: null };
        cell.observations = [{ ...cell.observations[0]!, value: null, narrative: { en: 'They go on', es: 'Siguen' } }];
        const { entering: table, sent } = await entering([cell, empty(), null], undefined, 'qualitative');
        expect(table.textAt(0, 0)).toBe('Siguen');
        table.write([{ row: 0, column: 0, text: 'Siguen editando' }, { row: 0, column: 1, text: '3 de 4' }]);
        expect(table.findings.value.size).toBe(0);
        await table.save();
        expect(sent()[0]!.map(({ value, narrative }) => [value, narrative])).toEqual([
            [null, { en: 'They go on', es: 'Siguen editando' }],
            [null, { es: '3 de 4' }],
        ]);
    });
    test('leaves cells of periods that are not shown for later', async () => {
        const { entering: table, view } = await entering();
        table.write([{ row: 0, column: 0, text: '41' }, { row: 0, column: 1, text: '5' }]);
        view.value = viewOf([told(), null, null]);
        expect([table.waiting.value, table.hidden.value]).toEqual([1, 1]);
        await table.save();
        expect([...table.entries.value.keys()]).toEqual(['ind|2015-04-01|2015-06-30']);
    });
    test('keeps everything where it failed, and says at which cell', async () => {
        const problems = [{ field: '/cells/0/value', key: 'k', text: 'Así no' }];
        const { entering: table } = await entering(undefined, [422, { detail: 'No se guardó', problems }]);
        table.write([{ row: 0, column: 1, text: '5' }]);
        expect(await table.save()).toBe(false);
        expect(table.error.value).toBe('No se guardó');
        expect([...table.refused.value]).toEqual([['ind|2015-04-01|2015-06-30', 'Así no']]);
        expect(table.dirty.value).toBe(true);
    });
    test('lets one choose where somebody else was faster', async () => {
        const stale = [{ indicator: 'ind', first_day: '2015-04-01', last_day: '2015-06-30', newest: { id: 'new', revision: 2 } }];
        const { entering: table } = await entering(undefined, [409, { detail: 'Otra persona', stale }]);
        table.write([{ row: 0, column: 1, text: '5' }]);
        await table.save();
        expect(table.stale.value).toHaveLength(1);
        await table.resolve(new Set(['ind|2015-04-01|2015-06-30']));
        expect([...table.entries.value.values()][0]).toMatchObject({ text: '5', observation: 'new', base: 2 });
        await table.save();
        await table.resolve(new Set());
        expect(table.dirty.value).toBe(false);
    });
});

test('a draft is there again for the same person, with the revision it was begun on', async () => {
    vi.useFakeTimers();
    const first = await entering();
    first.entering.write([{ row: 0, column: 0, text: '41' }]);
    vi.advanceTimersByTime(1000);
    vi.useRealTimers();
    const second = await entering();
    expect(second.entering.textAt(0, 0)).toBe('41');
    expect([...second.entering.entries.value.values()][0]).toMatchObject({ observation: 'o', base: 3 });
    second.entering.discard();
    const third = await entering();
    expect(third.entering.dirty.value).toBe(false);
});

describe('categories', () => {
    const GENDER = [{ key: 'gender', name: { es: 'género' }, complete: true, categories: [{ key: 'women', name: { es: 'mujeres' } }, { key: 'men', name: { es: 'hombres' } }] }];
    const part = (category: string, value: number) => ({ dimension: 'gender', category, value: { value, quality: 'exact' } });

    /** The indicator is split by gender; its first cell has 40, of them 25 women. */
    async function split(answer?: [number, unknown]) {
        const first = told();
        first.observations[0]!.parts = [part('women', 25)] as never;
        const made = await entering([first, empty(), null], answer);
        const view = viewOf([first, empty(), null]);
        (view.objectives[0]!.goals[0]!.rows[0]!.indicator as { disaggregations: unknown }).disaggregations = GENDER;
        made.view.value = view;
        const withParts = ref(true);
        const scoped = scope.run(() => useEntering('p', made.view, () => Promise.resolve(void reloads++), withParts))!;
        return { ...made, entering: scoped, withParts };
    }
    const keys = (e: { findings: { value: ReadonlyMap<string, { key: string }[]> } }): string[] => [...e.findings.value.values()].flat().map(({ key }) => key);

    test('stand below their indicator, and are hidden with what was written in them kept', async () => {
        const { entering: e, withParts } = await split();
        expect(e.lines.value.map(({ part: of }) => of?.category ?? '')).toEqual(['', 'women', 'men']);
        expect(e.textAt(1, 0)).toBe('25');
        e.write([{ row: 2, column: 0, text: '15' }]);
        withParts.value = false;
        expect(e.lines.value).toHaveLength(1);
        expect(e.waiting.value).toBe(1);
    });

    test('that do not add up to the total are told as they are typed', async () => {
        const { entering: e } = await split();
        expect(keys(e)).toEqual([]);
        e.write([{ row: 2, column: 0, text: '14' }]);
        expect(keys(e)).toEqual(['tracking-finding-parts']);
        e.write([{ row: 2, column: 0, text: '15' }]);
        expect(keys(e)).toEqual([]);
        e.write([{ row: 1, column: 0, text: '41' }, { row: 2, column: 0, text: '' }]);
        expect(keys(e)).toEqual(['tracking-finding-parts-more']);
        e.write([{ row: 2, column: 0, text: 'muchos' }]);
        expect(e.impossible.value).toHaveLength(1);
    });

    test('propose the total where there is none, and it is not saved by itself', async () => {
        const { entering: e, sent } = await split();
        e.write([{ row: 1, column: 1, text: '7' }]);
        expect(e.proposedAt(0, 1)).toBe('');
        e.write([{ row: 2, column: 1, text: '5' }]);
        expect(e.proposedAt(0, 1)).toBe('12');
        await e.save();
        const [sentCells] = sent();
        expect(sentCells).toEqual([
            { indicator: 'ind', first_day: '2015-04-01', last_day: '2015-06-30', observation: null, base: 0, value: null, parts: [part('women', 7), part('men', 5)] },
        ]);
    });

    test('are saved beside the value that stands there, and one of them is taken away', async () => {
        const { entering: e, sent } = await split();
        e.write([{ row: 1, column: 0, text: '' }, { row: 2, column: 0, text: '15' }]);
        await e.save();
        expect(sent()[0]).toEqual([
            { indicator: 'ind', first_day: '2015-01-01', last_day: '2015-03-31', observation: 'o', base: 3, value: { value: 40, quality: 'exact' }, parts: [part('men', 15)] },
        ]);
    });

    test('know what the program says of one of them', async () => {
        const problems = [{ field: '/cells/0/parts/1', text: 'no' }];
        const { entering: e } = await split([422, { title: 'x', problems }]);
        e.write([{ row: 2, column: 0, text: '15' }]);
        await e.save();
        expect([...e.refused.value]).toEqual([['ind|2015-01-01|2015-03-31|gender|men', 'no']]);
    });
});
