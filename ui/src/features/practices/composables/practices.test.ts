// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import type { EnvelopeOf, Plan, Practice } from '@/shared/records';
import { speak } from '@/shared/testing';
import { adoptionBody, emptyAdoption, plansToAdopt } from './adoption';
import { nextStage, practiceOptions, practicesShown, stageSteps } from './practices';
import { decisionBody, decisionLacks, emptyDecision } from './stage';
import type { PracticeItem } from './views';

beforeEach(() => speak('es'));

function item(id: string, data: Partial<Practice>): PracticeItem {
    const whole: Practice = { organisation: 'wmar', title: { es: id }, stage: 'practice', check: 'demo', ...data };
    return {
        practice: { kind: 'practice', id, revision: 1, parent: 0, author: '', time: '', comment: '', may: [], data: whole },
        organisation: { kind: 'organisation', id: whole.organisation, title: { es: whole.organisation.toUpperCase() } },
        endorsements: 0,
        adoptions: 0,
    };
}

const items = [
    item('talleres', { title: { es: 'Talleres de a dos', en: 'Workshops in pairs' }, theme: 'education', problem: { es: 'La mitad no vuelve' } }),
    item('archivos', { title: { es: 'Archivos con catálogo' }, theme: 'glam', stage: 'pilot', organisation: 'wmmx', categories: ['outreach'] }),
    item('concurso', { title: { es: 'Concurso' }, stage: 'retired' }),
];
const nothing = { words: '', theme: '', stage: '', organisation: '' };
const ids = (filter: Partial<typeof nothing>) => practicesShown(items, { ...nothing, ...filter }).map(({ practice }) => practice.id);

describe('the list of practices', () => {
    it('is ordered by title', () => {
        expect(ids({})).toEqual(['archivos', 'concurso', 'talleres']);
    });

    it('finds every word, in any language, without accents and case', () => {
        expect(ids({ words: 'CATALOGO' })).toEqual(['archivos']);
        expect(ids({ words: 'pairs vuelve' })).toEqual(['talleres']);
        expect(ids({ words: 'outreach' })).toEqual(['archivos']);
        expect(ids({ words: 'talleres outreach' })).toEqual([]);
        expect(ids({ words: '   ' })).toHaveLength(3);
    });

    it('is narrowed by theme, stage and organisation together', () => {
        expect(ids({ theme: 'glam' })).toEqual(['archivos']);
        expect(ids({ stage: 'retired' })).toEqual(['concurso']);
        expect(ids({ organisation: 'wmmx', stage: 'pilot' })).toEqual(['archivos']);
        expect(ids({ organisation: 'wmmx', stage: 'retired' })).toEqual([]);
    });

    it('offers what some practice has, stages in their order', () => {
        const { themes, stages, organisations } = practiceOptions(items);
        expect(themes.map(({ label }) => label)).toEqual(['Educación', 'GLAM']);
        expect(stages.map(({ value }) => value)).toEqual(['pilot', 'practice', 'retired']);
        expect(organisations.map(({ label }) => label)).toEqual(['WMAR', 'WMMX']);
    });
});

describe('the line of stages', () => {
    const line = (practice: Pick<Practice, 'stage' | 'decisions'>) => stageSteps(practice).map(({ place, date }) => `${place} ${date ?? '-'}`);

    it('says where a practice stands and when that was decided', () => {
        const decisions = [{ stage: 'pilot' as const, date: '2014-03-01' }];
        expect(line({ stage: 'pilot', decisions })).toEqual(['passed -', 'now 2014-03-01', 'ahead -', 'ahead -']);
    });

    it('takes the last decision for a stage that was reached twice', () => {
        const decisions = [
            { stage: 'pilot' as const, date: '2014-03-01' },
            { stage: 'practice' as const, date: '2014-06-01' },
            { stage: 'pilot' as const, date: '2014-09-01' },
        ];
        expect(line({ stage: 'pilot', decisions })).toEqual(['passed -', 'now 2014-09-01', 'ahead -', 'ahead -']);
    });

    it('does not say of a pilot that was stopped that it was a practice', () => {
        const decisions = [
            { stage: 'pilot' as const, date: '2015-03-01' },
            { stage: 'retired' as const, date: '2016-12-01' },
        ];
        expect(line({ stage: 'retired', decisions })).toEqual(['passed -', 'passed 2015-03-01', 'ahead -', 'now 2016-12-01']);
    });

    it('offers the stage that usually comes next', () => {
        expect((['idea', 'pilot', 'practice', 'retired'] as const).map(nextStage)).toEqual(['pilot', 'practice', 'retired', 'practice']);
    });
});

describe('a decision', () => {
    const decision = { ...emptyDecision('practice'), date: '2014-11-21', reason: { es: 'Salió bien' } };

    it('has a day and a reason', () => {
        expect(decisionLacks({ ...emptyDecision('pilot'), date: 'ayer' }, true)).toEqual(['date', 'reason']);
        expect(decisionLacks({ ...decision, reason: { es: '  ' } }, true)).toEqual(['reason']);
        expect(decisionLacks(decision, true)).toEqual([]);
    });

    it('needs evidence to make a practice, where there is none yet', () => {
        expect(decisionLacks(decision, false)).toEqual(['evidence']);
        expect(decisionLacks({ ...decision, evidence: [{ url: ' ' }] }, false)).toEqual(['evidence']);
        expect(decisionLacks({ ...decision, evidence: [{ url: 'https://meta.wikimedia.org' }] }, false)).toEqual([]);
        expect(decisionLacks({ ...decision, stage: 'retired' }, false)).toEqual([]);
    });

    it('is sent without evidence that has no address', () => {
        const evidence = [{ url: ' https://a.org ', title: { es: '' } }, { url: '', title: { es: 'Nada' } }];
        expect(decisionBody({ ...decision, evidence }, 3)).toEqual({
            base: 3,
            stage: 'practice',
            date: '2014-11-21',
            reason: { es: 'Salió bien' },
            evidence: [{ url: 'https://a.org' }],
        });
    });
});

describe('an adoption', () => {
    function plan(id: string, data: Partial<Plan>): EnvelopeOf<'plan'> {
        const whole = { organisation: 'wmcl', title: { es: id }, last_day: '2014-12-31', state: 'draft', ...data } as Plan;
        return { kind: 'plan', id, revision: 1, parent: 0, author: '', time: '', comment: '', may: [], data: whole };
    }

    it('goes into a plan that runs and has it not, the latest first', () => {
        const plans = [
            plan('a', { last_day: '2013-12-31' }),
            plan('b', { last_day: '2015-12-31' }),
            plan('c', { state: 'closed' }),
            plan('d', {}),
        ];
        expect(plansToAdopt(plans, ['d']).map(({ value }) => value)).toEqual(['b', 'a']);
    });

    it('asks for a goal only where an objective is chosen', () => {
        const form = { ...emptyAdoption('wmcl'), plan: 'b' };
        expect(adoptionBody(form)).toEqual({ data: { organisation: 'wmcl', plan: 'b' } });
        expect(adoptionBody({ ...form, objective: 'o', adapted: { es: 'De a tres' } })).toEqual({
            data: { organisation: 'wmcl', plan: 'b', adapted: { es: 'De a tres' } },
            objective: 'o',
        });
    });
});
