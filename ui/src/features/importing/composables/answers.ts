// SPDX-License-Identifier: GPL-3.0-or-later
import type { Advice } from '@/features/adviser/composables/advice';
import type { KindName, LocalizedText, Titled } from '@/shared/records';
import type { FieldChoice, Layout, Table } from './table';

// What the routes below /imports answer: docs/api.md, "Bringing what there is".

export interface ReadAnswer {
    format: 'xlsx' | 'csv' | 'html' | 'wikitext';
    separator: string;
    encoding: string;
    tables: (Table & { layout: Layout })[];
    notes: string[];
    fields: FieldChoice[];
}

export interface Place {
    row: number;
    column: number;
    /** "B7" */
    cell: string;
}

export type Standing = 'added' | 'changed' | 'there';

export interface Entry extends Place {
    kind: KindName;
    id: string;
    standing: Standing;
    data: Record<string, unknown>;
}

export interface CellProblem extends Place {
    key: string;
    text: string;
    /** false: told, and brought all the same. */
    blocks: boolean;
}

export const QUESTIONS = ['organisation', 'plan', 'objective', 'decimals', 'days', 'accumulation', 'baseline_day'] as const;
export type QuestionName = (typeof QUESTIONS)[number];

export interface Question {
    name: QuestionName;
    cells: Place[];
}

export interface Preview {
    entries: Entry[];
    problems: CellProblem[];
    questions: Question[];
    read_by: { decimals: 'comma' | 'point' | null; days: 'day_first' | 'month_first' | null };
    ready: boolean;
    /** The adviser on each new goal. */
    advice: Record<string, Advice>;
    /** What is agreed to when it is sent back. */
    agreed: string;
    may: boolean;
}

export interface Step {
    step: string;
    time: string;
    comment: string;
    items: (Titled & { gone: boolean; kept: string | null })[];
    can_be_taken_back: number;
}

/** The entries of a kind that a parent has, in their order. */
export function childrenOf(entries: Entry[], kind: KindName, link: string, parent: string): Entry[] {
    return entries.filter((entry) => entry.kind === kind && entry.data[link] === parent);
}

/** What an entry is called, in all its languages. */
export function titleOf({ data }: Entry): LocalizedText {
    const text = data['title'] ?? data['statement'] ?? data['name'];
    if (typeof text === 'string') return { '': text };
    return (text ?? {}) as LocalizedText;
}

/** How many of each kind would be written. */
export function countsOf(entries: Entry[]): { kind: KindName; count: number }[] {
    const counts = new Map<KindName, number>();
    for (const { kind, standing } of entries) if (standing !== 'there') counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return [...counts].map(([kind, count]) => ({ kind, count }));
}
