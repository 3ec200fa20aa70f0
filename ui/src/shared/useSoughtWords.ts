// SPDX-License-Identifier: GPL-3.0-or-later
import { onScopeDispose, type Ref, ref, watch } from 'vue';
import { useAddress } from './address';

const AFTER_MS = 250;

/** Words to narrow a list by as they are typed: at once here, and in the address shortly after the last letter. */
export function useSoughtWords(name: string): Ref<string> {
    const kept = useAddress().state(name);
    const words = ref(kept.value);
    let timer: ReturnType<typeof setTimeout> | undefined;

    watch(words, (now) => {
        clearTimeout(timer);
        timer = undefined;
        if (now !== kept.value) timer = setTimeout(() => ((timer = undefined), (kept.value = words.value)), AFTER_MS);
    });
    // The way back or a link changes the address; while somebody types, it only follows.
    watch(kept, (now) => {
        if (timer === undefined) words.value = now;
    });
    onScopeDispose(() => clearTimeout(timer));
    return words;
}
