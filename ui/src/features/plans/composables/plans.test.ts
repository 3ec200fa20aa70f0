// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import type { EnvelopeOf, GoalCard, ProgressStatus } from '@/shared/records';
import type { ObjectiveView } from '@/shared/views';
import { speak } from '@/shared/testing';
import { byAxis, objectivesShown, plansShown, statusCounts, yearsOf } from './plans';

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
        expect(ids(plansShown(plans, { organisation: '', year: '' }))).toEqual(['a-2015', 'b-2015', '2014', 'estratégico']);
    });

    it('of several years are found under each', () => {
        expect(yearsOf(plans[0]!)).toEqual(['2012', '2013', '2014', '2015']);
        expect(ids(plansShown(plans, { organisation: '', year: '2014' }))).toEqual(['2014', 'estratégico']);
        expect(ids(plansShown(plans, { organisation: 'wmar', year: '2015' }))).toEqual(['b-2015']);
    });

    it('are found by what they are and how far they are', () => {
        const some = plans.map((one, at) => ({
            ...one,
            data: { ...one.data, type: at ? ('annual' as const) : ('strategic' as const), state: at === 3 ? ('agreed' as const) : ('draft' as const) },
        }));
        expect(ids(plansShown(some, { organisation: '', year: '', type: 'strategic' }))).toEqual(['estratégico']);
        expect(ids(plansShown(some, { organisation: '', year: '', state: 'agreed' }))).toEqual(['2014']);
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

describe('the objectives of a strategic plan', () => {
    const axis = (id: string): EnvelopeOf<'axis'> => ({
        ...frame,
        kind: 'axis',
        id,
        data: { organisation: 'wmar', plan: 'p', title: { es: id }, order: 1 },
    });
    const objective = (id: string, of?: string): ObjectiveView => ({
        objective: { ...frame, kind: 'objective', id, data: { organisation: 'wmar', plan: 'p', title: { es: id }, ...(of ? { axis: of } : {}) } },
        goals: [],
    });
    const told = (axes: EnvelopeOf<'axis'>[], objectives: ObjectiveView[]): string[] =>
        byAxis(axes, objectives).map((group) => `${group.axis?.id ?? '-'}: ${group.objectives.map((one) => one.objective?.id).join(' ')}`);

    it('stand below their axes in order, those of none last', () => {
        const objectives = [objective('o1', 'b'), objective('o2'), objective('o3', 'a'), objective('o4', 'gone')];
        expect(told([axis('b'), axis('a')], objectives)).toEqual(['b: o1', 'a: o3', '-: o2 o4']);
    });

    it('are one group without axes, and an empty axis is there too', () => {
        expect(told([], [objective('o1')])).toEqual(['-: o1']);
        expect(told([axis('a')], [])).toEqual(['a: ']);
    });
});
