// SPDX-License-Identifier: GPL-3.0-or-later
export interface ExcerptPart {
    text: string;
    match: boolean;
}

/** An excerpt whose matches stand between U+0002 and U+0003, in parts. */
export function excerptParts(excerpt: string): ExcerptPart[] {
    return excerpt
        .split(/(\u0002[^\u0003]*\u0003?)/)
        .filter((part) => part !== '')
        .map((part) => ({ text: part.replaceAll(/[\u0002\u0003]/g, ''), match: part.startsWith('\u0002') }));
}
