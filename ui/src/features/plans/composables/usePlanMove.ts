// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, ref } from 'vue';
import { api, ApiError } from '@/shared/api';
import type { EnvelopeOf, PlanState } from '@/shared/records';
import { asksForReason } from './planState';

/** Taking a plan to another step, after asking: which one is asked about, the comment, and what came of it. */
export function usePlanMove(plan: () => EnvelopeOf<'plan'>, moved: () => void) {
    const asked = ref<PlanState | null>(null);
    const comment = ref('');
    const busy = ref(false);
    const error = ref('');
    const needsReason = computed(() => asked.value !== null && asksForReason(plan().data.state, asked.value));
    const ready = computed(() => !busy.value && (!needsReason.value || comment.value.trim() !== ''));

    function ask(to: PlanState | null): void {
        asked.value = to;
        comment.value = '';
        error.value = '';
    }

    async function move(): Promise<void> {
        if (!asked.value || !ready.value) return;
        busy.value = true;
        error.value = '';
        try {
            await api.post(`/plans/${encodeURIComponent(plan().id)}/state`, {
                state: asked.value,
                base: plan().revision,
                comment: comment.value.trim(),
            });
            ask(null);
            moved();
        } catch (caught) {
            if (!(caught instanceof ApiError)) throw caught;
            error.value = caught.message;
        } finally {
            busy.value = false;
        }
    }

    return { asked, comment, busy, error, needsReason, ready, ask, move };
}
