// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, ref, type Ref, shallowRef, watch } from 'vue';
import { api, ApiError } from '@/shared/api';
import { language } from '@/shared/i18n';
import type { Envelope, Part } from '@/shared/records';
import { useSession } from '@/shared/session';
import { draftKey, readDraft, useDraft } from '../../editing/composables/useDraft';
import { type Entries, type Entry, type Finding, findingsIn, findingsInPart, partFindingsIn, type PartsSum, proposedIn, readCell, writeAmount, writeCell } from './entered';
import { changed, redone, undoable, undone } from './undo';
import { type CellView, isOpen, isTold, type Line, lineKey, linesOf, partsOf, type PeriodView, rowsOf, shownIn, type TrackingView } from './view';

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
export function useEntering(plan: string, view: Ref<TrackingView | null>, reload: () => Promise<void>, withParts: Ref<boolean> = ref(false)) {
    const { account } = useSession();
    const key = computed(() => `${draftKey(account.value?.name ?? '', 'plan', plan)}:tracking`);
    const found = account.value ? readDraft(key.value) : null;
    const kept = (found?.data['entries'] ?? []) as [string, Entry][];
    const state = shallowRef(undoable<Entry>(new Map(kept)));
    const restored = ref(kept.length ? found : null);

    const rows = computed(() => (view.value ? rowsOf(view.value) : []));
    const periods = computed(() => view.value?.periods ?? []);
    /** What stands below each other on the screen. */
    const lines = computed(() => rows.value.flatMap((row) => linesOf(row, withParts.value)));
    const saving = ref(false);
    const error = ref('');
    const stale = shallowRef<StaleCell[]>([]);
    /** How many cells the last saving wrote; null since anything was written. */
    const savedCells = ref<number | null>(null);
    /** What the program said about cells when it refused them. */
    const refused = shallowRef<ReadonlyMap<string, string>>(new Map());

    /** Each cell in the periods on the screen, by its key; those of categories, too, which may be out of sight. */
    const cells = computed(() => {
        const all = new Map<string, { line: Line; column: number; cell: CellView }>();
        for (const line of rows.value.flatMap((row) => linesOf(row, true)))
            line.row.cells.forEach((cell, column) => {
                if (cell) all.set(lineKey(line, periods.value[column] as PeriodView), { line, column, cell });
            });
        return all;
    });
    const entries = computed((): Entries => state.value.now);
    const dirty = computed(() => entries.value.size > 0);
    /** How many cells Save will save. */
    const waiting = computed(() => [...entries.value.keys()].filter((one) => cells.value.has(one)).length);
    /** Written in, but in other periods than those that are shown. */
    const hidden = computed(() => [...entries.value.keys()].filter((one) => !cells.value.has(one)).length);

    /** Of cells that were written in; and of any whose categories do not add up to its total. */
    const findings = computed(() => {
        const all = new Map<string, Finding[]>();
        for (const [one, { line, column, cell }] of cells.value) {
            const period = periods.value[column]!;
            const said = line.part
                ? findingsInPart(line, period, entries.value)
                : [...findingsIn(line.row, periods.value, column, entries.value), ...partFindingsIn(line.row, period, cell, entries.value)];
            if (said.length) all.set(one, said);
        }
        return all;
    });
    /** Totals that were not written, as their categories propose them. */
    const proposals = computed(() => {
        const all = new Map<string, PartsSum>();
        for (const [one, { line, column, cell }] of cells.value) {
            if (line.part || !partsOf(line.row).length) continue;
            const proposed = proposedIn(line.row, periods.value[column]!, cell, entries.value);
            if (proposed) all.set(one, proposed);
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
    function textAt(number: number, column: number): string {
        const line = lines.value[number]!;
        const entry = entries.value.get(lineKey(line, periods.value[column]!));
        return entry ? entry.text : writeCell(line.row.cells[column] ?? null, line.part);
    }

    /** The total that an empty cell's categories make, as one would write it. */
    function proposedAt(number: number, column: number): string {
        const proposed = proposals.value.get(lineKey(lines.value[number]!, periods.value[column]!));
        return proposed ? writeAmount({ value: proposed.sum, quality: 'exact' }) : '';
    }

    /** Writes texts into places as one step; gives how many of them are not written in the table. */
    function write(changes: { row: number; column: number; text: string }[]): number {
        let closed = 0;
        const step: [string, Entry | undefined][] = [];
        for (const { row, column, text } of changes) {
            const line = lines.value[row];
            const cell = line?.row.cells[column] ?? null;
            const was = writeCell(cell, line?.part);
            if (!line || !isOpen(line.row, cell)) {
                if (text.trim() !== was) closed++;
                continue;
            }
            const one = lineKey(line, periods.value[column]!);
            const shown = shownIn(cell);
            const before = entries.value.get(one);
            const same = text.trim() === was;
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
        if (at && isTold(at.line.row)) {
            const others = Object.entries(shownIn(at.cell)?.narrative ?? {}).filter(([code]) => code !== in_);
            return { value: null, narrative: text ? { ...Object.fromEntries(others), [in_]: text } : {} };
        }
        const { value, reason } = readCell(text, written);
        return reason === null ? { value } : { value, note: { [in_]: reason } };
    }

    /** What was written of a cell: of its value, and of its categories. */
    const entriesOf = (cell: string): [string, Entry][] => [...entries.value].filter(([one]) => one === cell || one.startsWith(`${cell}|`));

    /** All categories of a cell as they are when it is saved. */
    function partsWith(cell: CellView, written: [string, Entry][]): Part[] {
        const all = new Map((shownIn(cell)?.parts ?? []).map((part) => [`${part.dimension}|${part.category}`, part]));
        for (const [one, { text, language: in_ }] of written) {
            const [dimension, category] = one.split('|').slice(3) as [string, string];
            const { value } = readCell(text, in_);
            if (value) all.set(`${dimension}|${category}`, { dimension, category, value });
            else all.delete(`${dimension}|${category}`);
        }
        return [...all.values()];
    }

    /** A cell with what was written in it, and for its categories: what was not written stays. */
    function sentCell(key_: string): Record<string, unknown> {
        const [indicator, first_day, last_day] = key_.split('|');
        const { cell } = cells.value.get(key_)!;
        const own = entries.value.get(key_);
        const ofParts = entriesOf(key_).filter(([one]) => one !== key_);
        const { observation, base } = own ?? ofParts[0]![1];
        return {
            indicator, first_day, last_day, observation, base,
            ...(own ? meaning(key_, own) : { value: cell.actual }),
            ...(ofParts.length ? { parts: partsWith(cell, ofParts) } : {}),
        };
    }

    /** Cells in periods that are not shown wait until they are: what they are can be seen there only. */
    function body(): { keys: string[]; cells: unknown[] } {
        const written = [...entries.value.keys()].filter((one) => cells.value.has(one));
        const keys = [...new Set(written.map((one) => one.split('|').slice(0, 3).join('|')))];
        return { keys, cells: keys.map(sentCell) };
    }

    /** Which written cell a problem is about: that of the category, where it is about one. */
    function keyOfProblem(field: string, keys: string[], sent: unknown[]): string | undefined {
        const at = /^\/cells\/(\d+)(?:\/parts\/(\d+))?/.exec(field);
        const cell = at ? keys[Number(at[1])] : undefined;
        const part = at?.[2] ? ((sent[Number(at[1])] as { parts?: Part[] }).parts ?? [])[Number(at[2])] : undefined;
        return cell && part ? `${cell}|${part.dimension}|${part.category}` : cell;
    }

    function take(caught: unknown, keys: string[], sent: unknown[]): void {
        if (!(caught instanceof ApiError)) throw caught;
        error.value = caught.message;
        stale.value = (caught.body as { stale?: StaleCell[] } | null)?.stale ?? [];
        const said = caught.problems.flatMap(({ field, text }) => {
            const of = keyOfProblem(field, keys, sent);
            return of ? [[of, text] as const] : [];
        });
        refused.value = new Map(said);
    }

    /** What is saved is nothing to undo; what was not shown stays. */
    function forgetSaved(keys: string[]): void {
        const gone = new Set(keys.flatMap((one) => entriesOf(one).map(([written]) => written)));
        const left = [...entries.value].filter(([one]) => !gone.has(one));
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
            take(caught, keys, sent);
            return false;
        } finally {
            saving.value = false;
        }
    }

    /** After a conflict: my text stays for the cells that are named, theirs for the others. */
    async function resolve(mine: ReadonlySet<string>): Promise<void> {
        const step = stale.value.flatMap((one) =>
            entriesOf(keyOf(one)).map(([written, entry]): [string, Entry | undefined] =>
                mine.has(keyOf(one)) ? [written, { ...entry, observation: one.newest?.id ?? null, base: one.newest?.revision ?? 0 }] : [written, undefined],
            ),
        );
        state.value = changed(state.value, step);
        stale.value = [];
        error.value = '';
        await reload();
    }

    return {
        rows, lines, periods, entries, entriesOf, proposals, dirty, waiting, hidden, findings, impossible, refused, saving, error, stale, savedCells, restored, draft,
        canUndo: computed(() => state.value.past.length > 0),
        canRedo: computed(() => state.value.future.length > 0),
        undo: (): void => void (state.value = undone(state.value)),
        redo: (): void => void (state.value = redone(state.value)),
        textAt, proposedAt, write, discard, save, resolve, keyOf,
    };
}
export type Entering = ReturnType<typeof useEntering>;
