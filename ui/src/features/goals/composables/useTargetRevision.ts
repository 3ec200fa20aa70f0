// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, ref } from 'vue';
import { useRoute } from 'vue-router';
import { draftKey, readDraft, useDraft } from '@/features/editing/composables/useDraft';
import { api, ApiError } from '@/shared/api';
import { t, textOf } from '@/shared/i18n';
import type { EnvelopeOf } from '@/shared/records';
import { useSession } from '@/shared/session';
import { changeFindings, type TargetChange, withRevisedTarget } from './targetRevision';

/** The revision of one target: what is written, kept as a draft, and saved as a new revision of its indicator. */
export function useTargetRevision(indicator: EnvelopeOf<'indicator'>, index: number) {
    const { account } = useSession();
    const route = useRoute();
    const today = new Date().toISOString().slice(0, 10);
    const key = computed(() => draftKey(account.value?.name ?? '', 'indicator', `${indicator.id}:target:${index}`));
    const found = readDraft(key.value);
    const form = ref<TargetChange>(found ? (found.data as TargetChange) : { date: today });
    const tried = ref(false);
    const saving = ref(false);
    const saved = ref(false);
    const error = ref('');
    const findings = computed(() => changeFindings(indicator.data, index, form.value));
    const written = computed(() => form.value.value !== undefined || Object.keys(form.value.reason ?? {}).length > 0);
    const dirty = computed(() => written.value && !saved.value);

    const draft = useDraft(key, () =>
        dirty.value
            ? {
                  kind: 'indicator',
                  id: indicator.id,
                  base: indicator.revision,
                  data: form.value as Record<string, unknown>,
                  comment: '',
                  title: indicator.data.name,
                  kept: new Date().toISOString(),
                  address: route.fullPath,
              }
            : null,
    );

    function update(part: Partial<TargetChange>): void {
        const next = { ...form.value, ...part };
        if ((next.value as unknown) === '') delete next.value;
        form.value = next;
        draft.soon();
    }

    function discard(): void {
        draft.forget();
        form.value = { date: today };
    }

    /** True where it was saved. */
    async function save(): Promise<boolean> {
        tried.value = true;
        if (findings.value.length) return false;
        saving.value = true;
        error.value = '';
        try {
            await api.put(`/indicators/${encodeURIComponent(indicator.id)}`, {
                base: indicator.revision,
                comment: t('goal-revise-comment', textOf(form.value.reason)).slice(0, 250),
                data: withRevisedTarget(indicator.data, index, form.value),
            });
            saved.value = true;
            draft.forget();
            return true;
        } catch (caught) {
            if (!(caught instanceof ApiError)) throw caught;
            error.value = [caught.message, ...caught.problems.map(({ text }) => text)].join(' ');
            return false;
        } finally {
            saving.value = false;
        }
    }

    return { form, findings, tried, saving, error, dirty, draft, update, save, discard };
}
