// SPDX-License-Identifier: GPL-3.0-or-later
import { onScopeDispose, ref, watch, type Ref } from 'vue';
import { api, type Problem } from '@/shared/api';
import { type KindName, PLURALS } from '@/shared/records';

const AFTER_MS = 350;

/**
 * What a write of `data` would say, asked shortly after each change; a failure to ask changes nothing. `agreed` are the
 * places of an agreed plan that it would change, of which the writer must say why.
 */
export function useChecks(kind: KindName, data: Ref<Record<string, unknown>>, id: string | null = null) {
    const problems = ref<Problem[]>([]);
    const agreed = ref<string[]>([]);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let controller: AbortController | null = null;

    async function check(): Promise<void> {
        controller?.abort();
        const { signal } = (controller = new AbortController());
        const body = { ...(id === null ? {} : { id }), data: data.value };
        const answer = await api
            .post<{ problems: Problem[]; agreed?: string[] }>(`/${PLURALS[kind]}/check`, body, { signal })
            .catch(() => null);
        if (!answer || signal.aborted) return;
        problems.value = answer.problems;
        agreed.value = answer.agreed ?? [];
    }

    watch(
        data,
        () => {
            clearTimeout(timer);
            timer = setTimeout(() => void check(), AFTER_MS);
        },
        { deep: true, immediate: true },
    );
    onScopeDispose(() => {
        clearTimeout(timer);
        controller?.abort();
    });
    return { problems, agreed };
}
