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

/** What a list holds, as a field of its own: "link:person" is a link to a person. */
export function elementOf(list: Field): Field {
    const target = /^link:(.+)$/.exec(list.of)?.[1];
    const type = target ? 'link' : (list.of as Field['type']);
    return { ...list, type, of: target ?? '', required: true };
}
