// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { reasonOf, withheldBy } from './withheld';

const value = (reason: string, number?: number) => ({ metric: 'edits', definition: 'edits/brujula', unit: 'edits', value: number, reason });

describe('a number that everybody else does not see', () => {
    it('says so before what else is said of it', () => {
        const both = value('reason-singles-out reason-period-partly-covered', 12);
        expect([withheldBy(both), reasonOf(both)]).toEqual(['reason-singles-out', 'reason-period-partly-covered']);
        const alone = value('reason-small-group', 3);
        expect([withheldBy(alone), reasonOf(alone)]).toEqual(['reason-small-group', '']);
    });

    it('is one that is there: who does not see it reads why it is missing', () => {
        const hidden = value('reason-small-group');
        expect([withheldBy(hidden), reasonOf(hidden)]).toEqual(['', 'reason-small-group']);
        const partly = value('reason-period-partly-covered', 0);
        expect([withheldBy(partly), reasonOf(partly)]).toEqual(['', 'reason-period-partly-covered']);
    });
});
