// SPDX-License-Identifier: GPL-3.0-or-later
import { type Change, pathLabel } from './difference';
import { formatDay, formatNumber, textOf } from './i18n';
import { valueLabel } from './kinds';
import { writtenAmount } from './number';
import type { Amount, LocalizedText, Titled } from './records';

/** What a plan held when it was agreed last, and what has changed since: docs/api.md. */
export interface Agreed {
    version: number;
    date: string;
    by: string;
    changes: AgreedChange[];
}

export interface AgreedChange extends Titled {
    what: 'changed' | 'added' | 'removed';
    from: number;
    to: number;
    changes: Change[];
    reasons: { revision: number; author: string; time: string; comment: string }[];
}

export interface ShownPlace {
    path: string;
    label: string;
    before: string;
    after: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A value that was agreed, as people read it: days, amounts, texts in the reader's language, targets by their period. */
export function agreedValue(path: string, value: unknown): string {
    if (value === null || value === undefined) return '';
    if (typeof value === 'number') return formatNumber(value);
    if (typeof value === 'string') {
        if (DAY.test(value)) return formatDay(value);
        const field = path.split('/').at(-1) ?? '';
        return ['type', 'direction', 'quality'].includes(field) ? valueLabel(field, value) : value;
    }
    if (Array.isArray(value)) return value.map((one) => agreedValue(path, one)).join('; ');
    if (typeof value !== 'object') return String(value);
    return objectValue(path, value as Record<string, unknown>);
}

function objectValue(path: string, value: Record<string, unknown>): string {
    if (typeof value['value'] === 'number') return writtenAmount(value as unknown as Amount);
    if (typeof value['first_day'] === 'string' && 'value' in value) {
        const days = [value['first_day'], value['last_day']].map((day) => agreedValue(path, day)).join(' – ');
        return `${days}: ${agreedValue(path, value['value'])}`;
    }
    const texts = Object.values(value).every((one) => typeof one === 'string');
    const days = Object.values(value).some((one) => typeof one === 'string' && DAY.test(one));
    if (texts && !days && !('metric' in value)) return textOf(value as LocalizedText);
    return Object.entries(value)
        .map(([name, one]) => agreedValue(`${path}/${name}`, one))
        .filter(Boolean)
        .join(', ');
}

/** The places of a change to show; how a target was revised is told by the target itself. */
export function placesShown(change: AgreedChange): ShownPlace[] {
    return change.changes
        .filter(({ path }) => path !== '' && !/\/revisions(\/|$)/.test(path))
        .map(({ path, before, after }) => ({
            path,
            label: pathLabel(change.kind, path),
            before: agreedValue(path, before),
            after: agreedValue(path, after),
        }))
        .filter(({ before, after }) => before !== after);
}
