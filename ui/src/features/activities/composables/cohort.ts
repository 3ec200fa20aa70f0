// SPDX-License-Identifier: GPL-3.0-or-later
import type { CohortMember } from '@/shared/records';

/** What POST /cohorts/parse says of a pasted list. */
export interface ParsedCohort {
    members: (CohortMember & { found: boolean; line: number; reason?: { key: string; text: string } })[];
    notes: { line: number; raw: string; key: string; text: string }[];
    found: number;
    not_found: number;
}

/** A line that needs a look: what was written, and the likely reason. */
export interface Doubt {
    line: number;
    raw: string;
    reasons: string[];
}

/** The lines with a name that was not found, or with a remark, in order. */
export function doubtsOf({ members, notes }: ParsedCohort): Doubt[] {
    const doubts = new Map<number, Doubt>();
    for (const { line, user_name, wiki, found, reason } of members) {
        if (found) continue;
        doubts.set(line, { line, raw: wiki ? `${user_name}, ${wiki}` : user_name, reasons: reason ? [reason.text] : [] });
    }
    for (const { line, raw, text } of notes) {
        const doubt = doubts.get(line) ?? { line, raw, reasons: [] };
        doubt.raw = raw || doubt.raw;
        doubt.reasons.push(text);
        doubts.set(line, doubt);
    }
    return [...doubts.values()].sort((a, b) => a.line - b.line);
}

/** The members to keep; those not found only where that is wished: they may have their account under another name. */
export function membersToKeep({ members }: ParsedCohort, keepNotFound: boolean): CohortMember[] {
    return members
        .filter(({ found }) => found || keepNotFound)
        .map(({ user_name, wiki }) => (wiki ? { user_name, wiki } : { user_name }));
}

/** A cohort as it would be pasted: a name a line, with its wiki after the last comma where it has one. */
export function cohortAsText(members: CohortMember[]): string {
    return members.map(({ user_name, wiki }) => (wiki ? `${user_name},${wiki}` : user_name)).join('\n');
}

/** A file's text: UTF-8, or what old spreadsheets write where it is not. */
export function fileText(bytes: ArrayBuffer): string {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
        return new TextDecoder('windows-1252').decode(bytes);
    }
}
