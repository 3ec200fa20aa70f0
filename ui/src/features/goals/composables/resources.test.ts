// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import type { BudgetLine } from '@/shared/records';
import { dollarTotal, inDollars, totalsByCurrency } from './resources';

const line = (amount: number, currency: string, rate?: number): BudgetLine => ({
    name: { es: 'x' },
    amount,
    currency,
    ...(rate ? { rate, rate_date: '2014-01-15' } : {}),
});

describe('the budget of a goal', () => {
    const lines = [line(1700, 'ARS', 8.5), line(300, 'ARS'), line(50, 'USD'), line(100, 'BRL', 2.5)];

    it('is in US$ by the rate of each line', () => {
        // 1700 ÷ 8.5 = 200; 100 ÷ 2.5 = 40.
        expect(lines.map(inDollars)).toEqual([200, null, 50, 40]);
    });

    it('has a total for each currency and never adds two', () => {
        expect(totalsByCurrency(lines)).toEqual([
            { currency: 'ARS', amount: 2000 },
            { currency: 'BRL', amount: 100 },
            { currency: 'USD', amount: 50 },
        ]);
    });

    it('says how many lines the total in US$ leaves out', () => {
        expect(dollarTotal(lines)).toEqual({ amount: 290, left_out: 1 });
        expect(dollarTotal([line(3, 'ARS')])).toBeNull();
        expect(dollarTotal([])).toBeNull();
    });
});
