// SPDX-License-Identifier: GPL-3.0-or-later
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Component } from 'vue';
import { fakeFetch, show, speak } from '@/shared/testing';
import ErasePersonForm from './ErasePersonForm.vue';

const NOTHING = { cohorts: 0, persons: 0, links: 0, comments: 0, texts: 0, accounts: 0, authored: 0 };
const form = () => show(ErasePersonForm as unknown as Component);

async function look(found: object, status = 200) {
    const { fetcher, asked } = fakeFetch({ 'POST /erasures/person': [status, status === 200 ? { found } : found] });
    vi.stubGlobal('fetch', fetcher);
    const wrapper = form();
    await wrapper.find('input').setValue('Zoraida Quispe');
    await wrapper.find('form').trigger('submit');
    await flushPromises();
    return { wrapper, asked };
}

describe('erasing a person', () => {
    beforeEach(() => speak('es'));
    afterEach(() => vi.unstubAllGlobals());

    it('first says what would change, and asks for a reason before it erases', async () => {
        const { wrapper, asked } = await look({ ...NOTHING, cohorts: 2, accounts: 1 });
        expect(asked[0]?.body).toEqual({ name: 'Zoraida Quispe', texts: true, preview: true });
        expect(wrapper.findAll('li')).toHaveLength(2);
        const second = wrapper.findAll('form')[1]!;
        expect(second.find('button').attributes('disabled')).toBeDefined();
        await second.find('input').setValue('carta del 3 de marzo');
        await second.trigger('submit');
        await flushPromises();
        expect(asked[1]?.body).toEqual({ name: 'Zoraida Quispe', texts: true, reason: 'carta del 3 de marzo' });
        expect(wrapper.emitted('erased')).toHaveLength(1);
        expect(wrapper.findAll('form')).toHaveLength(1);
        wrapper.unmount();
    });

    it('says that nobody is called so', async () => {
        const { wrapper } = await look(NOTHING);
        expect(wrapper.find('[role=status]').text()).not.toBe('');
        expect(wrapper.findAll('form')).toHaveLength(1);
        wrapper.unmount();
    });

    it('another name asks to be looked up again', async () => {
        const { wrapper } = await look({ ...NOTHING, cohorts: 1 });
        await wrapper.find('input').setValue('Otra');
        expect(wrapper.findAll('form')).toHaveLength(1);
        wrapper.unmount();
    });

    it('tells why it was refused', async () => {
        const { wrapper } = await look({ detail: 'La última administradora' }, 400);
        expect(wrapper.text()).toContain('La última administradora');
        wrapper.unmount();
    });
});
