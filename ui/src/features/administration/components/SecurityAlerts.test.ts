// SPDX-License-Identifier: GPL-3.0-or-later
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Component } from 'vue';
import { type Role, useSession } from '@/shared/session';
import { fakeFetch, show, speak } from '@/shared/testing';
import SecurityAlerts from './SecurityAlerts.vue';

const ALERT = { number: 7, time: '2015-03-01T10:00:00Z', kind: 'many_refusals', account: 'Beatriz' };

async function asIn(organisation: string, role: Role) {
    const account = { name: 'Ana', person: '', language: 'es', grants: [{ organisation, role }], must: null, second_factor: false, keeps_accounts: 'all' };
    const { fetcher, asked } = fakeFetch({
        'GET /session': [200, { account, csrf: 'c', network: 'red', demo: false, version: '' }],
        'GET /security-alerts': [200, { items: [ALERT] }],
        'POST /security-alerts/close': [200, { items: [] }],
    });
    vi.stubGlobal('fetch', fetcher);
    await useSession().loadSession();
    const wrapper = show(SecurityAlerts as unknown as Component, { props: { linked: true } });
    await flushPromises();
    return { wrapper, asked };
}

describe('security alerts', () => {
    beforeEach(() => speak('es'));
    afterEach(() => vi.unstubAllGlobals());

    it('are an administrator’s of the network, lead to the log, and go once they are attended to', async () => {
        const { wrapper, asked } = await asIn('red', 'administrator');
        expect(wrapper.text()).toContain('Se rechazó muchas veces el inicio de sesión como Beatriz.');
        expect(wrapper.find('a').attributes('href')).toBe('/security-log');
        await wrapper.find('button').trigger('click');
        await flushPromises();
        expect(asked.at(-1)?.body).toEqual({ number: 7 });
        expect(wrapper.text()).toBe('');
        wrapper.unmount();
    });

    it('are not even asked for by anybody else', async () => {
        for (const [organisation, role] of [['red', 'steward'], ['wmar', 'administrator']] as [string, Role][]) {
            const { wrapper, asked } = await asIn(organisation, role);
            expect(asked.map(({ path }) => path)).toEqual(['/session']);
            expect(wrapper.text()).toBe('');
            wrapper.unmount();
        }
    });
});
