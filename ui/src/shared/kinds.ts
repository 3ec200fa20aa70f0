// SPDX-License-Identifier: GPL-3.0-or-later
import { api } from './api';
import { hasMessage, t } from './i18n';
import type { Field, KindDescription, KindName } from './records';

let kinds: Promise<KindDescription[]> | null = null;

/** The description of every kind, asked for once; a failure is asked again the next time. */
export function loadKinds(): Promise<KindDescription[]> {
    kinds ??= api.get<KindDescription[]>('/kinds').catch((error: unknown) => {
        kinds = null;
        throw error;
    });
    return kinds;
}

export async function loadKind(name: KindName): Promise<KindDescription | null> {
    return (await loadKinds()).find((kind) => kind.name === name) ?? null;
}

/** The name of a kind in the reader's words: "SMART goal". */
export function kindName(kind: string): string {
    const key = `kind-${kind}`;
    return hasMessage(key) ? t(key) : kind;
}

function first(keys: string[], otherwise: string): string {
    const key = keys.find(hasMessage);
    return key ? t(key) : otherwise;
}

/** What a field is called: its kind's own word where there is one, else the word that all kinds share. */
export function fieldLabel(kind: string, name: string): string {
    return first([`field-${kind}-${name}`, `field-${name}`], name);
}

/** A sentence that helps to fill it in; "" where none is needed. */
export function fieldHelp(kind: string, name: string): string {
    return first([`help-${kind}-${name}`, `help-${name}`], '');
}

/** An enum's value in words. */
export function valueLabel(field: string, value: string): string {
    return first([`value-${field}-${value}`, `value-${value}`], value);
}

/** The fields of an object, or of a list's objects. */
export function fieldsWithin(field: Field): Field[] {
    return field.fields ?? [];
}

/** Where a field can be a list's element, its description as a field of its own. */
export function elementOf(field: Field): Field {
    const simple = ['text', 'string', 'number', 'integer', 'boolean', 'date', 'instant', 'amount'] as const;
    const type = simple.find((name) => name === field.of);
    if (field.fields?.length) return { ...field, type: 'object', required: true };
    if (type) return { name: field.name, type, of: '', required: true };
    if (field.values?.length) return { ...field, type: 'enum', required: true };
    return { name: field.name, type: 'link', of: field.of, required: true };
}
