// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, expect, it } from 'vitest';
import type { EnvelopeOf, ReviewedGoal } from '@/shared/records';
import { speak } from '@/shared/testing';
import { closedReviewsOf, lessonsOf, newestFirst } from './lists';
import {
    asksForLesson,
    asksForWords,
    countsInWords,
    differs,
    isOutdated,
    markCounts,
    proposalWord,
    reasonInWords,
    withGoal,
    withoutEmptyEvidence,
} from './review';
import { goalOfProblem } from './useReview';
import type { Proposal } from './views';

beforeEach(() => speak('en'));

const proposal = (part: Partial<Proposal>): Proposal => ({
    outcome: null,
    reason: 'no_value',
    indicator: null,
    value: null,
    target: null,
    share: null,
    unmeasured: 0,
    ...part,
});

it('counts marks in their order, and what has none last', () => {
    const goals: ReviewedGoal[] = [{ goal: 'a' }, { goal: 'b', outcome: 'missed' }, { goal: 'c', outcome: 'met' }, { goal: 'd', outcome: 'missed' }];
    expect(markCounts(goals)).toEqual([
        { mark: 'met', goals: 1 },
        { mark: 'missed', goals: 2 },
        { mark: '', goals: 1 },
    ]);
    expect(countsInWords(goals)).toBe('1 met · 2 missed · 1 not marked yet');
    speak('es');
    expect(countsInWords(goals)).toBe('1 cumplido · 2 no cumplidos · 1 sin marca todavía');
});

it('another mark than the proposed one asks for words until there are some', () => {
    const goal: ReviewedGoal = { goal: 'a', outcome: 'met', proposed: 'partly' };
    expect(differs(goal)).toBe(true);
    expect(asksForWords(goal)).toBe(true);
    expect(asksForWords({ ...goal, worked: { es: 'Sí' } })).toBe(false);
    expect(differs({ goal: 'a', outcome: 'met' })).toBe(false);
    expect(differs({ goal: 'a', proposed: 'met' })).toBe(false);
});

it('only a missed goal asks for its lesson, and blanks are none', () => {
    expect(asksForLesson({ goal: 'a', outcome: 'missed' })).toBe(true);
    expect(asksForLesson({ goal: 'a', outcome: 'missed', differently: { es: '  ' } })).toBe(true);
    expect(asksForLesson({ goal: 'a', outcome: 'missed', differently: { pt: 'Começar antes' } })).toBe(false);
    expect(asksForLesson({ goal: 'a', outcome: 'partly' })).toBe(false);
});

it('a change leaves the other goals, and what became empty is left out', () => {
    const goals: ReviewedGoal[] = [{ goal: 'a' }, { goal: 'b', worked: { es: 'x' } }];
    expect(withGoal(goals, 1, { worked: {} })).toEqual([{ goal: 'a' }, { goal: 'b' }]);
    expect(withGoal(goals, 0, { outcome: 'met' })[0]).toEqual({ goal: 'a', outcome: 'met' });
});

it('evidence that names nothing is not saved', () => {
    const evidence = [{ url: '' }, { url: ' https://x.org ', title: { es: '' } }, { url: '', title: { es: 'Fotos' } }];
    expect(withoutEmptyEvidence([{ goal: 'a', evidence }])).toEqual([
        { goal: 'a', evidence: [{ url: 'https://x.org' }, { url: '', title: { es: 'Fotos' } }] },
    ]);
    expect(withoutEmptyEvidence([{ goal: 'a', evidence: [{ url: '' }] }])).toEqual([{ goal: 'a' }]);
});

it('says why the numbers propose what they propose', () => {
    expect(reasonInWords(proposal({ reason: 'part_of_the_way', share: 0.62 }))).toBe('62% of the way, which is at least half.');
    expect(reasonInWords(proposal({ reason: 'short_of_it' }))).toBe('The target is not reached.');
    expect(reasonInWords(proposal({ reason: 'reached', unmeasured: 2 }))).toBe(
        'The target is reached. 2 indicators have no value of this period.',
    );
    expect(reasonInWords(proposal({ reason: 'no_value', unmeasured: 1 }))).toBe('There is no value of this period.');
    expect(proposalWord('not_measured', 'collecting_baseline')).toBe('collecting the baseline');
    expect(proposalWord(null)).toBe('they do not decide');
});

it('knows when the numbers have changed since they were taken', () => {
    const value = { value: 60, quality: 'exact' } as const;
    const goal: ReviewedGoal = { goal: 'a', proposed: 'partly', value, target: { value: 100, quality: 'exact' } };
    const now = proposal({ outcome: 'partly', value: { ...value }, target: { value: 100, quality: 'exact' } });
    expect(isOutdated(goal, now)).toBe(false);
    expect(isOutdated(goal, { ...now, value: { value: 61, quality: 'exact' } })).toBe(true);
    expect(isOutdated({ goal: 'a' }, proposal({}))).toBe(false);
});

it('open reviews come first, then the latest; a goal has what closed ones say of it', () => {
    const review = (id: string, state: string, last_day: string, goals: ReviewedGoal[] = []) =>
        ({ id, data: { state, last_day, goals } }) as unknown as EnvelopeOf<'review'>;
    const all = [
        review('old', 'closed', '2013-12-31', [{ goal: 'g', outcome: 'missed' }]),
        review('new', 'closed', '2014-12-31', [{ goal: 'g', outcome: 'met' }]),
        review('open', 'open', '2012-12-31', [{ goal: 'g' }]),
    ];
    expect(newestFirst(all).map(({ id }) => id)).toEqual(['open', 'new', 'old']);
    expect(closedReviewsOf('g', all).map(({ reviewed }) => reviewed.outcome)).toEqual(['met', 'missed']);
    expect(closedReviewsOf('h', all)).toEqual([]);
});

it('finds the goal that a problem is about', () => {
    expect(goalOfProblem({ field: '/goals/12/differently', key: '', text: '' })).toBe(12);
    expect(goalOfProblem({ field: '/title', key: '', text: '' })).toBeNull();
});

it('lessons are those of closed reviews, what was missed first', () => {
    const review = (id: string, state: string, goals: ReviewedGoal[]) =>
        ({ id, data: { state, last_day: '2014-12-31', goals } }) as unknown as EnvelopeOf<'review'>;
    const said = { differently: { es: 'Empezar antes' } };
    const all = [
        review('a', 'closed', [{ goal: 'met', outcome: 'met', ...said }, { goal: 'missed', outcome: 'missed', ...said }, { goal: 'mute', outcome: 'missed' }]),
        review('b', 'open', [{ goal: 'open', outcome: 'missed', ...said }]),
    ];
    expect(lessonsOf(all).map(({ reviewed }) => reviewed.goal)).toEqual(['missed', 'met']);
});
