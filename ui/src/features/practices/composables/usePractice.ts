// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, ref } from 'vue';
import { useRoute } from 'vue-router';
import { draftKey, readDraft, useDraft } from '@/features/editing/composables/useDraft';
import { api, ApiError, type Problem } from '@/shared/api';
import type { Envelope, EnvelopeOf } from '@/shared/records';
import { useSession } from '@/shared/session';
import { type Load, useLoad } from '@/shared/useLoad';
import type { PracticesView, PracticeView } from './views';

export function usePractices(): Load<PracticesView> {
    return useLoad((signal) => api.get<PracticesView>('/views/practices', { signal }));
}

export function usePracticeView(id: () => string): Load<PracticeView> {
    return useLoad((signal) => api.get<PracticeView>(`/views/practices/${encodeURIComponent(id())}`, { signal }), [id]);
}

/** What can be done with a practice besides writing it. */
export type PracticeAction = 'endorse' | 'adopt' | 'stage';

/**
 * The form of something that is done with a practice: what is written, kept as a draft, and sent. `body` makes the
 * question of the form; `lacking` names what is still to be filled in.
 */
export function usePracticeAction<Form extends object>(
    practice: EnvelopeOf<'practice'>,
    action: PracticeAction,
    empty: Form,
    { lacking, body }: { lacking: (form: Form) => string[]; body: (form: Form) => unknown },
) {
    const { account } = useSession();
    const route = useRoute();
    const key = computed(() => draftKey(account.value?.name ?? '', 'practice', `${practice.id}:${action}`));
    const form = ref({ ...empty, ...(readDraft(key.value)?.data as Form | undefined) });
    const tried = ref(false);
    const sending = ref(false);
    const sent = ref(false);
    const error = ref('');
    const problems = ref<Problem[]>([]);
    const missing = computed(() => (tried.value ? lacking(form.value as Form) : []));
    const dirty = computed(() => !sent.value && JSON.stringify(form.value) !== JSON.stringify(empty));

    const draft = useDraft(key, () =>
        dirty.value
            ? {
                  kind: 'practice',
                  id: practice.id,
                  base: practice.revision,
                  data: form.value as Record<string, unknown>,
                  comment: '',
                  title: practice.data.title,
                  kept: new Date().toISOString(),
                  address: route.fullPath,
              }
            : null,
    );

    function update(part: Partial<Form>): void {
        form.value = { ...form.value, ...part };
        draft.soon();
    }

    function discard(): void {
        draft.forget();
        form.value = { ...empty } as typeof form.value;
    }

    /** What was made; null where it was not. */
    async function send(): Promise<Envelope | null> {
        tried.value = true;
        if (lacking(form.value as Form).length) return null;
        sending.value = true;
        error.value = '';
        problems.value = [];
        try {
            const made = await api.post<Envelope>(`/practices/${encodeURIComponent(practice.id)}/${action}`, body(form.value as Form));
            sent.value = true;
            draft.forget();
            return made;
        } catch (caught) {
            if (!(caught instanceof ApiError)) throw caught;
            error.value = caught.message;
            problems.value = caught.problems;
            return null;
        } finally {
            sending.value = false;
        }
    }

    return { form, missing, sending, error, problems, dirty, draft, update, discard, send };
}
