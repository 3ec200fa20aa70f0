// SPDX-License-Identifier: GPL-3.0-or-later
import type { Amount } from '../records';

// Beginnings of month names in English, Spanish and Portuguese, without accents; each names one month only.
const MONTHS: string[][] = [
    ['jan', 'ene'],
    ['feb', 'fev'],
    ['mar'],
    ['apr', 'abr'],
    ['may', 'mai'],
    ['jun'],
    ['jul'],
    ['aug', 'ago'],
    ['sep', 'set'],
    ['oct', 'out'],
    ['nov'],
    ['dec', 'dic', 'dez'],
];

function monthOf(word: string): number {
    const folded = word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
    return MONTHS.findIndex((names) => names.some((name) => folded.startsWith(name))) + 1;
}

function day(year: number, month: number, date: number): string | null {
    const time = new Date(Date.UTC(year, month - 1, date));
    const real = time.getUTCFullYear() === year && time.getUTCMonth() === month - 1 && time.getUTCDate() === date;
    return real ? time.toISOString().slice(0, 10) : null;
}

/**
 * A day as people write it, as "2014-11-21": 2014-11-21, 21/11/2014, 21.11.2014, 21 nov 2014, 21 de noviembre de 2014,
 * November 21, 2014. Numbers alone are day, month, year. null where it is no day, or no day that exists.
 */
export function writtenDay(text: string): string | null {
    const words = text.trim().replaceAll(/\b(de|del|of)\b/gi, ' ').replaceAll(',', ' ').replaceAll(/\s+/g, ' ');
    const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(words);
    if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]));
    const numbers = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(words);
    if (numbers) return day(Number(numbers[3]), Number(numbers[2]), Number(numbers[1]));
    const dayFirst = /^(\d{1,2})(?:st|nd|rd|th|º|°)?[- ]?(\p{L}{3,})\.?[- ](\d{4})$/u.exec(words);
    if (dayFirst) return day(Number(dayFirst[3]), monthOf(dayFirst[2]!), Number(dayFirst[1]));
    const monthFirst = /^(\p{L}{3,})\.? (\d{1,2})(?:st|nd|rd|th)? (\d{4})$/u.exec(words);
    if (monthFirst) return day(Number(monthFirst[3]), monthOf(monthFirst[1]!), Number(monthFirst[2]));
    return null;
}

/**
 * A number as people write it. Of point and comma the last one that stands once is the decimal sign; a single one before
 * exactly three digits separates thousands where `language` writes thousands so ("1.234" in Portuguese and Spanish).
 */
export function writtenNumber(text: string, language: string): number | null {
    const bare = text.trim().replaceAll(/[\s\u00a0\u202f']/g, '');
    if (!/^[-+−]?[\d.,]*\d[\d.,]*$/.test(bare)) return null;
    const thousands = language === 'en' ? ',' : '.';
    const last = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','));
    const sign = last < 0 ? '' : bare[last]!;
    const alone = sign !== '' && bare.indexOf(sign) === last;
    const mixed = bare.includes('.') && bare.includes(',');
    const groups = sign === thousands && bare.length - last === 4 && !mixed;
    const decimal = alone && !groups ? last : -1;
    const whole = (decimal < 0 ? bare : bare.slice(0, decimal)).replaceAll(/[.,]/g, '').replace('−', '-');
    const value = Number(decimal < 0 ? whole : `${whole || '0'}.${bare.slice(decimal + 1)}`);
    return Number.isFinite(value) ? value : null;
}

/** An amount as people write it: "200", "+200" and "≥ 200" (at least), "~200" (about). */
export function writtenAmountOf(text: string, language: string): Amount | null {
    const parts = /^\s*(\+|≥|>=|>|~|≈|±)?\s*(.*)$/.exec(text);
    const value = writtenNumber(parts?.[2] ?? '', language);
    if (value === null) return null;
    const mark = parts?.[1] ?? '';
    return { value, quality: ['+', '≥', '>=', '>'].includes(mark) ? 'at_least' : mark ? 'about' : 'exact' };
}
