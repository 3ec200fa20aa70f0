// SPDX-License-Identifier: GPL-3.0-or-later
// JSON pointers (RFC 6901), as problems, differences and conflicts name places: "/targets/0/value".

function steps(pointer: string): string[] {
    return pointer
        .split('/')
        .slice(1)
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What stands at a place; undefined where nothing does. */
export function valueAt(data: unknown, pointer: string): unknown {
    return steps(pointer).reduce<unknown>((at, step) => {
        if (Array.isArray(at)) return at[Number(step)];
        return at && typeof at === 'object' ? (at as Record<string, unknown>)[step] : undefined;
    }, data);
}

/** A copy with another value at a place, whose parents are made where they are missing; undefined takes it away. */
export function withValueAt(data: unknown, pointer: string, value: unknown): unknown {
    const [step, ...rest] = steps(pointer);
    if (step === undefined) return value;
    const deeper = rest.map((one) => `/${one.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    if (Array.isArray(data)) {
        const copy: unknown[] = [...(data as unknown[])];
        copy[Number(step)] = withValueAt(copy[Number(step)], deeper, value);
        return copy;
    }
    const copy: Record<string, unknown> = { ...((data ?? {}) as Record<string, unknown>) };
    const next = withValueAt(copy[step], deeper, value);
    if (next === undefined) delete copy[step];
    else copy[step] = next;
    return copy;
}

/** True for what a record leaves out: nothing, an empty text, list or object of such. */
export function isEmptyValue(value: unknown): boolean {
    if (value === null || value === undefined || value === '') return true;
    if (Array.isArray(value)) return value.length === 0;
    return typeof value === 'object' && Object.values(value).every(isEmptyValue);
}
