// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, inject, type InjectionKey, provide, type Ref } from 'vue';
import { t, textOf } from '@/shared/i18n';
import type { LogicColumn, LogicItem, LogicModel } from '@/shared/records';
import type { LogicFinding, LogicModelView } from '@/shared/views';
import { itemOf, itemsOf, linksOf } from './model';
import type { LogicEditor } from './useLogicEditor';

/** What the parts of a logic model's page share. */
export interface LogicContext {
    model: Ref<LogicModel>;
    findings: Ref<LogicFinding[]>;
    view: LogicModelView;
    /** null: it is read. */
    editor: LogicEditor | null;
}

const KEY: InjectionKey<LogicContext> = Symbol('logic model');

export function provideLogic(context: LogicContext): void {
    provide(KEY, context);
}

export function useLogic(): LogicContext {
    const context = inject(KEY);
    if (!context) throw new Error('a part of a logic model stands outside of one');
    return context;
}

export const columnName = (column: LogicColumn): string => t(`logic-column-${column.replaceAll('_', '-')}`);

/** What an item is called in sentences and menus. */
export function itemName(item: LogicItem | undefined): string {
    const words = textOf(item?.text) || t('logic-item-empty');
    return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}

/** A finding in two or three words, for a card. */
export const shortFinding = ({ key }: LogicFinding): string => t(`logic-short-${key.replace('logic-finding-', '')}`);

/** The place of the arrow that a finding is about; null: it is about an item. */
export function arrowOf({ field }: LogicFinding): number | null {
    const found = /^\/links\/(\d+)/.exec(field);
    return found ? Number(found[1]) : null;
}

/** The card or arrow that a place of the record ("/items/2/text") is in, and what to call it; null: neither. */
export function placeOf(model: LogicModel, field: string): { key: string; arrow: number; name: string } | null {
    const [, list, number] = /^\/(items|links)\/(\d+)/.exec(field) ?? [];
    const item = list === 'items' ? itemsOf(model)[Number(number)] : undefined;
    if (item) return { key: item.key, arrow: -1, name: `${columnName(item.column)}: ${itemName(item)}` };
    const link = list === 'links' ? linksOf(model)[Number(number)] : undefined;
    return link ? { key: '', arrow: Number(number), name: `${itemName(itemOf(model, link.from))} → ${itemName(itemOf(model, link.to))}` } : null;
}

/** The findings of each item and of each arrow. Those of a cycle stand at all its items. */
export function useFindingsAt() {
    const { findings } = useLogic();
    const ofItems = computed(() => {
        const map = new Map<string, LogicFinding[]>();
        for (const finding of findings.value) {
            const isCycle = finding.key === 'logic-finding-cycle';
            if (arrowOf(finding) !== null && !isCycle) continue;
            for (const key of finding.items) map.set(key, [...(map.get(key) ?? []), finding]);
        }
        return map;
    });
    const ofArrows = computed(() => {
        const map = new Map<number, LogicFinding[]>();
        for (const finding of findings.value) {
            const place = arrowOf(finding);
            if (place !== null) map.set(place, [...(map.get(place) ?? []), finding]);
        }
        return map;
    });
    return { ofItems, ofArrows };
}

/** Moves the focus to a part of a card or of an arrow's row, once it stands on the page. */
export function focusOn(id: string, part = ''): void {
    const place = document.getElementById(id);
    const within = part ? place?.querySelector<HTMLElement>(part) : null;
    (within ?? place)?.focus();
    place?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
}

export const cardId = (key: string): string => `item-${key}`;
export const arrowId = (place: number): string => `arrow-${place}`;
