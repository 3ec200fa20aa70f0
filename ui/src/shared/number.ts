// SPDX-License-Identifier: GPL-3.0-or-later
import type { RouteLocationRaw } from 'vue-router';
import { formatNumber, hasMessage, t } from './i18n';
import type { LocalizedText } from './language';
import type { Amount, AmountQuality, Day } from './records';

/** Where a number comes from: what its popover says. Every part that is known. */
export interface NumberAbout {
    /** What was counted, in one sentence. */
    sentence?: string;
    /** The definition's full name: "bytes-added/wikimetrics.absolute". */
    definition?: string;
    /** Whose and which work, in words. */
    scope?: string;
    first_day?: Day;
    last_day?: Day;
    /** The state of the facts it was counted on. */
    snapshot?: string;
    /** The facts were generated, not recorded. */
    simulated?: boolean;
    source?: string;
    /** The list behind it. */
    to?: RouteLocationRaw;
    /** What that list is called: "412 edits". */
    listed?: string;
}

export type NumberStyle = 'plain' | 'percent';

/** The signs that stand before a number, and the words that say the same. */
export const QUALITY_MARKS: Record<AmountQuality, { sign: string; message: string; why: string }> = {
    exact: { sign: '', message: '', why: '' },
    at_least: { sign: '≥', message: 'number-at-least', why: 'number-at-least-why' },
    about: { sign: '≈', message: 'number-about', why: 'number-about-why' },
};

export function asAmount(value: number | Amount | null | undefined): Amount | null {
    if (value === null || value === undefined) return null;
    return typeof value === 'number' ? { value, quality: 'exact' } : value;
}

/** A number as it is written, with its mark and without its unit: "≥ 150". A missing one is "–", never 0. */
export function writtenAmount(value: number | Amount | null | undefined, style: NumberStyle = 'plain'): string {
    const amount = asAmount(value);
    if (!amount) return '–';
    const options: Intl.NumberFormatOptions = style === 'percent' ? { style: 'percent', maximumFractionDigits: 0 } : {};
    const { sign } = QUALITY_MARKS[amount.quality];
    return (sign ? `${sign} ` : '') + formatNumber(amount.value, options);
}

/** A change with its sign: "+12". */
export function writtenChange(change: number): string {
    return formatNumber(change, { signDisplay: 'exceptZero' });
}

/** A unit as the catalogue names it ("edits") in the reader's words, agreeing with the number. */
export function unitWord(unit: string, value: number | null): string {
    for (const key of [`unit-${unit}`, `metric-unit-${unit}`]) if (hasMessage(key)) return t(key, value ?? 0);
    return unit;
}

export type Unit = string | LocalizedText;
