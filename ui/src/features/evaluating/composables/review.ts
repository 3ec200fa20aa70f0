// SPDX-License-Identifier: GPL-3.0-or-later
import { formatNumber, t, textOf } from '@/shared/i18n';
import { valueLabel } from '@/shared/kinds';
import { type Amount, type Evidence, type Outcome, OUTCOMES, type ReviewedGoal } from '@/shared/records';
import type { Proposal } from './views';

/** How many goals have which mark, in the order of the marks, then those without; what no goal has is left out. */
export function markCounts(goals: ReviewedGoal[]): { mark: Outcome | ''; goals: number }[] {
    const marks: (Outcome | '')[] = [...OUTCOMES, ''];
    return marks
        .map((mark) => ({ mark, goals: goals.filter(({ outcome }) => (outcome ?? '') === mark).length }))
        .filter((count) => count.goals > 0);
}

/** The counts in words: "3 met, 1 missed, 2 not marked yet". */
export function countsInWords(goals: ReviewedGoal[]): string {
    return markCounts(goals)
        .map((count) => t(`review-count-${count.mark || 'unmarked'}`, count.goals))
        .join(' · ');
}

/** The organisation marked otherwise than the numbers propose. */
export function differs({ outcome, proposed }: ReviewedGoal): boolean {
    return outcome !== undefined && proposed !== undefined && outcome !== proposed;
}

/** Marked otherwise, and not a word yet of why. */
export function asksForWords(goal: ReviewedGoal): boolean {
    return differs(goal) && !textOf(goal.worked) && !textOf(goal.did_not_work);
}

/** Missed, and nothing yet of what would be done differently. */
export function asksForLesson(goal: ReviewedGoal): boolean {
    return goal.outcome === 'missed' && !textOf(goal.differently).trim();
}

export function hasWords({ worked, did_not_work, differently, evidence }: ReviewedGoal): boolean {
    return [worked, did_not_work, differently].some((text) => textOf(text) !== '') || (evidence ?? []).length > 0;
}

/** The list with what changed of one goal; what became empty is left out of the record. */
export function withGoal(goals: ReviewedGoal[], index: number, part: Partial<ReviewedGoal>): ReviewedGoal[] {
    return goals.map((goal, at) => {
        if (at !== index) return goal;
        const entries = Object.entries({ ...goal, ...part }).filter(([, value]) => {
            if (value === undefined) return false;
            return typeof value !== 'object' || Object.keys(value).length > 0;
        });
        return Object.fromEntries(entries) as unknown as ReviewedGoal;
    });
}

/** Why the numbers propose what they propose, in a sentence. */
export function reasonInWords({ reason, share, unmeasured }: Proposal): string {
    const way = share === null ? '' : formatNumber(share, { style: 'percent', maximumFractionDigits: 0 });
    const why = t(reason === 'short_of_it' && !way ? 'review-reason-not_reached' : `review-reason-${reason}`, way);
    const others = unmeasured > 0 && !['no_value', 'collecting_baseline', 'no_indicator'].includes(reason);
    return others ? `${why} ${t('review-unmeasured', unmeasured)}` : why;
}

const same = (a: Amount | null | undefined, b: Amount | null | undefined): boolean =>
    a?.value === b?.value && a?.quality === b?.quality;

/** The numbers say something else now than when they were taken into the review. */
export function isOutdated(goal: ReviewedGoal, now: Proposal): boolean {
    return (
        (goal.proposed ?? null) !== now.outcome || !same(goal.value, now.value) || !same(goal.target, now.target)
    );
}

/** The word for a proposal: collecting a baseline and having decided nothing have their own. */
export function proposalWord(outcome: Outcome | null | undefined, reason?: string): string {
    if (reason === 'collecting_baseline') return t('progress-collecting_baseline');
    return outcome ? valueLabel('outcome', outcome) : t('review-undecided');
}

/** Without what names nothing, and titles without words: what a save takes. */
export function cleanEvidence(evidence: Evidence[]): Evidence[] {
    return evidence
        .map(({ url, title }) => ({ url: url.trim(), title: Object.fromEntries(Object.entries(title ?? {}).filter(([, words]) => words)) }))
        .filter(({ url, title }) => url || Object.keys(title).length)
        .map(({ url, title }) => (Object.keys(title).length ? { url, title } : { url }));
}

export function withoutEmptyEvidence(goals: ReviewedGoal[]): ReviewedGoal[] {
    return goals.map((goal, index) =>
        goal.evidence ? withGoal(goals, index, { evidence: cleanEvidence(goal.evidence) })[index]! : goal,
    );
}
