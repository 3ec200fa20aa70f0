// SPDX-License-Identifier: GPL-3.0-or-later
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Account, loadSession, useSession } from '@/shared/session';
import { fakeFetch, show, speak, testRouter } from '@/shared/testing';
import AccountMenu from './AccountMenu.vue';

const NOBODY = { account: null, csrf: '', network: 'red', demo: false, version: '' };

async function menuOf(part: Partial<Account>) {
    const account: Account = { name: 'Ana', person: '', language: 'es', grants: [], must: null, second_factor: false, keeps_accounts: 'none', ...part };
    vi.stubGlobal('fetch', fakeFetch({ 'GET /session': [200, { ...NOBODY, account, csrf: 'c' }] }).fetcher);
    await loadSession();
    const router = testRouter();
    const wrapper = show(AccountMenu, { props: { account } }, router);
    await wrapper.get('button').trigger('click');
    return { wrapper, router, names: wrapper.findAll('[role=option]').map((item) => item.text()) };
}

beforeEach(() => speak('es'));
afterEach(() => vi.unstubAllGlobals());

it('holds what is one’s own, and what one keeps only for who keeps it', async () => {
    expect((await menuOf({})).names).toEqual(['Mi cuenta', 'Mis borradores', 'Cerrar sesión']);
    const grants = [{ organisation: 'red', role: 'administrator' as const }];
    const { names } = await menuOf({ grants, keeps_accounts: 'all' });
    expect(names).toEqual(['Mi cuenta', 'Mis borradores', 'Cuentas', 'Borrados', 'Cerrar sesión']);
});

it('signs out and leads home', async () => {
    const { wrapper, router } = await menuOf({});
    await router.push('/drafts');
    vi.stubGlobal('fetch', fakeFetch({ 'DELETE /session': [204, null], 'GET /session': [200, NOBODY] }).fetcher);
    await wrapper.findAll('[role=option]').at(-1)!.trigger('mousedown');
    await wrapper.findAll('[role=option]').at(-1)!.trigger('click');
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/'));
    expect(useSession().account.value).toBeNull();
});
