// SPDX-License-Identifier: GPL-3.0-or-later
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EnvelopeOf, PlanState } from '@/shared/records';
import { fakeFetch } from '@/shared/testing';
import { usePlanMove } from './usePlanMove';

const plan = (state: PlanState): EnvelopeOf<'plan'> => ({ id: 'p', revision: 4, data: { state } }) as unknown as EnvelopeOf<'plan'>;

describe('taking a plan to its next step', () => {
    afterEach(() => vi.unstubAllGlobals());

    it('asks first, and sends the revision that was seen', async () => {
        const { fetcher, asked: sent } = fakeFetch({ 'POST /plans/p/state': [200, {}] });
        vi.stubGlobal('fetch', fetcher);
        const moved = vi.fn();
        const { asked, ready, ask, move } = usePlanMove(() => plan('draft'), moved);
        await move();
        expect(sent).toEqual([]);
        ask('in_consultation');
        expect(ready.value).toBe(true);
        await move();
        expect(sent[0]?.body).toEqual({ state: 'in_consultation', base: 4, comment: '' });
        expect(moved).toHaveBeenCalledOnce();
        expect(asked.value).toBeNull();
    });

    it('is not sent without the reason that opening again asks for', async () => {
        const { fetcher, asked: sent } = fakeFetch({ 'POST /plans/p/state': [200, {}] });
        vi.stubGlobal('fetch', fetcher);
        const { comment, ready, needsReason, ask, move } = usePlanMove(() => plan('closed'), () => undefined);
        ask('agreed');
        comment.value = '  ';
        expect([needsReason.value, ready.value]).toEqual([true, false]);
        await move();
        expect(sent).toEqual([]);
        comment.value = ' Llegó un dato ';
        await move();
        expect(sent[0]?.body).toEqual({ state: 'agreed', base: 4, comment: 'Llegó un dato' });
    });

    it('stays open and says why where it was refused', async () => {
        vi.stubGlobal('fetch', fakeFetch({ 'POST /plans/p/state': [400, { detail: 'Sin objetivos no.', key: 'k' }] }).fetcher);
        const { asked, error, ask, move } = usePlanMove(() => plan('in_consultation'), () => undefined);
        ask('agreed');
        await move();
        expect(error.value).toBe('Sin objetivos no.');
        expect(asked.value).toBe('agreed');
    });
});
