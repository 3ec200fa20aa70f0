// SPDX-License-Identifier: GPL-3.0-or-later
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EnvelopeOf } from '@/shared/records';
import { fakeFetch, speak } from '@/shared/testing';
import { nextDays, nextTitle, quarterAfter, usePlanClone } from './usePlanClone';

describe('the days of next year’s plan', () => {
    it('follow those of the last one and are as long', () => {
        expect(nextDays('2014-01-01', '2014-12-31')).toEqual({ first_day: '2015-01-01', last_day: '2015-12-31' });
        expect(nextDays('2014-07-01', '2015-06-30')).toEqual({ first_day: '2015-07-01', last_day: '2016-06-30' });
        // The half-year from 1 July to 31 December: six months on it is the one from January to June.
        expect(nextDays('2014-07-01', '2014-12-31')).toEqual({ first_day: '2015-01-01', last_day: '2015-06-30' });
        expect(nextDays('2012-01-01', '2015-12-31')).toEqual({ first_day: '2016-01-01', last_day: '2019-12-31' });
    });

    it('are as many where they are no whole months', () => {
        // 10 to 19 March are ten days; so are 20 to 29 March.
        expect(nextDays('2014-03-10', '2014-03-19')).toEqual({ first_day: '2014-03-20', last_day: '2014-03-29' });
    });

    it('give the title its year and the baselines a quarter', () => {
        expect(nextTitle({ es: 'Plan 2014', en: 'Plan 2014–2017 of 120 pages' }, '2014-01-01', '2015-01-01')).toEqual({
            es: 'Plan 2015',
            en: 'Plan 2015–2018 of 120 pages',
        });
        expect(quarterAfter('2015-01-01')).toBe('2015-03-31');
        expect(quarterAfter('2015-12-01')).toBe('2016-02-29');
    });
});

describe('making next year’s plan', () => {
    const plan = {
        id: 'p',
        data: { organisation: 'wmar', title: { es: 'Plan 2014' }, first_day: '2014-01-01', last_day: '2014-12-31' },
    } as unknown as EnvelopeOf<'plan'>;
    const answer = { id: 'p-2015', axes: 0, objectives: 1, goals: [], indicators: [{ id: 'a', baseline: { value: { value: 3 } } }, { id: 'b', baseline: null }] };

    beforeEach(() => speak('es'));
    afterEach(() => vi.unstubAllGlobals());

    it('shows it first, forgets what it showed on a change, and then makes it', async () => {
        const { fetcher, asked } = fakeFetch({ 'POST /plans/p/clone': [200, answer] });
        vi.stubGlobal('fetch', fetcher);
        const made: string[] = [];
        const { preview, filled, unfilled, look, make, update } = usePlanClone(plan, (id) => made.push(id));
        await look();
        expect(asked[0]?.body).toMatchObject({ title: { es: 'Plan 2015' }, first_day: '2015-01-01', preview: true, keep_targets: false });
        expect(filled.value.map(({ id }) => id)).toEqual(['a']);
        expect(unfilled.value.map(({ id }) => id)).toEqual(['b']);
        update({ keep_targets: true });
        expect(preview.value).toBeNull();
        await make();
        expect(asked[1]?.body).toMatchObject({ preview: false, keep_targets: true });
        expect(made).toEqual(['p-2015']);
    });

    it('says what is in the way', async () => {
        const problems = [{ field: '/last_day', key: 'x', text: 'Termina antes.' }];
        vi.stubGlobal('fetch', fakeFetch({ 'POST /plans/p/clone': [422, { detail: 'No se escribió.', key: 'k', problems }] }).fetcher);
        const { error, look } = usePlanClone(plan, () => undefined);
        await look();
        expect(error.value).toBe('No se escribió. Termina antes.');
    });
});
