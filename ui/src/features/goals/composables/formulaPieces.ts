// SPDX-License-Identifier: GPL-3.0-or-later

/** A piece of a formula: what stands between its parts, or one of its parts. */
export type FormulaPiece =
    | { text: string }
    | {
          indicator: string;
          /** The category whose values are taken; '' : all. */
          category: string;
          /** What else is asked of it: ".previous(1)". */
          more: string;
      };

const SIGNS: Record<string, string> = { '*': ' × ', '/': ' ÷ ', '-': ' − ', '+': ' + ' };
const PART = /#\{\s*([a-z0-9-]+)\s*\}((?:\.\w+\([^)]*\))*)/gu;

/** Signs as they are written by hand. */
const written = (text: string): string => text.replace(/\s*([*/+-])\s*/g, (_, sign: string) => SIGNS[sign]!);

/** The category of `.parts("gender", "women")`, and the modifiers that are left. */
function modifiers(text: string): { category: string; more: string } {
    const parts = /\.parts\(([^)]*)\)/u.exec(text);
    const quoted = [...(parts?.[1] ?? '').matchAll(/"([^"]*)"/gu)].map(([, word]) => word!);
    return { category: quoted.at(-1) ?? '', more: text.replace(parts?.[0] ?? '', '') };
}

/** A formula's text cut at the indicators that it refers to, in order. */
export function formulaPieces(formula: string): FormulaPiece[] {
    const pieces: FormulaPiece[] = [];
    let from = 0;
    const between = (until: number): void => {
        if (until > from) pieces.push({ text: written(formula.slice(from, until)) });
    };
    for (const match of formula.matchAll(PART)) {
        between(match.index);
        pieces.push({ indicator: match[1]!, ...modifiers(match[2]!) });
        from = match.index + match[0].length;
    }
    between(formula.length);
    return pieces;
}
