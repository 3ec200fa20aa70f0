// SPDX-License-Identifier: GPL-3.0-or-later
import { onScopeDispose, ref, shallowRef, type ShallowRef, watch } from 'vue';
import { api, ApiError } from '@/shared/api';
import { language, t, textOf } from '@/shared/i18n';
import { withValueAt } from '@/shared/pointer';
import { type Envelope, type EnvelopeOf, type FindingAnswer, type KindName, PLURALS } from '@/shared/records';
import type { Advice, Finding } from './advice';

/** Long enough that a word is not advised letter by letter, short enough to feel live. */
const PAUSE = 250;

/** The advice on a draft, asked for again whenever it changes; the last answer stays until the next one. */
export function useDraftAdvice(kind: 'goal' | 'indicator', id: string | null, data: () => Record<string, unknown>): ShallowRef<Advice | null> {
    const advice = shallowRef<Advice | null>(null);
    let timer = 0;
    let controller: AbortController | null = null;

    async function ask(): Promise<void> {
        controller?.abort();
        const mine = (controller = new AbortController());
        try {
            const answer = await api.post<Advice>('/advice', { kind, id: id ?? '', data: data() }, { signal: mine.signal });
            if (mine === controller) advice.value = answer;
        } catch (error) {
            // Advice is a help beside the form: without an answer the form goes on as it was.
            if (!mine.signal.aborted && !(error instanceof ApiError)) throw error;
        }
    }

    watch(
        [() => JSON.stringify(data()), language],
        () => {
            window.clearTimeout(timer);
            timer = window.setTimeout(() => void ask(), advice.value ? PAUSE : 0);
        },
        { immediate: true },
    );
    onScopeDispose(() => {
        window.clearTimeout(timer);
        controller?.abort();
    });
    return advice;
}

/** Applying a finding's change to a saved record, and answering one: each a new revision. */
export function useFindingActions(goal: () => EnvelopeOf<'goal'>, done: () => Promise<void> | void) {
    const error = ref('');
    const busy = ref(false);

    async function write(record: Pick<Envelope, 'kind' | 'id' | 'revision'>, data: unknown, comment: string): Promise<void> {
        busy.value = true;
        error.value = '';
        try {
            await api.put(`/${PLURALS[record.kind]}/${encodeURIComponent(record.id)}`, { base: record.revision, comment, data });
            await done();
        } catch (caught) {
            if (!(caught instanceof ApiError)) throw caught;
            error.value = [caught.message, ...caught.problems.map(({ text }) => text)].join(' ');
        } finally {
            busy.value = false;
        }
    }

    async function apply(finding: Finding): Promise<void> {
        if (!finding.fix) return;
        const { pointer, value, label } = finding.fix;
        const kind = finding.kind as KindName;
        const record = await api.get<Envelope>(`/${PLURALS[kind]}/${encodeURIComponent(finding.id)}`);
        await write(record, withValueAt(record.data, pointer, value), t('adviser-applied', finding.rule, label));
    }

    async function answer(finding: Finding, text: string): Promise<void> {
        const record = goal();
        const others = (record.data.answers ?? []).filter(({ rule }) => rule !== finding.rule);
        const mine: FindingAnswer = { rule: finding.rule, text: { [language.value]: text }, date: new Date().toISOString().slice(0, 10) };
        await write(record, { ...record.data, answers: [...others, mine] }, t('adviser-answered', finding.rule));
    }

    return { error, busy, apply, answer };
}

/** The words of the answer to a rule; "" where there is none. */
export function answerTo(goal: EnvelopeOf<'goal'>, rule: string): string {
    return textOf(goal.data.answers?.find((answer) => answer.rule === rule)?.text);
}
