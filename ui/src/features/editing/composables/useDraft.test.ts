// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, expect, it } from 'vitest';
import { type Draft, draftKey, draftsOf, forgetDraft, readDraft } from './useDraft';

const draft = (kept: string): Draft => ({
    kind: 'plan',
    id: 'p',
    base: 1,
    data: { title: { es: 'Plan' } },
    comment: '',
    title: { es: 'Plan' },
    kept,
    address: '/edit/plan/p',
});

beforeEach(() => localStorage.clear());

it('drafts are one person’s own, newest first', () => {
    localStorage.setItem(draftKey('ana', 'plan', 'a'), JSON.stringify(draft('2015-01-01T00:00:00Z')));
    localStorage.setItem(draftKey('ana', 'plan', null), JSON.stringify(draft('2015-02-01T00:00:00Z')));
    localStorage.setItem(draftKey('ana:plan', 'plan', 'x'), JSON.stringify(draft('2015-03-01T00:00:00Z')));
    expect(draftsOf('ana').map(({ key }) => key)).toEqual([draftKey('ana', 'plan', null), draftKey('ana', 'plan', 'a')]);
    forgetDraft(draftKey('ana', 'plan', 'a'));
    expect(draftsOf('ana')).toHaveLength(1);
});

it('what is no draft is none', () => {
    const key = draftKey('ana', 'plan', 'a');
    for (const broken of ['', 'null', '{"data":', '7']) {
        localStorage.setItem(key, broken);
        expect(readDraft(key)).toBeNull();
    }
});
