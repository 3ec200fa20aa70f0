// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import type { EnvelopeOf, GoalCard, ProgressStatus } from '@/shared/records';
import { speak } from '@/shared/testing';
import { objectivesShown, plansShown, statusCounts, yearsOf } from './plans';

const frame = { revision: 1, parent: 0, author: '', time: '', comment: '', may: [] };

function plan(id: string, organisation: string, first_day: string, last_day: string): EnvelopeOf<'plan'> {
    return { ...frame, kind: 'plan', id, data: { organisation, title: { es: id }, first_day, last_day, type: 'annual', state: 'draft', check: 'demo' } };
}

function card(status: ProgressStatus | null): GoalCard {
    const progress = status && { status };
    return { goal: { id: String(status) }, organisation: null, indicator: null, progress } as unknown as GoalCard;
}

const plans = [
    plan('estratégico', 'iberocoop', '2012-01-01', '2015-12-31'),
    plan('b-2015', 'wmar', '2015-01-01', '2015-12-31'),
    plan('a-2015', 'wmcl', '2015-01-01', '2015-12-31'),
    plan('2014', 'wmar', '2014-01-01', '2014-12-31'),
];
const ids = (shown: EnvelopeOf<'plan'>[]): string[] => shown.map(({ id }) => id);

describe('plans', () => {
    beforeEach(() => speak('es'));

    it('stand with the latest first, then by title', () => {
        expect(ids(plansShown(plans, '', ''))).toEqual(['a-2015', 'b-2015', '2014', 'estratégico']);
    });

    it('of several years are found under each', () => {
        expect(yearsOf(plans[0]!)).toEqual(['2012', '2013', '2014', '2015']);
        expect(ids(plansShown(plans, '', '2014'))).toEqual(['2014', 'estratégico']);
        expect(ids(plansShown(plans, 'wmar', '2015'))).toEqual(['b-2015']);
    });

    it('that end before they begin have the year of their first day', () => {
        expect(yearsOf(plan('x', 'wmar', '2015-01-01', '2014-01-01'))).toEqual(['2015']);
    });
});

describe('the goals of a plan', () => {
    it('are counted by how they stand; without an indicator they are not measured', () => {
        expect(statusCounts([card('met'), card('behind'), card('met'), card(null)])).toEqual([
            { status: 'met', goals: 2 },
            { status: 'behind', goals: 1 },
            { status: 'not_measured', goals: 1 },
        ]);
        expect(statusCounts([])).toEqual([]);
    });

    it('are narrowed to a status, and objectives without such a goal are left out', () => {
        const objectives = [
            { objective: null, goals: [card('met'), card('behind')] },
            { objective: null, goals: [card('met')] },
        ];
        expect(objectivesShown(objectives, 'behind').map(({ goals }) => goals.length)).toEqual([1]);
        expect(objectivesShown(objectives, '')).toEqual(objectives);
    });
});
