// SPDX-License-Identifier: GPL-3.0-or-later
import { onScopeDispose, type Ref, shallowRef, watch } from 'vue';
import { api } from '@/shared/api';
import { language } from '@/shared/i18n';
import type { LogicModel } from '@/shared/records';
import type { LogicFinding } from '@/shared/views';

const AFTER_MS = 300;

/** What the rules say of a model, asked shortly after each change; a failure to ask changes nothing. */
export function useLogicFindings(model: Ref<LogicModel>, start: LogicFinding[]) {
    const findings = shallowRef(start);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let controller: AbortController | null = null;

    async function ask(): Promise<void> {
        controller?.abort();
        const { signal } = (controller = new AbortController());
        const answer = await api
            .post<{ findings: LogicFinding[] }>('/logic-models/findings', { data: model.value }, { signal })
            .catch(() => null);
        if (answer && !signal.aborted) findings.value = answer.findings;
    }

    watch([model, language], () => {
        clearTimeout(timer);
        timer = setTimeout(() => void ask(), AFTER_MS);
    });
    onScopeDispose(() => {
        clearTimeout(timer);
        controller?.abort();
    });
    return findings;
}
