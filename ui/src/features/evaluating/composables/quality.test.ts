// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it, vi } from 'vitest';
import { applyFix, byIndicator, isFixable, type QualityFinding, rulesIn } from './quality';

function finding(rule: string, id: string, indicator?: string): QualityFinding {
    const titled = indicator ? { indicator: { kind: 'indicator' as const, id: indicator, title: {} } } : {};
    return { rule, title: `what ${rule} asks`, severity: 'warning', kind: 'observation', id, text: '', period: null, fix: null, may: [], ...titled };
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

describe('a fix', () => {
    const fix = { pointer: '/value/value', value: 1.1, label: 'Write 1.1' };

    it('is offered to who may write the record', () => {
        expect(isFixable({ ...finding('D3', 'o1'), fix, may: ['read', 'write'] })).toBe(true);
        expect(isFixable({ ...finding('D3', 'o1'), fix, may: ['read'] })).toBe(false);
        expect(isFixable({ ...finding('D3', 'o1'), may: ['write'] })).toBe(false);
    });

    it('is written on top of the record as it is now', async () => {
        const written: { method: string; body: unknown }[] = [];
        vi.stubGlobal('fetch', (_: string, { method = 'GET', body }: { method?: string; body?: string }) => {
            written.push({ method, body: body ? JSON.parse(body) : null });
            const record = { kind: 'observation', id: 'o1', revision: 3, data: { value: { value: 1.2, quality: 'exact' } } };
            return Promise.resolve(new Response(JSON.stringify(record), { headers: { 'Content-Type': 'application/json' } }));
        });
        await applyFix({ ...finding('D3', 'o1'), fix }, 'D3: Write 1.1');
        vi.unstubAllGlobals();
        expect(written.at(-1)).toEqual({
            method: 'PUT',
            body: { base: 3, comment: 'D3: Write 1.1', data: { value: { value: 1.1, quality: 'exact' } } },
        });
    });
});
