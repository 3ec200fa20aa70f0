// SPDX-License-Identifier: GPL-3.0-or-later
import { ref, watch } from 'vue';
import { useRoute } from 'vue-router';
import { api, ApiError } from '@/shared/api';
import { useSession } from '@/shared/session';
import type { Notifications } from './discussion';

const unseen = ref(0);

/** Asks no more often than this. */
const PAUSE = 60_000;

export function setUnseen(count: number): void {
    unseen.value = count;
}

/** How many notifications have not been seen; asked for as one goes from page to page. */
export function useUnseen() {
    const { account } = useSession();
    const route = useRoute();
    let asked = 0;

    async function ask(): Promise<void> {
        if (!account.value) return setUnseen(0);
        if (Date.now() - asked < PAUSE) return;
        asked = Date.now();
        try {
            setUnseen((await api.get<Notifications>('/notifications')).unseen);
        } catch (error) {
            // The count is a help in the header: the page is there without it.
            if (!(error instanceof ApiError)) throw error;
        }
    }
    watch([() => route.path, account], () => void ask(), { immediate: true });
    return { unseen };
}
