// SPDX-License-Identifier: GPL-3.0-or-later
import { shallowRef, watch, type ShallowRef } from 'vue';
import { api } from './api';
import type { LocalizedText } from './language';
import { type Envelope, type KindName, PLURALS } from './records';
import { titleOf } from './useRecord';

const asking = new Map<string, Promise<LocalizedText>>();

/** A record's title; {} where it cannot be read. Many who ask at the same time share one request. */
export function recordTitle(kind: KindName, id: string): Promise<LocalizedText> {
    const address = `/${PLURALS[kind]}/${encodeURIComponent(id)}`;
    const pending = asking.get(address);
    if (pending) return pending;
    const answer = api
        .get<Envelope>(address)
        .then((record) => titleOf(record.data))
        .catch(() => ({}))
        .finally(() => asking.delete(address));
    asking.set(address, answer);
    return answer;
}

/** The title of a record that a page knows by its id only. */
export function useRecordTitle(kind: () => KindName, id: () => string | undefined): ShallowRef<LocalizedText> {
    const title = shallowRef<LocalizedText>({});
    watch(
        [kind, id],
        async () => {
            title.value = {};
            const asked = id();
            if (!asked) return;
            const answer = await recordTitle(kind(), asked);
            if (asked === id()) title.value = answer;
        },
        { immediate: true },
    );
    return title;
}
