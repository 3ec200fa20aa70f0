// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, onScopeDispose, ref, watch } from 'vue';
import { useEditing } from '@/features/editing/composables/useEditing';
import { api } from '@/shared/api';
import type { Envelope, EvaluationPlan, EvaluationQuestion } from '@/shared/records';
import { type Load, useLoad } from '@/shared/useLoad';
import { emptyQuestion, moved, without, withQuestion } from './matrix';
import { cleanEvidence } from './review';
import type { EvaluationPlanView, Finding } from './views';

const ASK_AFTER_MS = 400;

export function useEvaluationPlan(id: () => string): Load<EvaluationPlanView> {
    return useLoad((signal) => api.get<EvaluationPlanView>(`/views/evaluation-plans/${encodeURIComponent(id())}`, { signal }), [id]);
}

/** Writing the evaluation matrix: its questions, draft, saving, and what the rules say as one types. */
export function useMatrix(view: EvaluationPlanView, address: string) {
    const editing = useEditing('evaluation_plan', view.evaluation_plan.id, view.evaluation_plan as unknown as Envelope, {}, address);
    const plan = computed(() => editing.data.value as unknown as EvaluationPlan);
    const questions = computed(() => plan.value.questions ?? []);
    const findings = ref<Finding[]>(view.findings);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let controller: AbortController | null = null;

    async function ask(): Promise<void> {
        controller?.abort();
        const { signal } = (controller = new AbortController());
        const answer = await api
            .post<{ findings: Finding[] }>('/evaluation-plans/findings', { data: editing.data.value }, { signal })
            .catch(() => null);
        if (answer && !signal.aborted) findings.value = answer.findings;
    }
    function set(part: Record<string, unknown>): void {
        editing.change({ ...editing.data.value, ...part });
    }
    function setQuestions(next: EvaluationQuestion[]): void {
        set({ questions: next });
    }

    watch(editing.data, () => {
        clearTimeout(timer);
        timer = setTimeout(() => void ask(), ASK_AFTER_MS);
    });
    onScopeDispose(() => {
        clearTimeout(timer);
        controller?.abort();
    });
    function save(): Promise<Envelope | null> {
        const cleaned = questions.value.map((question, index) =>
            question.evidence ? withQuestion(questions.value, index, { evidence: cleanEvidence(question.evidence) })[index]! : question,
        );
        if (questions.value.length) setQuestions(cleaned);
        return editing.save();
    }
    return {
        ...editing,
        save,
        plan,
        questions,
        findings,
        set,
        change: (index: number, part: Record<string, unknown>) => setQuestions(withQuestion(questions.value, index, part)),
        move: (index: number, by: number) => setQuestions(moved(questions.value, index, by)),
        remove: (index: number) => setQuestions(without(questions.value, index)),
        add: () => setQuestions([...questions.value, emptyQuestion()]),
    };
}
