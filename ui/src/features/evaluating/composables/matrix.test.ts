// SPDX-License-Identifier: GPL-3.0-or-later
import { expect, it } from 'vitest';
import type { EvaluationQuestion } from '@/shared/records';
import { findingsAt, moved, responseRate, without, withQuestion } from './matrix';
import type { Finding } from './views';

const question = (es: string): EvaluationQuestion => ({ question: { es }, survey: false });
const names = (questions: EvaluationQuestion[]): string => questions.map(({ question: words }) => words['es']).join('');
const abc = [question('a'), question('b'), question('c')];

it('rows move up and down, and not past the ends', () => {
    expect(names(moved(abc, 0, 1))).toBe('bac');
    expect(names(moved(abc, 2, -1))).toBe('acb');
    expect(names(moved(abc, 0, -1))).toBe('abc');
    expect(names(moved(abc, 2, 1))).toBe('abc');
    expect(names(without(abc, 1))).toBe('ac');
    expect(names(abc)).toBe('abc');
});

it('a change leaves the other rows, and what became empty is left out', () => {
    const next = withQuestion(abc, 1, { method: { es: 'Conteo' }, asked: 0, survey: false });
    expect(next[1]).toEqual({ question: { es: 'b' }, survey: false, method: { es: 'Conteo' }, asked: 0 });
    expect(withQuestion(next, 1, { method: {}, asked: '', indicators: [] })[1]).toEqual(question('b'));
    expect(withQuestion(abc, 0, { question: {} })[0]).toEqual({ question: {}, survey: false });
    expect(next[0]).toBe(abc[0]);
});

it('a finding stands at its cell', () => {
    const finding = (field: string): Finding => ({ rule: 'E1', severity: 'error', field, text: '', fix: null });
    const findings = [finding('/questions/1/method'), finding('/questions/1/use'), finding('/questions/10/use')];
    expect(findingsAt(findings, 1)).toHaveLength(2);
    expect(findingsAt(findings, 1, 'use', 'source')).toEqual([findings[1]]);
    expect(findingsAt(findings, 0)).toEqual([]);
});

it('the response rate needs both counts', () => {
    expect(responseRate({ ...question('a'), asked: 40, answered: 36 })).toBe(0.9);
    expect(responseRate({ ...question('a'), asked: 40 })).toBeNull();
    expect(responseRate({ ...question('a'), asked: 0, answered: 0 })).toBeNull();
});
