// SPDX-License-Identifier: GPL-3.0-or-later
import { onScopeDispose, type Ref, ref, shallowRef, type ShallowRef, watch, type WatchSource } from 'vue';
import { ApiError } from './api';

/** What is being fetched for a view: AsyncView shows each state of it. */
export interface Load<T> {
    data: ShallowRef<T | null>;
    error: ShallowRef<ApiError | null>;
    pending: Ref<boolean>;
    /** Fetches again; what was there stays visible meanwhile. */
    reload: () => Promise<void>;
}

function asApiError(error: unknown): ApiError {
    return error instanceof ApiError ? error : new ApiError('internal', String(error));
}

/** Fetches now and whenever a source changes; a newer fetch aborts the older one. */
export function useLoad<T>(fetcher: (signal: AbortSignal) => Promise<T>, sources: WatchSource[] = []): Load<T> {
    const data = shallowRef<T | null>(null);
    const error = shallowRef<ApiError | null>(null);
    const pending = ref(false);
    let controller: AbortController | null = null;

    async function reload(): Promise<void> {
        controller?.abort();
        const mine = (controller = new AbortController());
        pending.value = true;
        error.value = null;
        try {
            const answer = await fetcher(mine.signal);
            if (mine === controller) data.value = answer;
        } catch (caught) {
            if (mine === controller && !mine.signal.aborted) error.value = asApiError(caught);
        } finally {
            if (mine === controller) pending.value = false;
        }
    }

    watch(
        sources,
        () => {
            data.value = null;
            void reload();
        },
        { immediate: true },
    );
    onScopeDispose(() => controller?.abort());
    return { data, error, pending, reload };
}
