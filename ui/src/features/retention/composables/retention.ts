// SPDX-License-Identifier: GPL-3.0-or-later
import type { KindName, LocalizedText } from '@/shared/records';

/** How long names and words stay, in months; null: for ever. */
export interface RetentionPeriods {
    cohort_months: number | null;
    removed_months: number | null;
}

/** What reaches the end of its period. */
export interface Retained {
    end: 'aggregate' | 'erase';
    kind: KindName;
    id: string;
    /** The first day on which it goes. */
    day: string;
    /** Empty of a removed record. */
    title: LocalizedText;
}

export const LONGEST_MONTHS = 240;

/** What somebody typed: nothing is for ever, undefined is no period. */
export function monthsOf(typed: string): number | null | undefined {
    if (!typed.trim()) return null;
    const months = Number(typed);
    return Number.isInteger(months) && months >= 1 && months <= LONGEST_MONTHS ? months : undefined;
}
