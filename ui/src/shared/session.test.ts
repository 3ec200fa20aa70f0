// SPDX-License-Identifier: GPL-3.0-or-later
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { hasRole, keepLanguage, loadSession, signIn, useSession } from './session';
import { fakeFetch, speak } from './testing';

const session = (grants: { organisation: string; role: string }[]) => ({
    account: { name: 'ana', person: '', language: 'es', grants },
    csrf: 'token',
    network: 'iberocoop',
    demo: false,
    version: '0.1.0',
});

beforeEach(() => speak('es'));
afterEach(() => vi.unstubAllGlobals());

it('a role counts where it is held, and a steward of the network everywhere', async () => {
    vi.stubGlobal('fetch', fakeFetch({ 'GET /session': [200, session([{ organisation: 'wmar', role: 'coordinator' }])] }).fetcher);
    await loadSession();
    expect(hasRole('member', 'wmar')).toBe(true);
    expect(hasRole('steward', 'wmar')).toBe(false);
    expect(hasRole('reader', 'wmuy')).toBe(false);
    vi.stubGlobal('fetch', fakeFetch({ 'GET /session': [200, session([{ organisation: 'iberocoop', role: 'steward' }])] }).fetcher);
    await loadSession();
    expect(hasRole('coordinator', 'wmuy')).toBe(true);
});

it('a coordinator of the network has no role in its members', async () => {
    vi.stubGlobal('fetch', fakeFetch({ 'GET /session': [200, session([{ organisation: 'iberocoop', role: 'coordinator' }])] }).fetcher);
    await loadSession();
    expect(hasRole('reader', 'wmar')).toBe(false);
});

it('signing in takes the new token; the language is kept with an account only', async () => {
    const { fetcher, asked } = fakeFetch({
        'POST /session': [200, session([])],
        'PATCH /session': [200, session([])],
        'GET /session': [200, { ...session([]), account: null }],
    });
    vi.stubGlobal('fetch', fetcher);
    await signIn('ana', 'secret');
    expect(useSession().account.value?.name).toBe('ana');
    await keepLanguage('pt');
    expect(asked.at(-1)).toMatchObject({ method: 'PATCH', body: { language: 'pt' } });
    expect(asked.at(-1)!.headers.get('X-CSRF-Token')).toBe('token');
    await loadSession();
    await keepLanguage('es');
    expect(asked.at(-1)!.method).toBe('GET');
});
