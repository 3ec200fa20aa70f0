// SPDX-License-Identifier: GPL-3.0-or-later
import { nextTick, ref, type Ref } from 'vue';
import { t } from '@/shared/i18n';
import type { LocalizedText } from '@/shared/language';
import type { LogicColumn, LogicItem, LogicModel } from '@/shared/records';
import { arrowId, cardId, columnName, focusOn, itemName } from './context';
import * as change from './model';
import { useUndo } from './undo';

/** The parts of a card that can have the focus. */
export const WORDS = 'textarea';

export type LogicEditor = ReturnType<typeof useLogicEditor>;

/** Drawing a model: each step can be taken back, is said to who does not see it, and leaves the focus where it was. */
export function useLogicEditor(model: Ref<LogicModel>, put: (next: LogicModel) => void) {
    const steps = useUndo(() => model.value, put);
    /** What was done last, for screen readers. */
    const said = ref('');
    /** The arrow that is chosen, by its place. */
    const chosen = ref<number | null>(null);

    function apply(next: LogicModel, what = '', words = ''): boolean {
        if (next === model.value) return false;
        steps.change(next, what);
        if (words) said.value = words;
        return true;
    }

    async function focusCard(key: string, part = WORDS): Promise<void> {
        await nextTick();
        focusOn(cardId(key), part);
    }

    function tellPlace(key: string): string {
        const item = change.itemOf(model.value, key)!;
        const column = change.itemsIn(model.value, item.column);
        return t('logic-said-moved', itemName(item), columnName(item.column), column.indexOf(item) + 1, column.length);
    }

    async function add(column: LogicColumn): Promise<void> {
        const { model: next, key } = change.addItem(model.value, column);
        apply(next, '', t('logic-said-added', columnName(column)));
        await focusCard(key);
    }

    async function remove(key: string): Promise<void> {
        const item = change.itemOf(model.value, key)!;
        const column = change.itemsIn(model.value, item.column);
        const neighbour = column[column.indexOf(item) + 1] ?? column[column.indexOf(item) - 1];
        apply(change.removeItem(model.value, key), '', t('logic-said-removed', itemName(item)));
        chosen.value = null;
        if (neighbour) return focusCard(neighbour.key);
        await nextTick();
        focusOn(`add-${item.column}`);
    }

    async function afterMove(next: LogicModel, key: string, part: string): Promise<void> {
        if (!apply(next)) return;
        said.value = tellPlace(key);
        await focusCard(key, part);
    }

    const move = (key: string, direction: change.Direction, part = WORDS): Promise<void> =>
        afterMove(change.moveItem(model.value, key, direction), key, part);
    const place = (key: string, column: LogicColumn, at: number, part = WORDS): Promise<void> =>
        afterMove(change.placeItem(model.value, key, column, at), key, part);

    const write = (key: string, text: LocalizedText): boolean => apply(change.changeItem(model.value, key, { text }), `text ${key}`);
    const set = (key: string, part: Partial<LogicItem>): boolean => apply(change.changeItem(model.value, key, part));
    const rest = (part: Partial<LogicModel>, what = ''): boolean => apply({ ...model.value, ...part }, what);

    function link(from: string, to: string): boolean {
        const [a, b] = [change.itemOf(model.value, from), change.itemOf(model.value, to)];
        const done = apply(change.addLink(model.value, from, to), '', t('logic-said-linked', itemName(a), itemName(b)));
        if (done) chosen.value = change.linksOf(model.value).length - 1;
        return done;
    }

    function unlink(from: string, to: string): void {
        const [a, b] = [change.itemOf(model.value, from), change.itemOf(model.value, to)];
        apply(change.removeLink(model.value, from, to), '', t('logic-said-unlinked', itemName(a), itemName(b)));
        chosen.value = null;
    }

    const writeRationale = (at: number, text: LocalizedText): boolean => apply(change.writeRationale(model.value, at, text), `rationale ${at}`);

    async function choose(at: number): Promise<void> {
        chosen.value = at;
        await nextTick();
        focusOn(arrowId(at), WORDS);
    }

    function back(): void {
        steps.undo();
        chosen.value = null;
        said.value = t('logic-said-undone');
    }

    function again(): void {
        steps.redo();
        chosen.value = null;
        said.value = t('logic-said-redone');
    }

    return { said, chosen, add, remove, move, place, write, set, rest, link, unlink, writeRationale, choose, undo: back, redo: again, forget: steps.forget, canUndo: steps.canUndo, canRedo: steps.canRedo };
}
