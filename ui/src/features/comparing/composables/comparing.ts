// SPDX-License-Identifier: GPL-3.0-or-later
import { api } from '@/shared/api';
import type { WikiOfActivity } from '@/shared/views';

export interface InWords {
    key: string;
    text: string;
}

export interface Estimate {
    value: number;
    low: number;
    high: number;
}

export interface ComparedOutcome {
    name: 'edits' | 'bytes-added' | 'retained';
    participants: number;
    comparison: number;
    difference: Estimate | null;
}

/** GET /activities/{id}/comparison */
export interface Comparison {
    rules: { matches: number; days: number; retained_from: number; seed: number; rounds: number; confidence: number };
    after: { from: string; until: string };
    participants: number;
    matched: number;
    comparison: number;
    unmatched: { not_found: number; registered_later: number; nobody_alike: number };
    earlier_edits: { participants: number | null; comparison: number | null };
    outcomes: ComparedOutcome[];
    assumptions: InWords[];
    reason: InWords | null;
    wikis: WikiOfActivity[];
}

export interface SurvivalStep {
    day: number;
    at_risk: number;
    ended: number;
    censored: number;
    share: number;
    low: number | null;
    high: number | null;
}

export interface SurvivalCurve {
    followed: number;
    ended: number;
    median: number | null;
    steps: SurvivalStep[];
}

/** GET /activities/{id}/retention */
export interface Retention {
    who: 'cohort' | 'new' | 'new-of-wikis';
    new_editors: { registered: number; new_editors: number; surviving: number; too_recent: number } | null;
    since: 'first-edit' | 'registration';
    gap: number;
    people: number;
    without_start: number;
    too_recent: number;
    seen_until: string | null;
    curve: SurvivalCurve | null;
    reason: InWords | null;
    wikis: WikiOfActivity[];
}

const placeOf = (activity: string, what: string): string => `/activities/${encodeURIComponent(activity)}/${what}`;

export function fetchComparison(activity: string, days: string, signal: AbortSignal): Promise<Comparison> {
    return api.get<Comparison>(placeOf(activity, 'comparison'), { query: { days }, signal });
}

export function fetchRetention(activity: string, since: string, gap: string, who: string, signal: AbortSignal): Promise<Retention> {
    return api.get<Retention>(placeOf(activity, 'retention'), { query: { since, gap, who }, signal });
}

/** What a difference with its interval says: that chance alone may have made it, or its direction. */
export function verdictOf(difference: Estimate | null): 'none' | 'unsure' | 'more' | 'less' {
    if (!difference) return 'none';
    if (difference.low > 0) return 'more';
    return difference.high < 0 ? 'less' : 'unsure';
}

/** Where zero, the interval's ends and the difference stand on a line, as shares of its length. */
export function intervalPlaces({ value, low, high }: Estimate): { zero: number; value: number; low: number; high: number } {
    const from = Math.min(0, low);
    const length = Math.max(0, high) - from || 1;
    const place = (number: number): number => (number - from) / length;
    return { zero: place(0), value: place(value), low: place(low), high: place(high) };
}
