// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { byIndicator, type QualityFinding, rulesIn } from './quality';

function finding(rule: string, id: string, indicator?: string): QualityFinding {
    const titled = indicator ? { indicator: { kind: 'indicator' as const, id: indicator, title: {} } } : {};
    return { rule, title: `what ${rule} asks`, severity: 'warning', kind: 'observation', id, text: '', period: null, ...titled };
}
const found = [finding('D3', 'o1', 'a'), finding('D5', 'b', 'b'), finding('D2', 'o2', 'a'), finding('D2', 'o9')];

describe('what does not hold together', () => {
    it('stands by indicator, the one with the gravest finding first', () => {
        const groups = byIndicator(found);
        expect(groups.map(({ indicator }) => indicator?.id ?? '')).toEqual(['a', 'b', '']);
        expect(groups[0]?.findings.map(({ rule }) => rule)).toEqual(['D3', 'D2']);
    });

    it('can be narrowed to a rule that found something', () => {
        expect(rulesIn(found).map(({ value }) => value)).toEqual(['D2', 'D3', 'D5']);
        expect(rulesIn(found)[0]?.label).toBe('D2 · what D2 asks');
        expect(rulesIn([])).toEqual([]);
    });
});
