// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, ref, watch } from 'vue';
import { api, ApiError } from '@/shared/api';
import { t } from '@/shared/i18n';
import type { LocalizedText } from '@/shared/records';
import { draftKey, readDraft, useDraft } from '../../editing/composables/useDraft';
import { type CellProblem, type Preview, type Question, QUESTIONS, type ReadAnswer, type Step } from './answers';
import { type Cell, type FieldChoice, type Layout, type Table, type What, withCell, withField } from './table';

export const STAGES = ['source', 'columns', 'check'] as const;
export type Stage = (typeof STAGES)[number];

/** Largest file: the body is at most 10 MB, and a file grows by a third on its way. */
export const LARGEST_FILE = 7_000_000;

/** Everything that somebody has said so far; kept as a draft until it is written. */
export interface ImportState {
    stage: Stage;
    what: What;
    organisation: string;
    /** Empty: a new plan. */
    plan: string;
    title: LocalizedText;
    first_day: string;
    last_day: string;
    type: 'annual' | 'strategic';
    /** The file's name, or words for what was pasted. */
    source: string;
    tables: (Table & { layout: Layout })[];
    chosen: number;
    fields: FieldChoice[];
    notes: string[];
    leftOut: number[];
    decimals: '' | 'comma' | 'point';
    days: '' | 'day_first' | 'month_first';
    accumulation: '' | 'periodic' | 'cumulative';
    baselineDay: string;
    objective: string;
    replace: boolean;
    /** What the table left open so far: it stays to be answered otherwise. */
    asked: Question[];
}

export function emptyState(what: What, organisation: string, plan: string): ImportState {
    return {
        stage: 'source', what, organisation, plan, title: {}, first_day: '', last_day: '', type: 'annual', source: '',
        tables: [], chosen: 0, fields: [], notes: [], leftOut: [], decimals: '', days: '', accumulation: '', baselineDay: '',
        objective: '', replace: false, asked: [],
    };
}

/** A file's bytes as the interface takes them. */
export async function base64Of(file: Blob): Promise<string> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const PIECE = 0x8000;
    let text = '';
    for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
    return btoa(text);
}

/** What was asked before and is asked now, each once, in the order of the questions. */
export function askedOf(before: Question[], now: Question[]): Question[] {
    return QUESTIONS.flatMap((name) => {
        const question = [...now, ...before].find((one) => one.name === name);
        return question ? [question] : [];
    });
}

/** The request that says all of it: for looking and for writing. */
export function orderOf(state: ImportState, contentLanguage: string): Record<string, unknown> {
    const { layout, ...table } = state.tables[state.chosen]!;
    return {
        what: state.what,
        table: { rows: table.rows },
        layout,
        left_out: state.leftOut,
        into: {
            organisation: state.organisation,
            plan: state.plan,
            title: state.title,
            first_day: state.first_day,
            last_day: state.last_day,
            type: state.type,
        },
        language: contentLanguage,
        decimals: state.decimals,
        days: state.days,
        accumulation: state.accumulation,
        baseline_day: state.baselineDay,
        objective: state.objective,
        replace: state.replace,
        source: state.source,
    };
}

function wordsOf(error: unknown): string {
    if (!(error instanceof ApiError)) throw error;
    return [error.message, ...new Set(error.problems.map(({ text }) => text))].join(' ');
}

/** Brings a table: choose, match, check, agree. `done` is told the step that was written. */
export function useImport(start: ImportState, person: string, contentLanguage: () => string, done: (step: string) => void) {
    const key = ref(draftKey(person, 'import', null));
    const kept = readDraft(key.value)?.data as ImportState | undefined;
    const state = ref<ImportState>(kept?.tables?.length ? { ...start, ...kept } : start);
    const resumed = ref(Boolean(kept?.tables?.length));
    const preview = ref<Preview | null>(null);
    const asked = ref(0);
    const answered = ref(0);
    const busy = computed(() => answered.value < asked.value);
    const error = ref('');
    const table = computed(() => state.value.tables[state.value.chosen] ?? null);
    const problemAt = computed(() => {
        const found = new Map<string, CellProblem>();
        for (const problem of preview.value?.problems ?? []) found.set(`${problem.row},${problem.column}`, problem);
        return found;
    });

    const draft = useDraft(key, () =>
        state.value.tables.length
            ? {
                  kind: state.value.what === 'organisations' ? 'organisation' : state.value.what === 'persons' ? 'person' : 'plan',
                  id: null,
                  base: 0,
                  data: state.value as unknown as Record<string, unknown>,
                  comment: '',
                  title: { [contentLanguage()]: state.value.source },
                  kept: new Date().toISOString(),
                  address: `/import?what=${state.value.what}`,
              }
            : null,
    );
    watch(state, () => draft.soon(), { deep: true });

    /** What the newest question is answered; null for an error, which is shown, and where a newer one was asked meanwhile. */
    async function during<T>(work: () => Promise<T>): Promise<T | null> {
        const question = ++asked.value;
        error.value = '';
        try {
            const answer = await work();
            return question === asked.value ? answer : null;
        } catch (caught) {
            const words = wordsOf(caught);
            if (question === asked.value) error.value = words;
            return null;
        } finally {
            answered.value = Math.max(answered.value, question);
        }
    }

    async function read(content: { base64: string } | { text: string }, source: string): Promise<void> {
        const { what, plan, first_day, last_day } = state.value;
        const answer = await during(() => api.post<ReadAnswer>('/imports/read', { what, plan, first_day, last_day, ...content }));
        if (!answer) return;
        const shown = answer.tables.findIndex(({ hidden }) => !hidden);
        const { tables, fields, notes } = answer;
        state.value = { ...state.value, stage: 'columns', source, tables, fields, notes: [...notes, ...readAs(answer)], chosen: Math.max(shown, 0), leftOut: [], asked: [] };
    }

    async function readFile(file: File): Promise<void> {
        if (file.size > LARGEST_FILE) {
            error.value = t('import-file-large', Math.round(LARGEST_FILE / 1_000_000));
            return;
        }
        await read({ base64: await base64Of(file) }, file.name);
    }

    async function chooseHeader(first: number, last: number): Promise<void> {
        const now = table.value;
        if (!now) return;
        const { what, plan, first_day, last_day } = state.value;
        const body = { what, plan, first_day, last_day, table: { rows: now.rows }, first_header: first, last_header: last };
        const answer = await during(() => api.post<{ layout: Layout }>('/imports/columns', body));
        if (answer) setLayout(answer.layout);
    }

    function setLayout(layout: Layout): void {
        const tables = [...state.value.tables];
        tables[state.value.chosen] = { ...tables[state.value.chosen]!, layout };
        state.value = { ...state.value, tables };
    }

    function chooseField(index: number, field: string): void {
        if (table.value) setLayout(withField(table.value.layout, index, field, state.value.fields));
    }

    function setDays(index: number, first_day: string, last_day: string): void {
        const layout = table.value?.layout;
        if (!layout) return;
        const columns = layout.columns.map((column) =>
            column.index === index ? { ...column, first_day: first_day || null, last_day: last_day || null } : column,
        );
        setLayout({ ...layout, columns });
    }

    async function look(): Promise<void> {
        const answer = await during(() => api.post<Preview>('/imports/preview', orderOf(state.value, contentLanguage())));
        if (!answer) return;
        preview.value = answer;
        state.value.asked = askedOf(state.value.asked, answer.questions);
        state.value.stage = 'check';
    }

    /** What is said changes what would be written: it is looked at again. */
    async function say(part: Partial<ImportState>): Promise<void> {
        state.value = { ...state.value, ...part };
        if (state.value.stage === 'check') await look();
    }

    async function correct(row: number, column: number, cell: Cell): Promise<void> {
        const now = table.value;
        if (!now) return;
        const tables = [...state.value.tables];
        tables[state.value.chosen] = { ...withCell(now, row, column, cell), layout: now.layout };
        await say({ tables });
    }

    async function leaveOut(row: number, out: boolean): Promise<void> {
        const others = state.value.leftOut.filter((one) => one !== row);
        await say({ leftOut: out ? [...others, row].sort((a, b) => a - b) : others });
    }

    async function commit(comment: string): Promise<void> {
        const body = { ...orderOf(state.value, contentLanguage()), agreed: preview.value?.agreed ?? '', comment };
        let written: Step | null = null;
        // What was written is told, whatever was asked meanwhile.
        await during(async () => (written = await api.post<Step>('/imports/commit', body)));
        finish(written);
    }

    function finish(written: Step | null): void {
        if (!written) return;
        draft.forget();
        state.value = { ...state.value, tables: [], asked: [] };
        done(written.step);
    }

    function beginAgain(): void {
        draft.forget();
        resumed.value = false;
        preview.value = null;
        error.value = '';
        state.value = { ...start, tables: [], stage: 'source' };
    }

    return {
        state, table, preview, problemAt, busy, error, resumed, draft, read, readFile, chooseHeader, chooseField, setDays, look,
        say, correct, leaveOut, commit, beginAgain,
    };
}

/** How a text file was read: its separator and encoding, so that a wrong guess is seen. */
function readAs({ format, separator, encoding }: ReadAnswer): string[] {
    if (format !== 'csv') return [];
    return [t('import-read-as', separator === '\t' ? t('import-separator-tab') : `“${separator}”`, encoding)];
}
