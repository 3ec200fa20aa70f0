// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { useRoute } from 'vue-router';
import { draftKey, readDraft, useDraft } from '@/features/editing/composables/useDraft';
import { api, ApiError } from '@/shared/api';
import type { Cohort, Envelope, EnvelopeOf } from '@/shared/records';
import { useSession } from '@/shared/session';
import { cohortAsText, membersToKeep, type ParsedCohort } from './cohort';

interface Written {
    text: string;
    consent: Cohort['consent'] | '';
    keepNotFound: boolean;
}

const PARSE_AFTER_MS = 500;
const words = (error: unknown): string => {
    if (!(error instanceof ApiError)) throw error;
    return [error.message, ...error.problems.map(({ text }) => text)].join(' ');
};

/** The people of an activity: pasted, looked up line by line before anything is saved, kept as a draft. */
export function useCohortForm(activity: EnvelopeOf<'activity'>, cohortId: string | null) {
    const { account } = useSession();
    const route = useRoute();
    const key = computed(() => draftKey(account.value?.name ?? '', 'cohort', `activity:${activity.id}`));
    const found = readDraft(key.value)?.data as unknown as Written | undefined;
    const existing = shallowRef<EnvelopeOf<'cohort'> | null>(null);
    const origin = ref<Written>({ text: '', consent: '', keepNotFound: false });
    const form = ref<Written>(found ?? { ...origin.value });
    const parsed = shallowRef<ParsedCohort | null>(null);
    const parsing = ref(false);
    const saving = ref(false);
    const saved = ref(false);
    const error = ref('');
    const dirty = computed(() => !saved.value && JSON.stringify(form.value) !== JSON.stringify(origin.value));
    let timer: ReturnType<typeof setTimeout> | undefined;
    let controller: AbortController | null = null;

    const draft = useDraft(key, () =>
        dirty.value
            ? {
                  kind: 'cohort',
                  id: cohortId,
                  base: existing.value?.revision ?? 0,
                  data: { ...form.value },
                  comment: '',
                  title: activity.data.name,
                  kept: new Date().toISOString(),
                  address: route.fullPath,
              }
            : null,
    );

    /** Who is in the cohort now, as the text to change. */
    async function loadExisting(): Promise<void> {
        if (!cohortId) return;
        try {
            existing.value = await api.get<EnvelopeOf<'cohort'>>(`/cohorts/${encodeURIComponent(cohortId)}`);
        } catch (caught) {
            error.value = words(caught);
            return;
        }
        const { members, consent } = existing.value.data;
        origin.value = { text: cohortAsText(members ?? []), consent, keepNotFound: true };
        if (!found) form.value = { ...origin.value };
    }

    async function parse(): Promise<void> {
        controller?.abort();
        const mine = (controller = new AbortController());
        if (form.value.text.trim() === '') {
            parsed.value = null;
            return;
        }
        parsing.value = true;
        error.value = '';
        const body = { text: form.value.text, wikis: activity.data.wikis ?? [] };
        try {
            const answer = await api.post<ParsedCohort>('/cohorts/parse', body, { signal: mine.signal });
            if (mine === controller) parsed.value = answer;
        } catch (caught) {
            if (!mine.signal.aborted) error.value = words(caught);
        } finally {
            if (mine === controller) parsing.value = false;
        }
    }

    function update(part: Partial<Written>): void {
        form.value = { ...form.value, ...part };
        draft.soon();
    }

    function discard(): void {
        draft.forget();
        form.value = { ...origin.value };
    }

    function cohortData(): Record<string, unknown> {
        const members = parsed.value ? membersToKeep(parsed.value, form.value.keepNotFound) : [];
        const known = existing.value?.data ?? { organisation: activity.data.organisation, name: activity.data.name };
        return { ...known, members, consent: form.value.consent };
    }

    async function write(): Promise<void> {
        if (existing.value) {
            const { id, revision } = existing.value;
            existing.value = await api.put(`/cohorts/${encodeURIComponent(id)}`, { base: revision, data: cohortData() });
        } else {
            existing.value = await api.post('/cohorts', { data: cohortData() });
        }
        const id = existing.value!.id;
        if (activity.data.cohort === id) return;
        await api.put<Envelope>(`/activities/${encodeURIComponent(activity.id)}`, {
            base: activity.revision,
            data: { ...activity.data, cohort: id },
        });
    }

    /** True where the cohort is saved and the activity has it. */
    async function save(): Promise<boolean> {
        saving.value = true;
        error.value = '';
        try {
            await write();
            saved.value = true;
            draft.forget();
            return true;
        } catch (caught) {
            error.value = words(caught);
            return false;
        } finally {
            saving.value = false;
        }
    }

    watch(
        () => form.value.text,
        () => {
            clearTimeout(timer);
            timer = setTimeout(() => void parse(), PARSE_AFTER_MS);
        },
        { immediate: true },
    );
    onScopeDispose(() => {
        clearTimeout(timer);
        controller?.abort();
    });
    void loadExisting();

    return { form, parsed, parsing, saving, error, dirty, draft, update, discard, save };
}
