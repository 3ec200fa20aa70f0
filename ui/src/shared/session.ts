// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, type ComputedRef, readonly, ref } from 'vue';
import { api, useCsrf } from './api';
import { forgetDraftsWithNames } from './drafts';

export const ROLES = ['reader', 'member', 'coordinator', 'steward', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export interface Account {
    name: string;
    person: string;
    language: string;
    grants: { organisation: string; role: Role }[];
    /** What must be done before anything else: choose a password of one's own, add a second factor. */
    must: 'password' | 'second_factor' | null;
    second_factor: boolean;
    /** Whose accounts this one keeps. */
    keeps_accounts: 'all' | 'some' | 'none';
}

export interface Session {
    account: Account | null;
    csrf: string;
    /** The network's organisation id. */
    network: string;
    demo: boolean;
    version: string;
}

const session = ref<Session | null>(null);

function take(next: Session): Session {
    session.value = next;
    forgetDraftsWithNames(next.account?.name ?? null);
    useCsrf(next.csrf, async () => {
        await loadSession();
    });
    return next;
}

export async function loadSession(): Promise<Session> {
    return take(await api.get<Session>('/session'));
}

/** `code`: of the second factor, where the account has one. */
export async function signIn(name: string, password: string, code = ''): Promise<Session> {
    return take(await api.post<Session>('/session', { name, password, ...(code ? { code } : {}) }));
}

export async function signOut(): Promise<void> {
    await api.delete('/session');
    await loadSession();
}

/** Keeps the language with the account; somebody who is not signed in has it in the browser only. */
export async function keepLanguage(language: string): Promise<void> {
    if (session.value?.account) await api.patch('/session', { language });
}

/** True where the account has `least` or more in the organisation, or in the network itself. */
export function hasRole(least: Role, organisation: string): boolean {
    const { account, network } = session.value ?? { account: null, network: '' };
    return (account?.grants ?? []).some((grant) => {
        const here = grant.organisation === organisation;
        const rank = ROLES.indexOf(grant.role);
        const above = grant.organisation === network && rank >= ROLES.indexOf('steward');
        return (here || above) && rank >= ROLES.indexOf(least);
    });
}

/** True where the account may write records of some organisation at all. */
export function useMayWriteSomewhere(): ComputedRef<boolean> {
    return computed(() =>
        (session.value?.account?.grants ?? []).some(({ role }) => ROLES.indexOf(role) >= ROLES.indexOf('coordinator')),
    );
}

export function useSession() {
    return {
        session: readonly(session),
        account: computed(() => session.value?.account ?? null),
        network: computed(() => session.value?.network ?? ''),
        loadSession,
        signIn,
        signOut,
        hasRole,
    };
}
