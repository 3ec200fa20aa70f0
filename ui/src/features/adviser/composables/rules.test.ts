// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { byLetter, type RuleView } from './rules';

const rule = (id: string): RuleView => ({ rule: id, letter: id[0]!, title: id, severity: 'warning', own_severity: 'warning', threshold: null, own_threshold: null });

describe('rules by letter', () => {
    it('keep their order', () => {
        const found = byLetter(['S1', 'M1', 'S2'].map(rule));
        expect(found.map(({ letter, rules }) => [letter, rules.map((one) => one.rule)])).toEqual([
            ['S', ['S1', 'S2']],
            ['M', ['M1']],
        ]);
    });
});
