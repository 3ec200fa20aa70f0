// SPDX-License-Identifier: GPL-3.0-or-later
import { type RegionGoal, type RegionMember, type RegionView, type Standing, STANDINGS } from '../region';
import { membersInOrder, type Order } from './chart';

export interface GoalRow {
    member: RegionMember;
    period: number;
    counts: Partial<Record<Standing, number>>;
}

/** Those that some member has; how goals end is always told, also where none did. */
export function standingsIn({ goals }: Pick<RegionView, 'goals'>): Standing[] {
    const always: Standing[] = ['met', 'partly', 'missed', 'not_measured'];
    return STANDINGS.filter((standing) => always.includes(standing) || goals.some(({ periods }) => periods.some((counts) => counts[standing])));
}

/** A row a member and period in which it has goals. */
export function goalRows({ goals, members }: Pick<RegionView, 'goals' | 'members'>, order: Order): GoalRow[] {
    const byMember = new Map(goals.map((one) => [one.member, one.periods]));
    return membersInOrder(members, order).flatMap((member) =>
        (byMember.get(member.id) ?? []).flatMap((counts, period) => (Object.keys(counts).length ? [{ member, period, counts }] : [])),
    );
}

/** Goals in the order of how they stand. */
export function byStanding(goals: RegionGoal[]): { standing: Standing; goals: RegionGoal[] }[] {
    return STANDINGS.map((standing) => ({ standing, goals: goals.filter((one) => one.standing === standing) })).filter((group) => group.goals.length);
}

/** The address of a list of goals; what is empty is left out. */
export function goalsAddress(path: string, question: Record<string, string>): string {
    const text = new URLSearchParams(Object.entries(question).filter(([, value]) => value !== '')).toString();
    return text ? `${path}?${text}` : path;
}
