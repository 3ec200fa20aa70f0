// SPDX-License-Identifier: GPL-3.0-or-later
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defineComponent } from 'vue';
import type { EnvelopeOf } from '@/shared/records';
import { loadSession } from '@/shared/session';
import { fakeFetch, show, speak } from '@/shared/testing';
import { usePracticeAction } from './usePractice';

const practice = {
    kind: 'practice',
    id: 'p',
    revision: 2,
    data: { organisation: 'wmar', title: { es: 'De a dos' }, stage: 'practice', check: 'demo' },
} as unknown as EnvelopeOf<'practice'>;

/** The form of an endorsement, mounted. */
function endorsing(answer: [number, unknown]) {
    const { fetcher, asked } = fakeFetch({ 'POST /practices/p/endorse': answer });
    vi.stubGlobal('fetch', fetcher);
    let action!: ReturnType<typeof usePracticeAction<{ text: string }>>;
    const wrapper = show(
        defineComponent({
            setup() {
                action = usePracticeAction(practice, 'endorse', { text: '' }, { lacking: ({ text }) => (text ? [] : ['text']), body: (data) => ({ data }) });
                return () => null;
            },
        }),
    );
    return { action, asked, wrapper };
}

/** Somebody is signed in: of nobody no draft is kept. */
async function signedIn() {
    const account = { name: 'ana', person: 'ana', language: 'es', grants: [], must: null, second_factor: false, keeps_accounts: 'none' };
    vi.stubGlobal('fetch', fakeFetch({ 'GET /session': [200, { account, csrf: 'c', network: 'red', demo: false, version: '' }] }).fetcher);
    await loadSession();
}

beforeEach(async () => {
    speak('es');
    localStorage.clear();
    await signedIn();
});
afterEach(() => vi.unstubAllGlobals());

it('sends nothing while something is lacking, and says what once it was tried', async () => {
    const { action, asked } = endorsing([201, {}]);
    expect(action.missing.value).toEqual([]);
    expect(await action.send()).toBeNull();
    expect(action.missing.value).toEqual(['text']);
    expect(asked).toEqual([]);
});

it('sends the form and forgets its draft', async () => {
    const { action, asked, wrapper } = endorsing([201, { kind: 'endorsement', id: 'e' }]);
    action.update({ text: 'Sirve' });
    expect(action.dirty.value).toBe(true);
    expect((await action.send())?.id).toBe('e');
    expect(asked[0]!.body).toEqual({ data: { text: 'Sirve' } });
    expect(action.dirty.value).toBe(false);
    wrapper.unmount();
    expect(localStorage.length).toBe(0);
});

it('keeps what was written where it is refused, also when the page is left', async () => {
    const { action, wrapper } = endorsing([400, { detail: 'Su organización ya la respaldó.' }]);
    action.update({ text: 'Sirve' });
    expect(await action.send()).toBeNull();
    expect(action.error.value).toBe('Su organización ya la respaldó.');
    wrapper.unmount();
    const { action: again } = endorsing([201, {}]);
    expect(again.form.value.text).toBe('Sirve');
    again.discard();
    expect(again.form.value.text).toBe('');
    expect(localStorage.length).toBe(0);
});
