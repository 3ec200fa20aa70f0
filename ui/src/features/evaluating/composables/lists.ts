// SPDX-License-Identifier: GPL-3.0-or-later
import { textOf } from '@/shared/i18n';
import type { EnvelopeOf, ReviewedGoal } from '@/shared/records';

type ReviewRecord = EnvelopeOf<'review'>;

/** Open ones first, then by their last day, the latest first. */
export function newestFirst(reviews: ReviewRecord[]): ReviewRecord[] {
    const open = ({ data }: ReviewRecord): number => (data.state === 'open' ? 0 : 1);
    return [...reviews].sort((a, b) => open(a) - open(b) || b.data.last_day.localeCompare(a.data.last_day) || a.id.localeCompare(b.id));
}

/** What closed reviews say of a goal, the latest first. */
export function closedReviewsOf(goal: string, reviews: ReviewRecord[]): { review: ReviewRecord; reviewed: ReviewedGoal }[] {
    return newestFirst(reviews.filter(({ data }) => data.state === 'closed')).flatMap((review) => {
        const reviewed = review.data.goals?.find((one) => one.goal === goal);
        return reviewed ? [{ review, reviewed }] : [];
    });
}

export interface Lesson {
    review: ReviewRecord;
    reviewed: ReviewedGoal;
}

/** What organisations would do differently, of closed reviews, the latest first; of one review, missed goals first. */
export function lessonsOf(reviews: ReviewRecord[]): Lesson[] {
    const rank = ({ outcome }: ReviewedGoal): number => (outcome === 'missed' ? 0 : 1);
    return newestFirst(reviews.filter(({ data }) => data.state === 'closed')).flatMap((review) =>
        (review.data.goals ?? [])
            .filter(({ differently }) => textOf(differently).trim() !== '')
            .sort((a, b) => rank(a) - rank(b))
            .map((reviewed) => ({ review, reviewed })),
    );
}
