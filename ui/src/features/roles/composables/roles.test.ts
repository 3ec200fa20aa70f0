// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { type Allowed, stepsOf } from './roles';

const of = (action: string, kind: string | null, lowest: Allowed['lowest']): Allowed => ({ action, kind, in: 'organisation', lowest });

describe('stepsOf', () => {
    const steps = stepsOf({
        roles: [],
        everywhere: ['steward'],
        items: [
            of('read', 'goal', 'none'),
            of('read', 'cohort', 'coordinator'),
            of('write', 'goal', 'coordinator'),
            of('remove', 'goal', 'coordinator'),
            of('write', 'cohort', 'coordinator'),
            of('remove', 'cohort', 'coordinator'),
            of('write', 'person', 'steward'),
            of('measure', null, 'coordinator'),
        ],
    });

    it('says of each role what it adds, lowest first', () => {
        expect(steps.map(({ role }) => role)).toEqual(['none', 'reader', 'member', 'coordinator', 'steward', 'administrator']);
        expect(steps[0]?.reads).toEqual(['goal']);
        expect(steps[3]?.reads).toEqual(['cohort']);
        expect(steps[3]?.others.map(({ action }) => action)).toEqual(['measure']);
        expect(steps[4]?.everywhere).toBe(true);
    });

    it('puts kinds together with which one may do the same', () => {
        expect(steps[3]?.writes).toEqual([{ actions: ['write', 'remove'], kinds: ['goal', 'cohort'] }]);
        expect(steps[1]?.writes).toEqual([]);
    });
});
