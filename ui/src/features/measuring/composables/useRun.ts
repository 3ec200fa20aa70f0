// SPDX-License-Identifier: GPL-3.0-or-later
import { onScopeDispose, ref, shallowRef } from 'vue';
import { ApiError } from '@/shared/api';
import type { EnvelopeOf } from '@/shared/records';
import { run, type RunRequest } from './runs';

/** A run that is under way: seconds gone, cancel, and what came of it. */
export function useRun() {
    const running = ref(false);
    const seconds = ref(0);
    const error = shallowRef<ApiError | null>(null);
    let controller: AbortController | null = null;
    let clock: ReturnType<typeof setInterval> | undefined;

    function stop(): void {
        clearInterval(clock);
        running.value = false;
    }

    /** The measurement; null where it was cancelled or went wrong. */
    async function start(ask: () => Promise<RunRequest>): Promise<EnvelopeOf<'measurement'> | null> {
        const mine = (controller = new AbortController());
        running.value = true;
        seconds.value = 0;
        error.value = null;
        clock = setInterval(() => seconds.value++, 1000);
        try {
            return await run(await ask(), mine.signal);
        } catch (caught) {
            if (mine.signal.aborted) return null;
            if (!(caught instanceof ApiError)) throw caught;
            error.value = caught;
            return null;
        } finally {
            if (mine === controller) stop();
        }
    }

    function cancel(): void {
        controller?.abort();
        stop();
    }

    onScopeDispose(cancel);
    return { running, seconds, error, start, cancel };
}
