// SPDX-License-Identifier: GPL-3.0-or-later
import { reactive } from 'vue';

/** Open threads about a field of a record: how many, and the first of them. */
export interface OpenAtField {
    open: number;
    first: string;
}

interface AboutField {
    comment: { id: string; data: { field?: string; resolved?: boolean } };
}

/** By "goal/wmar-goal", then by the field's name. Whoever loads a record's discussion tells what is open in it. */
const told = reactive(new Map<string, Map<string, OpenAtField>>());

/** What a field is called in the comments about it: "/targets/0/value" is about the field targets. */
const fieldOf = (pointer: string): string => pointer.split('/')[1] ?? '';

/** Open threads by field; what is about the whole record, or resolved, is of none. */
export function openByField(threads: AboutField[]): Map<string, OpenAtField> {
    const all = new Map<string, OpenAtField>();
    for (const { comment } of threads) {
        const field = fieldOf(comment.data.field ?? '');
        if (!field || comment.data.resolved) continue;
        const known = all.get(field);
        all.set(field, { open: (known?.open ?? 0) + 1, first: known?.first ?? comment.id });
    }
    return all;
}

export function tellThreads(kind: string, id: string, threads: AboutField[]): void {
    told.set(`${kind}/${id}`, openByField(threads));
}

/** null: nothing is open, or nobody has looked yet. */
export function openAt(kind: string, id: string, field: string): OpenAtField | null {
    return told.get(`${kind}/${id}`)?.get(field) ?? null;
}
