// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeAll, describe, expect, it } from 'vitest';
import { setLanguage } from '@/shared/i18n';
import type { Due, DueView } from '../../evaluating/composables/views';
import { newMemberPath, type NextStep, nextThing } from './mine';

beforeAll(() => setLanguage('en'));

const plan: NextStep = { what: 'begin_plan', kind: 'organisation', id: 'wmar', plan: null, title: { es: 'Wikimedia Argentina' } };

function due(...items: Partial<Due>[]): DueView {
    return {
        today: '2014-11-21',
        total: items.length,
        items: items.map((item) => ({ what: 'plan_end', kind: 'plan', id: 'p', title: { en: 'Plan 2014' }, overdue: false, ...item }) as Due),
    };
}

describe('the next thing to do', () => {
    it('is nothing where nothing is lacking and nothing is due', () => {
        expect(nextThing(null, null)).toBeNull();
        expect(nextThing(null, due())).toBeNull();
    });
    it('is what the work lacks, in words, with its form', () => {
        const next = nextThing(plan, due({}));
        expect(next?.path).toBe('/new/plan?organisation=wmar');
        expect(next?.text).toContain('Wikimedia Argentina');
    });
    it('is what is overdue before anything else', () => {
        expect(nextThing(plan, due({ id: 'later' }, { id: 'late', overdue: true }))?.path).toBe('/plans/late');
    });
    it('is what is due next where nothing is lacking', () => {
        expect(nextThing(null, due({ id: 'soon' }))?.path).toBe('/plans/soon');
    });
    it('leads from each step to where it is done', () => {
        const at = (what: NextStep['what'], id: string, of: string | null = null) => nextThing({ ...plan, what, id, plan: of }, null)?.path;
        expect(at('add_member', 'red')).toBe('/new/organisation?memberships.network=red');
        expect(at('write_goal', 'p')).toBe('/plans/p');
        expect(at('agree_plan', 'p')).toBe('/plans/p');
        expect(at('choose_indicator', 'g', 'p')).toBe('/plans/p/goals/g');
    });
});

describe('a form for a new member', () => {
    it('begins as a member of the network', () => {
        expect(newMemberPath('red')).toBe('/new/organisation?memberships.network=red');
    });
});
