// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, type WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** What a view remembers in its address: filters, sorting, the tab. Empty values are left out of it. */
export function useAddress() {
    const route = useRoute();
    const router = useRouter();

    function get(name: string): string {
        const value = route.query[name];
        return typeof value === 'string' ? value : '';
    }

    /** Changes several at once; the page stays, and so does the way back. */
    async function change(changes: Record<string, string>): Promise<void> {
        const query = { ...route.query };
        for (const [name, value] of Object.entries(changes)) {
            if (value === '') delete query[name];
            else query[name] = value;
        }
        await router.replace({ query, hash: route.hash });
    }

    function state(name: string): WritableComputedRef<string> {
        return computed({ get: () => get(name), set: (value) => void change({ [name]: value }) });
    }

    return { get, change, state };
}
