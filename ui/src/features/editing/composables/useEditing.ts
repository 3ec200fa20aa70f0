// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, ref, shallowRef } from 'vue';
import { api, ApiError, type Problem } from '@/shared/api';
import { valueAt, withValueAt } from '@/shared/pointer';
import { type Envelope, type KindName, PLURALS } from '@/shared/records';
import { titleOf } from '@/shared/useRecord';
import { useSession } from '@/shared/session';
import { useChecks } from './useChecks';
import { draftKey, readDraft, useDraft, type Draft } from './useDraft';

/** Somebody else saved meanwhile: both versions, and the merge of what does not touch. */
export interface Conflict {
    base: Envelope;
    newest: Envelope;
    merged: Record<string, unknown>;
    /** The places that both changed; `merged` holds theirs. */
    conflicts: string[];
}

type Data = Record<string, unknown>;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const copy = (data: Data): Data => JSON.parse(JSON.stringify(data)) as Data;

function asConflict(error: unknown): Conflict | null {
    if (!(error instanceof ApiError) || error.kind !== 'conflict') return null;
    const body = error.body as Partial<Conflict> | null;
    return body?.newest && body.merged ? ({ conflicts: [], ...body } as Conflict) : null;
}

/** Writing one record, new or there already: its data, draft, findings, saving, and the merge after a conflict. */
export function useEditing(kind: KindName, id: string | null, record: Envelope | null, start: Data, address: string) {
    const { account } = useSession();
    // Two new records that begin differently (values of two indicators, say) are two drafts.
    const begun = id === null && Object.keys(start).length ? JSON.stringify(start) : '';
    const key = computed(() => draftKey(account.value?.name ?? '', kind, id) + begun);
    const found = readDraft(key.value);
    const origin = copy(record?.data ?? start);
    const restored = ref<Draft | null>(found && !same(found.data, origin) ? found : null);

    const data = ref<Data>(copy(restored.value?.data ?? origin));
    const comment = ref(restored.value?.comment ?? '');
    const base = ref(restored.value?.base ?? record?.revision ?? 0);
    const saving = ref(false);
    const tried = ref(false);
    const saved = ref(false);
    const error = ref('');
    const refused = ref<Problem[]>([]);
    const conflict = shallowRef<Conflict | null>(null);
    const dirty = computed(() => !saved.value && !same(data.value, origin));

    const { problems: checked, agreed } = useChecks(kind, data, id);
    const problems = computed(() => (refused.value.length ? refused.value : checked.value));
    const draft = useDraft(key, () =>
        dirty.value
            ? {
                  kind,
                  id,
                  base: base.value,
                  data: data.value,
                  comment: comment.value,
                  title: titleOf(data.value),
                  kept: new Date().toISOString(),
                  address,
              }
            : null,
    );

    function change(next: Data): void {
        data.value = next;
        refused.value = [];
        if (dirty.value) draft.soon();
        else draft.forget();
    }

    function discard(): void {
        draft.forget();
        restored.value = null;
        data.value = copy(origin);
        comment.value = '';
        base.value = record?.revision ?? 0;
    }

    function write(): Promise<Envelope> {
        const plural = PLURALS[kind];
        const body = { comment: comment.value.trim(), data: data.value };
        if (id === null) return api.post<Envelope>(`/${plural}`, body);
        return api.put<Envelope>(`/${plural}/${encodeURIComponent(id)}`, { base: base.value, ...body });
    }

    /** The record as it was saved; null where it was not, with the reason in `error`, `problems` or `conflict`. */
    async function save(): Promise<Envelope | null> {
        saving.value = true;
        tried.value = true;
        error.value = '';
        try {
            const envelope = await write();
            saved.value = true;
            draft.forget();
            return envelope;
        } catch (caught) {
            conflict.value = asConflict(caught);
            if (!(caught instanceof ApiError)) throw caught;
            refused.value = caught.problems;
            error.value = caught.message;
            return null;
        } finally {
            saving.value = false;
        }
    }

    /** Takes the merge, with mine where `mine` names the place, as the next thing to save. */
    function resolve(mine: string[]): void {
        if (!conflict.value) return;
        let next: unknown = conflict.value.merged;
        for (const place of mine) next = withValueAt(next, place, valueAt(data.value, place));
        base.value = conflict.value.newest.revision;
        conflict.value = null;
        error.value = '';
        change(next as Data);
    }

    return { data, comment, agreed, problems, error, conflict, restored, dirty, saving, tried, draft, change, discard, save, resolve };
}
