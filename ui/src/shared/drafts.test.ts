// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, expect, it } from 'vitest';
import { draftKey, forgetDraftsWithNames, isNobodys } from './drafts';

const kept = (): string[] => Object.keys(localStorage).sort();

beforeEach(() => {
    localStorage.clear();
    for (const [person, kind] of [
        ['Ana', 'cohort'],
        ['Ana', 'plan'],
        ['Luz María', 'cohort'],
        ['Luz María', 'person'],
    ] as const)
        localStorage.setItem(draftKey(person, kind, 'activity:a'), '{"data":{"members":["Estudiante"]}}');
    localStorage.setItem('brujula-language', 'es');
});

it('drafts with names are gone once nobody is signed in, plans are kept', () => {
    forgetDraftsWithNames(null);
    expect(kept()).toEqual([draftKey('Ana', 'plan', 'activity:a'), 'brujula-language'].sort());
});

it('who signs in finds their own drafts and leaves nobody else’s names in the browser', () => {
    forgetDraftsWithNames('Ana');
    expect(kept()).toEqual([draftKey('Ana', 'cohort', 'activity:a'), draftKey('Ana', 'plan', 'activity:a'), 'brujula-language'].sort());
});

it('an account whose name begins like another’s is another', () => {
    localStorage.setItem(draftKey('Ana:cohort', 'cohort', null), '{}');
    forgetDraftsWithNames('Ana');
    expect(kept()).not.toContain(draftKey('Ana:cohort', 'cohort', null));
});

it('a key of nobody is told', () => {
    expect(isNobodys(draftKey('', 'cohort', null))).toBe(true);
    expect(isNobodys(draftKey('Ana', 'cohort', null))).toBe(false);
});
