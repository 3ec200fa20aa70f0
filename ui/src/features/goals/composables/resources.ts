// SPDX-License-Identifier: GPL-3.0-or-later
import type { BudgetLine, WorkHours } from '@/shared/records';

export interface CurrencyTotal {
    currency: string;
    amount: number;
}

/** What a line is in US$: by its rate; of a line in US$ itself; null where there is no rate. */
export function inDollars({ amount, currency, rate }: BudgetLine): number | null {
    if (currency === 'USD') return amount;
    return rate ? amount / rate : null;
}

/** The total of each currency, by its code: amounts of different ones are never added. */
export function totalsByCurrency(lines: BudgetLine[]): CurrencyTotal[] {
    const totals = new Map<string, number>();
    for (const { currency, amount } of lines) totals.set(currency, (totals.get(currency) ?? 0) + amount);
    return [...totals].map(([currency, amount]) => ({ currency, amount })).sort((a, b) => a.currency.localeCompare(b.currency));
}

/** The lines in US$ together, and how many have no rate and are therefore not in it; null where none has. */
export function dollarTotal(lines: BudgetLine[]): { amount: number; left_out: number } | null {
    const amounts = lines.map(inDollars).filter((amount) => amount !== null);
    if (!amounts.length) return null;
    return { amount: amounts.reduce((sum, amount) => sum + amount, 0), left_out: lines.length - amounts.length };
}

/** Hours of staff and of volunteers, each with how they are known. */
export function hoursBy(hours: WorkHours[], who: WorkHours['who']): WorkHours[] {
    return hours.filter((one) => one.who === who);
}
