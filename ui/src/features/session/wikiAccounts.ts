// SPDX-License-Identifier: GPL-3.0-or-later
import { api } from '@/shared/api';

/** Where people may sign in with a wiki account. */
export interface Provider {
    id: string;
    name: string;
}

/** What became of a sign-in or a link; told once. */
export interface Said {
    good: boolean;
    key: string;
    text: string;
}

export interface Providers {
    providers: Provider[];
    said: Said | null;
    /** A provider has said who it is, and the account's second factor is still to be shown. */
    code_asked: boolean;
}

/** A wiki account that one has linked. */
export interface WikiAccount {
    id: string;
    /** Its provider's name. */
    provider: string;
    name: string;
    linked: string;
    /** When one last signed in with it; null: never. */
    used: string | null;
}

export const getProviders = (signal: AbortSignal): Promise<Providers> => api.get<Providers>('/sign-in/providers', { signal });

/** Signs in with the code of the second factor; where to go on. */
export const enterCode = (code: string): Promise<{ path: string }> => api.post<{ path: string }>('/sign-in/wiki-accounts/code', { code });

/** An address of this site as a header may carry it. */
export function asPath(inside: string): string {
    const url = new URL(inside, location.origin);
    return url.pathname + url.search + url.hash;
}
