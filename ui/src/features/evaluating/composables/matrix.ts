// SPDX-License-Identifier: GPL-3.0-or-later
import type { EvaluationQuestion } from '@/shared/records';
import type { Finding } from './views';

/** The list with what changed of one question; what became empty is left out of the record. */
export function withQuestion(questions: EvaluationQuestion[], index: number, part: Record<string, unknown>): EvaluationQuestion[] {
    return questions.map((question, at) => {
        if (at !== index) return question;
        const entries = Object.entries({ ...question, ...part }).filter(([name, value]) => {
            if (value === undefined || value === '') return false;
            return name === 'question' || typeof value !== 'object' || Object.keys(value as object).length > 0;
        });
        return Object.fromEntries(entries) as unknown as EvaluationQuestion;
    });
}

/** The list with one question `by` places further down (up where negative); as it is where it cannot go. */
export function moved(questions: EvaluationQuestion[], index: number, by: number): EvaluationQuestion[] {
    const to = index + by;
    if (to < 0 || to >= questions.length) return questions;
    const next = [...questions];
    next.splice(to, 0, ...next.splice(index, 1));
    return next;
}

export function without(questions: EvaluationQuestion[], index: number): EvaluationQuestion[] {
    return questions.filter((_, at) => at !== index);
}

export const emptyQuestion = (): EvaluationQuestion => ({ question: {}, survey: false });

/** What the rules say of one cell of the matrix, or with no members of a whole question. */
export function findingsAt(findings: Finding[], index: number, ...members: string[]): Finding[] {
    const row = `/questions/${index}`;
    return findings.filter(({ field }) =>
        members.length ? members.some((member) => field === `${row}/${member}`) : field === row || field.startsWith(`${row}/`),
    );
}

/** Of those who were asked, how many answered; null where that is not known. */
export function responseRate({ asked, answered }: EvaluationQuestion): number | null {
    return asked === undefined || answered === undefined || asked <= 0 ? null : answered / asked;
}
