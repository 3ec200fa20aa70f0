// SPDX-License-Identifier: GPL-3.0-or-later
import type { Severity } from '@/shared/records';

// What GET /goals/{id}/advice and POST /advice answer: docs/api.md, "Advice".

export const LETTERS = ['S', 'M', 'A', 'R', 'T'] as const;
export type Letter = (typeof LETTERS)[number];
export type Standing = 'holds' | 'flagged' | 'fails';

export interface Finding {
    rule: string;
    title: string;
    severity: Severity;
    kind: string;
    /** Empty: the draft. */
    id: string;
    /** JSON pointer into the record. */
    field: string;
    text: string;
    evidence: { name: string; value: number }[];
    fix: { pointer: string; value: unknown; label: string } | null;
    answered: boolean;
}

export type SpanKind = 'verb' | 'vague_verb' | 'quantity' | 'deadline' | 'target_group' | 'how' | 'acronym';

export interface Span {
    kind: SpanKind;
    begin: number;
    end: number;
    text: string;
}

export interface PastChange {
    indicator: string;
    goal: string;
    organisation: string;
    organisation_name: string;
    day: string;
    baseline: number;
    actual: number;
    change: number;
}

export interface Achievability {
    indicator: string;
    /** Empty: nothing compares. */
    key: string;
    n: number;
    least: number;
    enough: boolean;
    changes: PastChange[];
    distribution: { p10: number; q1: number; median: number; q3: number; p90: number } | null;
    asked: number | null;
    own: { indicator: string; day: string; value: number }[];
    trend: { value: number; low: number; high: number } | null;
    required_rate: number | null;
    best_rate: number | null;
}

export interface Advice {
    goal: string;
    language: string;
    statement: string;
    spans: Span[];
    letters: Record<Letter, Standing>;
    findings: Finding[];
    indicators: Achievability[];
}

/** A piece of a statement with what was matched there. */
export interface Piece {
    text: string;
    kinds: SpanKind[];
}

/** The statement cut where something was matched begins or ends, so that each piece has its marks. */
export function pieces(statement: string, spans: Span[]): Piece[] {
    const cuts = new Set([0, statement.length]);
    for (const { begin, end } of spans) {
        cuts.add(Math.min(begin, statement.length));
        cuts.add(Math.min(end, statement.length));
    }
    const places = [...cuts].sort((a, b) => a - b);
    return places.slice(0, -1).map((from, index) => ({
        text: statement.slice(from, places[index + 1]),
        kinds: spans.filter(({ begin, end }) => begin <= from && from < end).map(({ kind }) => kind),
    }));
}

export function findingsOf(advice: Advice, letter: Letter): Finding[] {
    return advice.findings.filter(({ rule }) => rule.startsWith(letter));
}

const WEIGHT: Record<Severity, number> = { error: 0, warning: 1, info: 2, off: 3 };

/** What is gravest first, answered ones last; else in the order of the rules. */
export function inOrderOfWeight(findings: Finding[]): Finding[] {
    const weight = (finding: Finding): number => (finding.answered ? 10 : 0) + WEIGHT[finding.severity];
    return [...findings].sort((a, b) => weight(a) - weight(b));
}

/** Where a strip plot's axis begins and ends: all changes and what is asked, with some room, and 0 in it. */
export function stripRange({ changes, asked }: Pick<Achievability, 'changes' | 'asked'>): [number, number] {
    const values = [...changes.map(({ change }) => change), ...(asked === null ? [] : [asked]), 0];
    const least = Math.min(...values);
    const most = Math.max(...values);
    const room = (most - least || 1) * 0.06;
    return [least - room, most + room];
}
