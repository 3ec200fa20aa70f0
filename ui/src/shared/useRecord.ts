// SPDX-License-Identifier: GPL-3.0-or-later
import type { ComputedRef, InjectionKey, WatchSource } from 'vue';
import { api } from './api';
import { loadKind } from './kinds';
import { type Envelope, type Field, type KindName, PLURALS, type Titled } from './records';
import { type Load, useLoad } from './useLoad';

export interface RecordWithFields {
    record: Envelope;
    fields: Field[];
    links: (Titled & { name: string })[];
    backlinks: (Titled & { name: string })[];
}

/** A record with the description of its fields and its links both ways: what a page for any kind needs. */
export function useRecord(kind: () => KindName, id: () => string): Load<RecordWithFields> {
    const sources: WatchSource[] = [kind, id];
    return useLoad(async (signal) => {
        const address = `/${PLURALS[kind()]}/${encodeURIComponent(id())}`;
        const [record, description, links] = await Promise.all([
            api.get<Envelope>(address, { signal }),
            loadKind(kind()),
            api.get<Pick<RecordWithFields, 'links' | 'backlinks'>>(`${address}/links`, { signal }),
        ]);
        return { record, fields: description?.fields ?? [], links: links.links, backlinks: links.backlinks };
    }, sources);
}

/** Titles of the records that a page's record links to, by id: links are shown by them. */
export const TITLES: InjectionKey<ComputedRef<Record<string, Record<string, string>>>> = Symbol('titles');

const TITLE_FIELDS = ['name', 'title', 'statement', 'user_name'];

/** What a record calls itself, from its content, or else its days; {} where it has neither. */
export function titleOf(data: Record<string, unknown>): Record<string, string> {
    for (const field of TITLE_FIELDS) {
        const value = data[field];
        if (typeof value === 'string' && value) return { '': value };
        if (value && typeof value === 'object' && Object.values(value).some(Boolean))
            return value as Record<string, string>;
    }
    const { first_day, last_day } = (data['scope'] ?? data) as Record<string, unknown>;
    return first_day && last_day ? { '': `${first_day} – ${last_day}` } : {};
}
