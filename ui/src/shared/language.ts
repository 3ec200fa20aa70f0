// SPDX-License-Identifier: GPL-3.0-or-later
/** The languages that the interface ships in. */
export const INTERFACE_LANGUAGES = ['es', 'pt', 'en'] as const;
export type InterfaceLanguage = (typeof INTERFACE_LANGUAGES)[number];

/** What each language calls itself. */
export const AUTONYMS: Record<InterfaceLanguage, string> = { es: 'español', pt: 'português', en: 'English' };

/** The languages that a text is usually written in here; the editor offers these first. */
export const CONTENT_LANGUAGES = ['es', 'pt-br', 'en'] as const;

/** The BCP 47 tag that Intl formats numbers and dates with: Portuguese is Brazil's first. */
export const LOCALES: Record<InterfaceLanguage, string> = { es: 'es-419', pt: 'pt-BR', en: 'en-GB' };

/** The interface language nearest to a tag ("pt-BR" → "pt"); null where there is none. */
export function nearestLanguage(tag: string | null | undefined): InterfaceLanguage | null {
    const base = (tag ?? '').toLowerCase().split('-')[0];
    return INTERFACE_LANGUAGES.find((language) => language === base) ?? null;
}

/** A text in several languages: BCP 47 code in lower case → text. */
export type LocalizedText = Record<string, string>;

/** A text, and the language it is in. Both empty where there is none at all. */
export interface ChosenText {
    language: string;
    text: string;
}

/** Where a reader of `language` looks, in order; the same chain as the program's own. */
export function fallbackChain(language: string): string[] {
    const base = language.split('-')[0] ?? language;
    const rest =
        base === 'pt'
            ? ['pt-br', 'pt', 'es', 'en']
            : base === 'es'
              ? ['pt-br', 'pt', 'en']
              : ['en', 'es', 'pt-br', 'pt'];
    return [...new Set([language, base, ...rest])];
}

/** What a reader of `language` is shown. */
export function chooseText(text: LocalizedText | null | undefined, language: string): ChosenText {
    for (const candidate of fallbackChain(language)) {
        const words = text?.[candidate];
        if (words) return { language: candidate, text: words };
    }
    for (const code of Object.keys(text ?? {}).sort()) {
        const words = text?.[code];
        if (words) return { language: code, text: words };
    }
    return { language: '', text: '' };
}

/** True where a text in `language` is not what a reader of `reader` asked for (pt-br is Portuguese). */
export function fellBack(language: string, reader: string): boolean {
    return language !== '' && language.split('-')[0] !== reader.split('-')[0];
}
