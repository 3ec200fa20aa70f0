// SPDX-License-Identifier: GPL-3.0-or-later
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Component } from 'vue';
import { fakeFetch, show, speak } from '@/shared/testing';
import WikiSignIn from './WikiSignIn.vue';

async function open(answers: Record<string, [number, unknown]>) {
    const { fetcher, asked } = fakeFetch(answers);
    vi.stubGlobal('fetch', fetcher);
    const wrapper = show(WikiSignIn as unknown as Component, { props: { next: '/plans/wmar-2015?x=ñ' } });
    await flushPromises();
    return { wrapper, asked };
}

const ONE = { providers: [{ id: 'wikimedia', name: 'Wikimedia' }], said: null };

describe('signing in with a wiki account', () => {
    beforeEach(() => speak('es'));
    afterEach(() => vi.unstubAllGlobals());

    it('stands where a provider is away, and says so', async () => {
        const { wrapper, asked } = await open({
            'GET /sign-in/providers': [200, ONE],
            'POST /sign-in/wiki-accounts': [503, { detail: 'No se puede llegar a Wikimedia' }],
        });
        await wrapper.find('button').trigger('click');
        await flushPromises();
        expect(asked.at(-1)?.body).toEqual({ provider: 'wikimedia', path: '/plans/wmar-2015?x=%C3%B1' });
        expect(wrapper.find('[role=alert]').text()).toContain('No se puede llegar a Wikimedia');
        expect(wrapper.find('button').attributes('disabled')).toBeUndefined();
        wrapper.unmount();
    });

    it('tells what became of the last try', async () => {
        const { wrapper } = await open({ 'GET /sign-in/providers': [200, { ...ONE, said: { good: false, key: 'x', text: 'Nadie la vinculó.' } }] });
        expect(wrapper.find('[role=alert]').text()).toContain('Nadie la vinculó.');
        wrapper.unmount();
    });

    it('asks for the code of the second factor, and tells of a wrong one', async () => {
        const answers: Record<string, [number, unknown]> = {
            'GET /sign-in/providers': [200, { ...ONE, code_asked: true }],
            'POST /sign-in/wiki-accounts/code': [401, { detail: 'El código no es correcto.', key: 'error-second-factor-wrong' }],
        };
        const { wrapper, asked } = await open(answers);
        const entry = wrapper.findComponent(WikiSignIn as unknown as Component);
        expect(entry.emitted('code')).toHaveLength(1);
        await wrapper.find('input').setValue(' 123456 ');
        await wrapper.find('form').trigger('submit');
        await flushPromises();
        expect(asked.at(-1)?.body).toEqual({ code: '123456' });
        expect(wrapper.find('[role=alert]').text()).toContain('El código no es correcto.');
        answers['POST /sign-in/wiki-accounts/code'] = [200, { path: '/plans' }];
        await wrapper.find('input').setValue('654321');
        await wrapper.find('form').trigger('submit');
        await flushPromises();
        expect(entry.emitted('entered')).toEqual([['/plans']]);
        wrapper.unmount();
    });

    it('is not there where no provider is', async () => {
        for (const answer of [[200, { providers: [], said: null }], [503, {}]] as [number, unknown][]) {
            const { wrapper } = await open({ 'GET /sign-in/providers': answer });
            expect(wrapper.text()).toBe('');
            wrapper.unmount();
        }
    });
});
