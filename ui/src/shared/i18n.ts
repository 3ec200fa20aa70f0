// SPDX-License-Identifier: GPL-3.0-or-later
import Banana from 'banana-i18n';
import { computed, readonly, ref, shallowRef } from 'vue';
import {
    type ChosenText,
    chooseText,
    type InterfaceLanguage,
    LOCALES,
    type LocalizedText,
    nearestLanguage,
} from './language';

export type Messages = Record<string, string>;
/** A number is shown by locale, while PLURAL chooses by its value. */
export type Parameter = string | number;

const STORED = 'brujula-language';
const RAW = 10;

const ofInterface = import.meta.glob<Messages>(['../i18n/en.json', '../i18n/es.json', '../i18n/pt.json'], {
    import: 'default',
});
const ofProgram = import.meta.glob<Messages>(
    ['@program/en.json', '@program/es.json', '@program/pt.json'],
    { import: 'default' },
);

const current = ref<InterfaceLanguage>('en');
const banana = shallowRef(new Banana('en'));
let known: Messages = {};

async function load(language: InterfaceLanguage): Promise<Messages> {
    const of = (files: Record<string, () => Promise<Messages>>): Promise<Messages> => {
        const name = Object.keys(files).find((path) => path.endsWith(`/${language}.json`));
        return name ? files[name]!() : Promise.resolve({});
    };
    const [program, own] = await Promise.all([of(ofProgram), of(ofInterface)]);
    return { ...program, ...own };
}

/** Makes PLURAL look at a parameter's value ($11 for $1) and not at how it is written ("1.000"). */
function byValue(messages: Messages): Messages {
    const out: Messages = {};
    for (const [key, text] of Object.entries(messages))
        out[key] = text.replace(/\{\{PLURAL:\s*\$(\d)\s*\|/gi, (_, n: string) => `{{PLURAL:$${RAW + Number(n)}|`);
    return out;
}

/** Puts a language's messages in place. Tests use it with messages of their own. */
export function useMessages(language: InterfaceLanguage, messages: Messages): void {
    known = messages;
    const next = new Banana(language);
    next.load(byValue(messages), language);
    banana.value = next;
    current.value = language;
    if (typeof document !== 'undefined') document.documentElement.lang = LOCALES[language];
}

/** Loads and shows a language; `remember` keeps it for the next visit. */
export async function setLanguage(language: InterfaceLanguage, remember = false): Promise<void> {
    useMessages(language, await load(language));
    if (remember) localStorage.setItem(STORED, language);
}

/** `?uselang=` wins for this visit, then what was chosen before, then the session's, then the browser's. */
export function startingLanguage(search: string, ofSession?: string | null): InterfaceLanguage {
    const asked = nearestLanguage(new URLSearchParams(search).get('uselang'));
    return (
        asked ??
        nearestLanguage(localStorage.getItem(STORED)) ??
        nearestLanguage(ofSession) ??
        navigator.languages.map(nearestLanguage).find((language) => language !== null) ??
        'en'
    );
}

function shown(parameter: Parameter): string {
    return typeof parameter === 'number' ? formatNumber(parameter) : parameter;
}

/** The message in the reader's language; an unknown key in ⧼brackets⧽, as on wikis. */
export function t(key: string, ...parameters: Parameter[]): string {
    const parser = banana.value;
    if (!(key in known)) return `⧼${key}⧽`;
    const padded = [...parameters.map(shown), ...Array<string>(RAW - parameters.length).fill('')];
    return parser.i18n(key, ...padded, ...parameters);
}

/** True where there is a message for the key: for keys made of data (`metric-<name>-name`). */
export function hasMessage(key: string): boolean {
    return banana.value !== null && key in known;
}

const numbers = new Map<string, Intl.NumberFormat>();
function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
    const locale = current.value === 'es' ? 'es' : LOCALES[current.value];
    const key = locale + JSON.stringify(options);
    const found = numbers.get(key) ?? new Intl.NumberFormat(locale, options);
    numbers.set(key, found);
    return found;
}

/**
 * A number by locale. The Spanish-speaking countries disagree about point and comma, so Spanish separates thousands by a
 * thin space, as their academies advise: nobody reads "12 345,5" wrongly (docs/adr/0020-numbers-by-language.md).
 */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
    const format = numberFormat({ maximumFractionDigits: 2, ...options });
    if (current.value !== 'es') return format.format(value);
    const parts = format.formatToParts(value);
    return parts.map((part) => (part.type === 'group' ? '\u202f' : part.value)).join('');
}

/** A day ("2014-11-21"), written by locale. A day has no zone: it is never shifted by the reader's. */
export function formatDay(day: string, options: Intl.DateTimeFormatOptions = { dateStyle: 'medium' }): string {
    const time = Date.parse(`${day}T00:00:00Z`);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(time)) return day;
    return new Intl.DateTimeFormat(LOCALES[current.value], { ...options, timeZone: 'UTC' }).format(time);
}

/** A span of days, both whole: "1 de enero – 31 de marzo de 2015". */
export function formatDays(first: string, last: string): string {
    const [from, to] = [Date.parse(`${first}T00:00:00Z`), Date.parse(`${last}T00:00:00Z`)];
    if (Number.isNaN(from) || Number.isNaN(to)) return `${first} – ${last}`;
    const style: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeZone: 'UTC' };
    return new Intl.DateTimeFormat(LOCALES[current.value], style).formatRange(from, to);
}

/** An instant to the minute, in the reader's own zone or the one that is named (an unknown one is the reader's). */
export function formatInstant(instant: string, zone?: string): string {
    const time = Date.parse(instant);
    if (Number.isNaN(time)) return instant;
    const style: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' };
    try {
        return new Intl.DateTimeFormat(LOCALES[current.value], { ...style, timeZone: zone }).format(time);
    } catch {
        return new Intl.DateTimeFormat(LOCALES[current.value], style).format(time);
    }
}

export function formatList(items: string[]): string {
    return new Intl.ListFormat(LOCALES[current.value], { type: 'conjunction' }).format(items);
}

/** What a language is called in the reader's language: "portugués". Some of the region's, Intl does not know. */
export function languageName(code: string): string {
    const key = `language-${code}`;
    if (hasMessage(key)) return t(key);
    try {
        return new Intl.DisplayNames([LOCALES[current.value]], { type: 'language' }).of(code) ?? code;
    } catch {
        return code;
    }
}

/** What a country is called in the reader's language, from its ISO 3166 code. */
export function countryName(code: string): string {
    try {
        return new Intl.DisplayNames([LOCALES[current.value]], { type: 'region' }).of(code.toUpperCase()) ?? code;
    } catch {
        return code;
    }
}

/** A record's text as the reader is shown it, without the mark of its language: for titles of pages and menus. */
export function textOf(text: LocalizedText | null | undefined): string {
    return chosen(text).text;
}

/** As `textOf`, with its language. What has no name is called by its days (docs/formats/records.md): written by locale. */
export function chosen(text: LocalizedText | null | undefined): ChosenText {
    const choice = chooseText(text, current.value);
    const days = /^(\d{4}-\d{2}-\d{2}) – (\d{4}-\d{2}-\d{2})$/.exec(choice.text);
    return days ? { text: formatDays(days[1]!, days[2]!), language: current.value } : choice;
}

export const language = readonly(current);
export const locale = computed(() => LOCALES[current.value]);

/** Everything a component needs of the reader's language; each function follows when the language changes. */
export function useI18n() {
    return {
        t,
        hasMessage,
        language,
        locale,
        setLanguage,
        formatNumber,
        formatDay,
        formatDays,
        formatInstant,
        formatList,
        languageName,
        countryName,
        textOf,
        chosen,
    };
}
