// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, ref, type Ref, shallowRef, watch } from 'vue';
import { api, ApiError } from '@/shared/api';
import { language } from '@/shared/i18n';
import type { Envelope } from '@/shared/records';
import { useSession } from '@/shared/session';
import { draftKey, readDraft, useDraft } from '../../editing/composables/useDraft';
import { type Entries, type Entry, type Finding, findingsIn, readCell, writeCell } from './entered';
import { changed, redone, undoable, undone } from './undo';
import { cellKey, type CellView, isOpen, isTold, type PeriodView, rowsOf, shownIn, type TrackingView } from './view';

/** Somebody else changed a cell that one has written in. */
export interface StaleCell {
    indicator: string;
    first_day: string;
    last_day: string;
    /** null: it was taken away. */
    newest: Envelope | null;
}

const keyOf = ({ indicator, first_day, last_day }: StaleCell): string => `${indicator}|${first_day}|${last_day}`;

/** What is written into a plan's tracking table: kept as a draft, undone and done again, checked, and saved all at once. */
export function useEntering(plan: string, view: Ref<TrackingView | null>, reload: () => Promise<void>) {
    const { account } = useSession();
    const key = computed(() => `${draftKey(account.value?.name ?? '', 'plan', plan)}:tracking`);
    const found = account.value ? readDraft(key.value) : null;
    const kept = (found?.data['entries'] ?? []) as [string, Entry][];
    const state = shallowRef(undoable<Entry>(new Map(kept)));
    const restored = ref(kept.length ? found : null);

    const rows = computed(() => (view.value ? rowsOf(view.value) : []));
    const periods = computed(() => view.value?.periods ?? []);
    const saving = ref(false);
    const error = ref('');
    const stale = shallowRef<StaleCell[]>([]);
    /** How many cells the last saving wrote; null since anything was written. */
    const savedCells = ref<number | null>(null);
    /** What the program said about cells when it refused them. */
    const refused = shallowRef<ReadonlyMap<string, string>>(new Map());

    /** Each cell on the screen, by its key. */
    const cells = computed(() => {
        const all = new Map<string, { row: number; column: number; cell: CellView }>();
        rows.value.forEach((row, r) =>
            row.cells.forEach((cell, c) => {
                if (cell) all.set(cellKey(row, periods.value[c] as PeriodView), { row: r, column: c, cell });
            }),
        );
        return all;
    });
    const entries = computed((): Entries => state.value.now);
    const dirty = computed(() => entries.value.size > 0);
    /** How many cells Save will save. */
    const waiting = computed(() => [...entries.value.keys()].filter((one) => cells.value.has(one)).length);
    /** Written in, but in other periods than those that are shown. */
    const hidden = computed(() => [...entries.value.keys()].filter((one) => !cells.value.has(one)).length);

    const findings = computed(() => {
        const all = new Map<string, Finding[]>();
        for (const one of entries.value.keys()) {
            const at = cells.value.get(one);
            const said = at ? findingsIn(rows.value[at.row]!, periods.value, at.column, entries.value) : [];
            if (said.length) all.set(one, said);
        }
        return all;
    });
    const impossible = computed(() => [...findings.value].flatMap(([one, said]) => (said.some((f) => f.impossible) ? [one] : [])));

    const draft = useDraft(key, () =>
        dirty.value && view.value
            ? {
                  kind: 'plan',
                  id: plan,
                  base: 0,
                  data: { entries: [...entries.value] },
                  comment: '',
                  title: view.value.plan.data.title,
                  kept: new Date().toISOString(),
                  address: `/plans/${encodeURIComponent(plan)}/tracking`,
              }
            : null,
    );
    watch(
        state,
        () => {
            savedCells.value = null;
            refused.value = new Map();
            if (dirty.value) draft.soon();
            else draft.forget();
        },
        { flush: 'sync' },
    );

    /** What the cell at a place shows when one writes in it. */
    function textAt(row: number, column: number): string {
        const view_ = rows.value[row]!;
        const entry = entries.value.get(cellKey(view_, periods.value[column]!));
        return entry ? entry.text : writeCell(view_.cells[column] ?? null);
    }

    /** Writes texts into places as one step; gives how many of them are not written in the table. */
    function write(changes: { row: number; column: number; text: string }[]): number {
        let closed = 0;
        const step: [string, Entry | undefined][] = [];
        for (const { row, column, text } of changes) {
            const of = rows.value[row];
            const cell = of?.cells[column] ?? null;
            if (!of || !isOpen(of, cell)) {
                if (text.trim() !== writeCell(cell)) closed++;
                continue;
            }
            const one = cellKey(of, periods.value[column]!);
            const shown = shownIn(cell);
            const before = entries.value.get(one);
            const same = text.trim() === writeCell(cell);
            const entry = { text: text.trim(), observation: before?.observation ?? shown?.id ?? null, base: before?.base ?? shown?.revision ?? 0, language: language.value };
            if (before?.text === entry.text) continue;
            step.push([one, same ? undefined : entry]);
        }
        state.value = changed(state.value, step);
        return closed;
    }

    function discard(): void {
        state.value = undoable();
        stale.value = [];
        error.value = '';
        restored.value = null;
        draft.forget();
    }

    /** What a cell's text says: a value, why there is none, or what was found. */
    function meaning(one: string, { text, language: written }: Entry): Record<string, unknown> {
        const in_ = written === 'pt' ? 'pt-br' : written;
        const at = cells.value.get(one);
        if (at && isTold(rows.value[at.row]!)) {
            const others = Object.entries(shownIn(at.cell)?.narrative ?? {}).filter(([code]) => code !== in_);
            return { value: null, narrative: text ? { ...Object.fromEntries(others), [in_]: text } : {} };
        }
        const { value, reason } = readCell(text, written);
        return reason === null ? { value } : { value, note: { [in_]: reason } };
    }

    /** Cells in periods that are not shown wait until they are: what they are can be seen there only. */
    function body(): { keys: string[]; cells: unknown[] } {
        const keys = [...entries.value.keys()].filter((one) => cells.value.has(one));
        const sent = keys.map((one) => {
            const [indicator, first_day, last_day] = one.split('|');
            const entry = entries.value.get(one)!;
            return { indicator, first_day, last_day, observation: entry.observation, base: entry.base, ...meaning(one, entry) };
        });
        return { keys, cells: sent };
    }

    function take(caught: unknown, keys: string[]): void {
        if (!(caught instanceof ApiError)) throw caught;
        error.value = caught.message;
        stale.value = (caught.body as { stale?: StaleCell[] } | null)?.stale ?? [];
        const said = caught.problems.flatMap(({ field, text }) => {
            const at = /^\/cells\/(\d+)/.exec(field);
            return at && keys[Number(at[1])] ? [[keys[Number(at[1])]!, text] as const] : [];
        });
        refused.value = new Map(said);
    }

    /** What is saved is nothing to undo; what was not shown stays. */
    function forgetSaved(keys: string[]): void {
        const left = [...entries.value].filter(([one]) => !keys.includes(one));
        discard();
        if (left.length) state.value = undoable(new Map(left));
    }

    /** Saves every cell, all or none; true where it did. */
    async function save(): Promise<boolean> {
        const { keys, cells: sent } = body();
        saving.value = true;
        error.value = '';
        try {
            const { saved } = await api.post<{ saved: number }>(`/plans/${encodeURIComponent(plan)}/tracking`, { cells: sent });
            forgetSaved(keys);
            await reload();
            savedCells.value = saved;
            return true;
        } catch (caught) {
            take(caught, keys);
            return false;
        } finally {
            saving.value = false;
        }
    }

    /** After a conflict: my text stays for the cells that are named, theirs for the others. */
    async function resolve(mine: ReadonlySet<string>): Promise<void> {
        const step = stale.value.map((one): [string, Entry | undefined] => {
            const entry = entries.value.get(keyOf(one));
            if (!entry || !mine.has(keyOf(one))) return [keyOf(one), undefined];
            return [keyOf(one), { ...entry, observation: one.newest?.id ?? null, base: one.newest?.revision ?? 0 }];
        });
        state.value = changed(state.value, step);
        stale.value = [];
        error.value = '';
        await reload();
    }

    return {
        rows, periods, entries, dirty, waiting, hidden, findings, impossible, refused, saving, error, stale, savedCells, restored, draft,
        canUndo: computed(() => state.value.past.length > 0),
        canRedo: computed(() => state.value.future.length > 0),
        undo: (): void => void (state.value = undone(state.value)),
        redo: (): void => void (state.value = redone(state.value)),
        textAt, write, discard, save, resolve, keyOf,
    };
}
export type Entering = ReturnType<typeof useEntering>;
