// SPDX-License-Identifier: GPL-3.0-or-later
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Component } from 'vue';
import { fakeFetch, show, speak } from '@/shared/testing';
import WikiAccounts from './WikiAccounts.vue';

const LINKED = { id: 'abc', provider: 'Wikimedia', name: 'Ana Prueba', linked: '2014-11-21T12:00:00Z', used: null };
const PROVIDERS = { providers: [{ id: 'wikimedia', name: 'Wikimedia' }], said: null };

async function open(answers: Record<string, [number, unknown]>) {
    const { fetcher, asked } = fakeFetch({ 'GET /sign-in/providers': [200, PROVIDERS], 'GET /me/wiki-accounts': [200, { items: [LINKED] }], ...answers });
    vi.stubGlobal('fetch', fetcher);
    const wrapper = show(WikiAccounts as unknown as Component);
    await flushPromises();
    return { wrapper, asked };
}

describe('one’s wiki accounts', () => {
    beforeEach(() => speak('es'));
    afterEach(() => vi.unstubAllGlobals());

    it('lists what is linked, and unlinks it with the password', async () => {
        const { wrapper, asked } = await open({ 'DELETE /me/wiki-accounts/abc': [200, { items: [] }] });
        expect(wrapper.text()).toContain('Ana Prueba');
        expect(wrapper.text()).toContain('Todavía no se usó');
        await wrapper.find('input[type=password]').setValue('una clave larga');
        await wrapper.find('button[aria-label="Desvincular Ana Prueba"]').trigger('click');
        await flushPromises();
        expect(asked.find(({ method }) => method === 'DELETE')?.body).toEqual({ password: 'una clave larga' });
        expect(wrapper.find('[role=status]').text()).toContain('Ana Prueba');
        expect((wrapper.find('input[type=password]').element as HTMLInputElement).value).toBe('');
        wrapper.unmount();
    });

    it('asks for the password first, and says beside it what was wrong', async () => {
        const { wrapper, asked } = await open({ 'POST /me/wiki-accounts': [400, { detail: 'La contraseña no es correcta.' }] });
        const link = wrapper.findAll('button').find((button) => button.text() === 'Vincular una cuenta de Wikimedia');
        await link?.trigger('click');
        expect(asked.some(({ method }) => method === 'POST')).toBe(false);
        expect(wrapper.find('.cdx-field__validation-message').text()).toContain('Escriban primero');
        await wrapper.find('input[type=password]').setValue('otra');
        await link?.trigger('click');
        await flushPromises();
        expect(wrapper.find('.cdx-field__validation-message').text()).toContain('La contraseña no es correcta.');
        wrapper.unmount();
    });

    it('says what became of linking, and where nothing is offered', async () => {
        const told = await open({ 'GET /sign-in/providers': [200, { ...PROVIDERS, said: { good: false, key: 'x', text: 'Ya está vinculada.' } }] });
        expect(told.wrapper.text()).toContain('Ya está vinculada.');
        told.wrapper.unmount();
        const none = await open({ 'GET /sign-in/providers': [200, { providers: [], said: null }], 'GET /me/wiki-accounts': [200, { items: [] }] });
        expect(none.wrapper.text()).toContain('no ofrece');
        expect(none.wrapper.find('form').exists()).toBe(false);
        none.wrapper.unmount();
    });
});
