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

/** An address of this site as a header may carry it. */
export function asPath(inside: string): string {
    const url = new URL(inside, location.origin);
    return url.pathname + url.search + url.hash;
}
