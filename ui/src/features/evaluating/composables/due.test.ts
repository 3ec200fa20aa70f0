// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, expect, it } from 'vitest';
import en from '../../../i18n/en.json';
import { useMessages } from '@/shared/i18n';
import { byMonth, dueInWords, duePath, EVERYBODY, feedAddress, ownOrganisation, reminderOf, whenInWords } from './due';
import type { Due } from './views';

// These two are the program's own messages (src/messages).
const PROGRAM = { 'due-collect': 'Collect data: $1', 'due-plan-end': 'The plan ends, its review begins: $1' };
beforeEach(() => useMessages('en', { ...PROGRAM, ...en }));

const due = (part: Partial<Due>): Due => ({
    what: 'collect',
    day: '2014-11-30',
    overdue: false,
    kind: 'evaluation_plan',
    id: 'e',
    field: '',
    organisation: null,
    plan: 'p',
    goal: null,
    title: { en: 'Do they still edit?' },
    responsible: null,
    period: null,
    missing: 0,
    key: 'k',
    ...part,
});

it('says what is due, and leads to where it is done', () => {
    expect(dueInWords(due({}))).toBe('Collect data: Do they still edit?');
    expect(dueInWords(due({ what: 'plan_end', title: { en: 'Plan 2014' } }))).toBe('The plan ends, its review begins: Plan 2014');
    expect(duePath(due({}))).toBe('/evaluation-plans/e');
    expect(duePath(due({ what: 'value', kind: 'indicator', id: 'i', goal: 'g' }))).toBe('/plans/p/goals/g');
    expect(duePath(due({ what: 'plan_end', kind: 'plan', id: 'p' }))).toBe('/plans/p');
});

it('says how late it is in words', () => {
    const on = (day: string): string => whenInWords(due({ day }), '2014-11-21');
    expect(on('2014-11-21')).toBe('due today');
    expect(on('2014-11-22')).toBe('in one day');
    expect(on('2014-11-20')).toBe('overdue by one day');
    expect(on('2014-11-09')).toBe('overdue by 12 days');
    expect(on('2014-06-30')).toBe('overdue by 4 months');
    expect(on('2004-11-21')).toBe('overdue by 10 years');
    expect(on('2015-12-31')).toBe('');
});

it('puts what is overdue first, then month by month', () => {
    const items = [
        due({ key: 'a', day: '2014-09-30', overdue: true }),
        due({ key: 'b', day: '2014-10-31', overdue: true }),
        due({ key: 'c', day: '2014-12-31' }),
        due({ key: 'd', day: '2015-01-31' }),
        due({ key: 'e', day: '2014-12-01' }),
    ];
    expect(byMonth(items).map(({ month, items: within }) => [month, within.map(({ key }) => key).join('')])).toEqual([
        ['', 'ab'],
        ['2014-12', 'ce'],
        ['2015-01', 'd'],
    ]);
});

it('shows a person their own organisation first, and a steward the network', () => {
    const grants = (...organisations: string[]) => ({ grants: organisations.map((organisation) => ({ organisation, role: 'member' as const })) });
    expect(ownOrganisation(grants('iberocoop', 'wmar'), 'iberocoop')).toBe('wmar');
    expect(ownOrganisation(grants('iberocoop'), 'iberocoop')).toBe(EVERYBODY);
    expect(ownOrganisation(null, 'iberocoop')).toBe(EVERYBODY);
});

it('has an address for calendars', () => {
    expect(feedAddress('https://x.org', 'wmar', 'es')).toBe('https://x.org/api/v1/due.ics?organisation=wmar&uselang=es');
    expect(feedAddress('https://x.org', '', 'pt')).toBe('https://x.org/api/v1/due.ics?uselang=pt');
});

it('reminds of what is overdue and of what is due within a month', () => {
    const me = { kind: 'person', id: 'ana', title: {} } as const;
    const remind = (...items: Due[]) => reminderOf({ today: '2014-11-21', total: items.length, items }, 'ana');
    expect(remind()).toBeNull();
    expect(remind(due({ day: '2015-02-01' }))).toBeNull();
    const late = due({ key: 'a', day: '2014-09-30', overdue: true, responsible: me });
    const next = due({ key: 'b', day: '2014-12-21' });
    const far = due({ key: 'c', day: '2014-12-22', responsible: me });
    expect(remind(late, next, far)).toEqual({ overdue: 1, next, own: 1 });
});
