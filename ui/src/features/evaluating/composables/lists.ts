// SPDX-License-Identifier: GPL-3.0-or-later
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
