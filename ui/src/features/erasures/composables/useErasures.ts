// SPDX-License-Identifier: GPL-3.0-or-later
import { api } from '@/shared/api';
import { type Load, useLoad } from '@/shared/useLoad';

export const ERASED = ['revision', 'record', 'person'] as const;

/** Something that was erased, without its words. */
export interface Erasure {
    number: number;
    what: (typeof ERASED)[number];
    /** Of a revision or record; empty of a person. */
    kind: string;
    id: string;
    revisions: number;
    /** Of a person: a sign that is the same each time, no name. */
    subject: string;
    author: string;
    time: string;
    reason: string;
    overwritten: boolean;
}

export const COUNTS = ['cohorts', 'persons', 'links', 'comments', 'texts', 'accounts', 'authored'] as const;
export type Found = Record<(typeof COUNTS)[number], number>;

/** What was erased, newest first. */
export function useErasures(): Load<Erasure[]> {
    return useLoad(async (signal) => (await api.get<{ items: Erasure[] }>('/erasures', { signal })).items);
}

/** What erasing a person would change; nothing is changed. */
export async function findPerson(name: string, texts: boolean): Promise<Found> {
    return (await api.post<{ found: Found }>('/erasures/person', { name, texts, preview: true })).found;
}

export async function erasePerson(name: string, texts: boolean, reason: string): Promise<Found> {
    return (await api.post<{ found: Found }>('/erasures/person', { name, texts, reason })).found;
}
