// SPDX-License-Identifier: GPL-3.0-or-later
import { onScopeDispose, ref, watch } from 'vue';
import type { Finding } from '@/features/adviser/composables/advice';
import { api } from '@/shared/api';

const AFTER_MS = 350;

/** What the rules say of a practice that is being written, asked shortly after each change; where asking fails, what was said stays. */
export function useDraftFindings(data: () => Record<string, unknown>) {
    const findings = ref<Finding[] | null>(null);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let controller: AbortController | null = null;

    async function ask(): Promise<void> {
        controller?.abort();
        const { signal } = (controller = new AbortController());
        if (!data()['organisation']) return;
        const answer = await api.post<{ findings: Finding[] }>('/practices/findings', { data: data() }, { signal }).catch(() => null);
        if (answer && !signal.aborted) findings.value = answer.findings;
    }

    watch(
        data,
        () => {
            clearTimeout(timer);
            timer = setTimeout(() => void ask(), AFTER_MS);
        },
        { deep: true, immediate: true },
    );
    onScopeDispose(() => {
        clearTimeout(timer);
        controller?.abort();
    });
    return { findings };
}
