// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, ref } from 'vue';
import { useEditing } from '@/features/editing/composables/useEditing';
import { api, ApiError, type Problem } from '@/shared/api';
import type { Envelope, EnvelopeOf, Review, ReviewedGoal } from '@/shared/records';
import { type Load, useLoad } from '@/shared/useLoad';
import { withGoal, withoutEmptyEvidence } from './review';
import type { ReviewView } from './views';

export function useReviewView(id: () => string): Load<ReviewView> {
    return useLoad((signal) => api.get<ReviewView>(`/views/reviews/${encodeURIComponent(id())}`, { signal }), [id]);
}

/** Writing a review: its goals, draft and saving. */
export function useReviewWriting(record: EnvelopeOf<'review'>, address: string) {
    const editing = useEditing('review', record.id, record as unknown as Envelope, {}, address);
    const review = computed(() => editing.data.value as unknown as Review);
    const goals = computed(() => review.value.goals ?? []);

    function set(part: Partial<Review>): void {
        editing.change({ ...editing.data.value, ...part });
    }
    function changeGoal(index: number, part: Partial<ReviewedGoal>): void {
        set({ goals: withGoal(goals.value, index, part) });
    }
    function save(): Promise<Envelope | null> {
        if (goals.value.length) set({ goals: withoutEmptyEvidence(goals.value) });
        return editing.save();
    }
    return { ...editing, review, goals, set, changeGoal, save };
}

/** What is done with a review as a whole; each answers true where it was done. */
export function useReviewActions(id: () => string) {
    const error = ref('');
    const problems = ref<Problem[]>([]);
    const busy = ref(false);

    async function act(action: string, base: number, comment = ''): Promise<boolean> {
        busy.value = true;
        error.value = '';
        problems.value = [];
        try {
            await api.post(`/reviews/${encodeURIComponent(id())}/${action}`, { base, comment });
            return true;
        } catch (caught) {
            if (!(caught instanceof ApiError)) throw caught;
            error.value = caught.message;
            problems.value = caught.problems;
            return false;
        } finally {
            busy.value = false;
        }
    }
    return { error, problems, busy, act };
}

/** The place in a review's goals that a problem is about; null for one of the whole. */
export function goalOfProblem({ field }: Problem): number | null {
    const found = /^\/goals\/(\d+)(\/|$)/.exec(field);
    return found ? Number(found[1]) : null;
}
