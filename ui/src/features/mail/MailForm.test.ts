// SPDX-License-Identifier: GPL-3.0-or-later
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Component } from 'vue';
import { fakeFetch, show, speak } from '@/shared/testing';
import type { MailChoice } from './mail';
import MailForm from './MailForm.vue';

const CHOICE: MailChoice = { offered: true, address: '', rhythm: 'never', refused: '', pending: null, hour: 7, zone: 'America/Santiago' };
const PENDING = { address: 'ana@example.org', sent: false, expires: null, tries: 0, failure: '', given_up: false };
const form = (choice: Partial<MailChoice>) => show(MailForm as unknown as Component, { props: { choice: { ...CHOICE, ...choice } } });

describe('how notifications are mailed', () => {
    beforeEach(() => speak('es'));
    afterEach(() => vi.unstubAllGlobals());

    it('saves an address and a rhythm, and says that a link is on its way', async () => {
        const { fetcher, asked } = fakeFetch({ 'PUT /mail': [200, { ...CHOICE, rhythm: 'daily', pending: PENDING }] });
        vi.stubGlobal('fetch', fetcher);
        const wrapper = form({});
        await wrapper.find('input[type=email]').setValue(' ana@example.org ');
        await wrapper.find('input[value=daily]').setValue();
        await wrapper.find('form').trigger('submit');
        await flushPromises();
        expect(asked[0]?.body).toEqual({ address: 'ana@example.org', rhythm: 'daily', again: false });
        expect(wrapper.text()).toContain('va en camino a ana@example.org');
        expect(wrapper.find('[role=status]').text()).toBe('Guardado.');
        wrapper.unmount();
    });

    it('says beside the field why an address is not taken', async () => {
        const { fetcher } = fakeFetch({ 'PUT /mail': [400, { detail: 'No es una dirección' }] });
        vi.stubGlobal('fetch', fetcher);
        const wrapper = form({});
        await wrapper.find('form').trigger('submit');
        await flushPromises();
        expect(wrapper.find('.cdx-field__validation-message').text()).toContain('No es una dirección');
        expect(wrapper.find('[role=status]').text()).toBe('');
        wrapper.unmount();
    });

    it('tells each state of an address', () => {
        const said = (choice: Partial<MailChoice>): string => {
            const wrapper = form(choice);
            const text = wrapper.text();
            wrapper.unmount();
            return text;
        };
        expect(said({ address: 'ana@example.org' })).toContain('El correo va a ana@example.org');
        expect(said({ address: 'ana@example.org', refused: '550 no' })).toMatch(/rechazó ana@example.org para siempre \(550 no\)/);
        expect(said({ pending: { ...PENDING, tries: 2 } })).toContain('todavía no se pudo enviar');
        expect(said({ pending: { ...PENDING, given_up: true, failure: '550 no' } })).toContain('no se pudo entregar: 550 no');
        expect(said({ pending: { ...PENDING, sent: true, expires: '2014-11-22T12:00:00Z' } })).toContain('Enviar otro enlace');
        expect(said({})).toContain('Una vez por semana, los lunes a las 7:00 (America/Santiago)');
    });
});
