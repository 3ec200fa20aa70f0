// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with a logic model while it is drawn. Every function gives a new model, or the same one where nothing
// changes.
import type { LocalizedText } from '@/shared/language';
import { LOGIC_COLUMNS, type LogicColumn, type LogicItem, type LogicLink, type LogicModel } from '@/shared/records';

/** Groups of columns as Wikimedia's logic model has them. */
export const GROUPS = ['inputs', 'outputs', 'outcomes'] as const;
export type Group = (typeof GROUPS)[number];

export function groupOf(column: LogicColumn): Group {
    if (column === 'input') return 'inputs';
    return column.endsWith('_outcome') ? 'outcomes' : 'outputs';
}

const KEY_LETTERS: Record<LogicColumn, string> = {
    input: 'i',
    participants: 'p',
    activities: 'a',
    products: 'd',
    short_outcome: 's',
    intermediate_outcome: 'm',
    long_outcome: 'l',
};

export const itemsOf = (model: LogicModel): LogicItem[] => model.items ?? [];
export const linksOf = (model: LogicModel): LogicLink[] => model.links ?? [];
export const itemsIn = (model: LogicModel, column: LogicColumn): LogicItem[] => itemsOf(model).filter((item) => item.column === column);
export const itemOf = (model: LogicModel, key: string): LogicItem | undefined => itemsOf(model).find((item) => item.key === key);

/** Items that one's arrows lead to, in the arrows' order. */
export function leadsTo(model: LogicModel, key: string): LogicItem[] {
    return linksOf(model).flatMap(({ from, to }) => (from === key ? (itemOf(model, to) ?? []) : []));
}

/** A key that no item has: the column's letter and the least number. */
export function newKey(model: LogicModel, column: LogicColumn): string {
    const taken = new Set(itemsOf(model).map(({ key }) => key));
    let number = 1;
    while (taken.has(KEY_LETTERS[column] + number)) number++;
    return KEY_LETTERS[column] + number;
}

export function addItem(model: LogicModel, column: LogicColumn): { model: LogicModel; key: string } {
    const key = newKey(model, column);
    return { key, model: { ...model, items: [...itemsOf(model), { key, column, text: {}, difficulty: 0 }] } };
}

/** Without the item and its arrows. */
export function removeItem(model: LogicModel, key: string): LogicModel {
    return {
        ...model,
        items: itemsOf(model).filter((item) => item.key !== key),
        links: linksOf(model).filter(({ from, to }) => from !== key && to !== key),
    };
}

/** Puts an item at a place among the others of a column. */
export function placeItem(model: LogicModel, key: string, column: LogicColumn, place: number): LogicModel {
    const item = itemOf(model, key);
    if (!item) return model;
    const others = itemsOf(model).filter((one) => one !== item);
    const before = others.filter((one) => one.column === column)[place];
    const at = before ? others.indexOf(before) : others.length;
    const items = [...others.slice(0, at), { ...item, column }, ...others.slice(at)];
    return columnsAlike(items, itemsOf(model)) ? model : { ...model, items };
}

/** True where every column holds the same in the same order, whatever stands between. */
function columnsAlike(a: LogicItem[], b: LogicItem[]): boolean {
    const keys = (items: LogicItem[]): string =>
        LOGIC_COLUMNS.map((column) => items.filter((one) => one.column === column).map(({ key }) => key).join()).join('|');
    return keys(a) === keys(b);
}

export type Direction = 'up' | 'down' | 'left' | 'right';

/** One place up or down in its column, or to the column beside (at the same height as far as it goes). */
export function moveItem(model: LogicModel, key: string, direction: Direction): LogicModel {
    const item = itemOf(model, key);
    if (!item) return model;
    const place = itemsIn(model, item.column).indexOf(item);
    if (direction === 'up') return place > 0 ? placeItem(model, key, item.column, place - 1) : model;
    if (direction === 'down') return placeItem(model, key, item.column, place + 1);
    const column = LOGIC_COLUMNS[LOGIC_COLUMNS.indexOf(item.column) + (direction === 'left' ? -1 : 1)];
    return column ? placeItem(model, key, column, place) : model;
}

export function changeItem(model: LogicModel, key: string, change: Partial<LogicItem>): LogicModel {
    const changed = (item: LogicItem): LogicItem => {
        const next = { ...item, ...change };
        if (!next.goal) delete next.goal;
        if (!next.indicators?.length) delete next.indicators;
        return next;
    };
    return { ...model, items: itemsOf(model).map((item) => (item.key === key ? changed(item) : item)) };
}

/** A text with one language written; nothing written takes the language away. */
export function withWords(text: LocalizedText | undefined, code: string, words: string): LocalizedText {
    const next = { ...text, [code]: words };
    if (!words) delete next[code];
    return next;
}

export const hasLink = (model: LogicModel, from: string, to: string): boolean =>
    linksOf(model).some((link) => link.from === from && link.to === to);

/** An arrow between two items; none to itself, and none twice. */
export function addLink(model: LogicModel, from: string, to: string): LogicModel {
    if (from === to || hasLink(model, from, to) || !itemOf(model, from) || !itemOf(model, to)) return model;
    return { ...model, links: [...linksOf(model), { from, to }] };
}

export function removeLink(model: LogicModel, from: string, to: string): LogicModel {
    return { ...model, links: linksOf(model).filter((link) => link.from !== from || link.to !== to) };
}

export function writeRationale(model: LogicModel, place: number, rationale: LocalizedText): LogicModel {
    return { ...model, links: linksOf(model).map((link, i) => (i === place ? { ...link, rationale } : link)) };
}

/** The language in which a reader writes: the record's own word for Portuguese is Brazil's. */
export function writingLanguage(text: LocalizedText | undefined, reader: string): string {
    const own = reader === 'pt' ? 'pt-br' : reader;
    if (text?.[own]) return own;
    return Object.keys(text ?? {}).find((code) => text?.[code] && code.split('-')[0] === reader) ?? own;
}
