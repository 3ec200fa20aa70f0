// SPDX-License-Identifier: GPL-3.0-or-later
import { toValue, type MaybeRefOrGetter } from 'vue';
import { api, ApiError } from '@/shared/api';
import { type Envelope, type KindName, PLURALS, type Revision } from '@/shared/records';
import { type Load, useLoad } from '@/shared/useLoad';

export interface RecordHistory {
    /** The newest state; null where the record was removed. */
    record: Envelope | null;
    /** Newest first. */
    revisions: Revision[];
    mayRestore: boolean;
    /** Whether the reader may take the words of older revisions away. */
    maySuppress: boolean;
}

export function useHistory(kind: MaybeRefOrGetter<KindName>, id: MaybeRefOrGetter<string>): Load<RecordHistory> {
    return useLoad(
        async (signal) => {
            const address = `/${PLURALS[toValue(kind)]}/${encodeURIComponent(toValue(id))}`;
            const [{ items, may_suppress }, record] = await Promise.all([
                api.get<{ items: (Revision & Partial<Envelope>)[]; may_suppress?: boolean }>(`${address}/revisions`, { signal }),
                api.get<Envelope>(address, { signal }).catch((error: unknown) => {
                    if (error instanceof ApiError && error.kind === 'not_found') return null;
                    throw error;
                }),
            ]);
            const may = record?.may ?? items[0]?.may ?? [];
            return { record, revisions: items, mayRestore: may.includes('restore'), maySuppress: may_suppress === true };
        },
        [() => toValue(kind), () => toValue(id)],
    );
}
