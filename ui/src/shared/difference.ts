// SPDX-License-Identifier: GPL-3.0-or-later
import { hasMessage, languageName, t } from './i18n';
import { fieldLabel } from './kinds';

/** One difference between two states of a record; `path` is a JSON pointer ("/targets/0/value"). */
export interface Change {
    path: string;
    before?: unknown;
    after?: unknown;
}

export interface TextPart {
    text: string;
    kind: 'same' | 'removed' | 'added';
}

const LONGEST = 400;

/** Which words went and came between two texts, by their longest common run; whole texts where they are long. */
export function wordDifference(before: string, after: string): TextPart[] {
    const [a, b] = [before.split(/(\s+)/), after.split(/(\s+)/)].map((words) => words.filter((word) => word !== ''));
    if (!a || !b || a.length > LONGEST || b.length > LONGEST)
        return merged([
            { text: before, kind: 'removed' },
            { text: after, kind: 'added' },
        ]);
    const length = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
    for (let i = a.length - 1; i >= 0; i--)
        for (let j = b.length - 1; j >= 0; j--)
            length[i]![j] = a[i] === b[j] ? length[i + 1]![j + 1]! + 1 : Math.max(length[i + 1]![j]!, length[i]![j + 1]!);
    const parts: TextPart[] = [];
    let [i, j] = [0, 0];
    while (i < a.length || j < b.length) {
        if (i < a.length && j < b.length && a[i] === b[j]) {
            parts.push({ text: a[i]!, kind: 'same' });
            i++;
            j++;
        } else if (j >= b.length || (i < a.length && length[i + 1]![j]! >= length[i]![j + 1]!)) {
            parts.push({ text: a[i++]!, kind: 'removed' });
        } else {
            parts.push({ text: b[j++]!, kind: 'added' });
        }
    }
    return merged(parts);
}

function merged(parts: TextPart[]): TextPart[] {
    const out: TextPart[] = [];
    for (const part of parts.filter(({ text }) => text !== '')) {
        const last = out.at(-1);
        if (last?.kind === part.kind) last.text += part.text;
        else out.push({ ...part });
    }
    return out;
}

/** A path in words: "/targets/0/value/value" → "Targets › 1 › Value". */
export function pathLabel(kind: string, path: string): string {
    const words = path
        .split('/')
        .slice(1)
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
        .map((step) => {
            if (/^\d+$/.test(step)) return String(Number(step) + 1);
            const isField = hasMessage(`field-${kind}-${step}`) || hasMessage(`field-${step}`);
            if (isField) return fieldLabel(kind, step);
            return /^[a-z]{2,3}(-[a-z0-9]+)*$/.test(step) ? languageName(step) : step;
        });
    return words.length ? words.join(' › ') : t('compare-whole');
}

/** A value as plain text, for comparing: texts as they are, the rest as JSON. */
export function plainValue(value: unknown): string {
    if (value === undefined || value === null) return '';
    return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}
