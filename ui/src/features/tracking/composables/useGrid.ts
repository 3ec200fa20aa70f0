// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, nextTick, ref, shallowRef } from 'vue';
import { type Block, blockBetween, filledDown, moved, parseBlock, pasted, type Place, placesIn, type Size, within, writeBlock } from './block';

/** What the grid writes through: how it looks is somebody else's. */
export interface GridModel {
    size(): Size;
    textAt(row: number, column: number): string;
    /** True where one may write. */
    opens(row: number, column: number): boolean;
    /** What an empty cell proposes when one begins to write in it: it is taken with Enter. */
    proposedAt?(row: number, column: number): string;
    /** One step; gives how many texts could not be written there. */
    write(changes: { row: number; column: number; text: string }[]): number;
    undo(): void;
    redo(): void;
    /** Puts the focus on a cell. */
    focus(place: Place): void;
    /** Something that happened, for who does not see it. */
    say(key: string, ...parameters: number[]): void;
}

/** Keys, selection and clipboard of a table that works like a spreadsheet. */
export function useGrid(model: GridModel, start: Place = { row: 0, column: 0 }) {
    const active = ref<Place>(start);
    const anchor = ref<Place>(start);
    const selection = computed((): Block => blockBetween(anchor.value, active.value));
    /** What is being typed; null while one only moves. */
    const typing = ref<string | null>(null);
    /** Typing that began over the cell: arrows leave it, as in any spreadsheet. */
    const over = shallowRef(false);

    const isActive = (place: Place): boolean => place.row === active.value.row && place.column === active.value.column;

    function go(place: Place, extend = false): void {
        active.value = place;
        if (!extend) anchor.value = place;
        void nextTick(() => model.focus(place));
    }

    function begin(text: string | null): void {
        const { row, column } = active.value;
        if (!model.opens(row, column)) return model.say('tracking-said-closed');
        anchor.value = active.value;
        over.value = text !== null;
        typing.value = text ?? (model.textAt(row, column) || (model.proposedAt?.(row, column) ?? ''));
    }

    /** Takes what was typed, and goes on to where `then` leads. */
    function commit(then?: string): void {
        if (typing.value === null) return;
        const { row, column } = active.value;
        const text = typing.value;
        typing.value = null;
        model.write([{ row, column, text }]);
        go((then && moved(active.value, then, model.size())) || active.value);
    }

    /** The focus went elsewhere: what was typed stays. */
    function leave(): void {
        if (typing.value === null) return;
        const { row, column } = active.value;
        const text = typing.value;
        typing.value = null;
        model.write([{ row, column, text }]);
    }

    function cancel(): void {
        typing.value = null;
        go(active.value);
    }

    const LEAVING: Record<string, string> = { Enter: 'ArrowDown', 'Shift+Enter': 'ArrowUp', Tab: 'ArrowRight', 'Shift+Tab': 'ArrowLeft' };

    function whileTyping(event: KeyboardEvent): void {
        const name = (event.shiftKey ? 'Shift+' : '') + event.key;
        const arrow = over.value && event.key.startsWith('Arrow') ? event.key : undefined;
        const leads = LEAVING[name] ?? arrow;
        if (event.key === 'Escape') cancel();
        else if (leads) commit(leads);
        else return;
        event.preventDefault();
        event.stopPropagation();
    }

    function clear(): void {
        const closed = model.write(placesIn(selection.value).map((place) => ({ ...place, text: '' })));
        if (closed) model.say('tracking-said-skipped', closed);
    }

    function fillDown(): void {
        const changes = filledDown(selection.value).map(({ place, from }) => ({ ...place, text: model.textAt(from.row, from.column) }));
        const closed = model.write(changes);
        model.say(closed ? 'tracking-said-skipped' : 'tracking-said-filled', closed || changes.length);
    }

    function withControl(event: KeyboardEvent): boolean {
        const key = event.key.toLowerCase();
        if (key === 'z' && !event.shiftKey) model.undo();
        else if (key === 'y' || key === 'z') model.redo();
        else if (key === 'd') fillDown();
        else if (key === 'a') {
            const { rows, columns } = model.size();
            anchor.value = { row: 0, column: 0 };
            go({ row: rows - 1, column: columns - 1 }, true);
        } else return false;
        return true;
    }

    function begun(event: KeyboardEvent): boolean {
        if (event.key === 'Enter' || event.key === 'F2') begin(null);
        else if (event.key === 'Delete' || event.key === 'Backspace') clear();
        else if (event.key === 'Escape') anchor.value = active.value;
        else if ([...event.key].length === 1 && event.key !== ' ') begin(event.key);
        else return false;
        return true;
    }

    function onKey(event: KeyboardEvent): void {
        if (typing.value !== null) return whileTyping(event);
        if (event.altKey || event.isComposing) return;
        const control = event.ctrlKey || event.metaKey;
        const to = moved(active.value, event.key, model.size(), control);
        if (to) go(to, event.shiftKey);
        else if (!(control ? withControl(event) : begun(event))) return;
        event.preventDefault();
    }

    function copied(): string {
        const { top, left, bottom, right } = selection.value;
        const rows: string[][] = [];
        for (let row = top; row <= bottom; row++) {
            rows.push([]);
            for (let column = left; column <= right; column++) rows.at(-1)!.push(model.textAt(row, column));
        }
        return writeBlock(rows);
    }

    function onCopy(event: ClipboardEvent, cut = false): void {
        if (typing.value !== null || !event.clipboardData) return;
        event.clipboardData.setData('text/plain', copied());
        event.preventDefault();
        if (cut) clear();
        else model.say('tracking-said-copied', placesIn(selection.value).length);
    }

    function onPaste(event: ClipboardEvent): void {
        const text = event.clipboardData?.getData('text/plain');
        if (typing.value !== null || text === undefined) return;
        event.preventDefault();
        const { placed, outside } = pasted(selection.value, parseBlock(text), model.size());
        const closed = model.write(placed.map(({ place, text: written }) => ({ ...place, text: written })));
        const last = placed.at(-1)?.place;
        if (last) {
            anchor.value = { row: selection.value.top, column: selection.value.left };
            go(last, true);
        }
        const left = outside + closed;
        if (left) model.say('tracking-said-pasted-some', placed.length - closed, left);
        else model.say('tracking-said-pasted', placed.length);
    }

    function onPointer(place: Place, event: MouseEvent): void {
        if (typing.value !== null && isActive(place)) return;
        event.preventDefault();
        leave();
        go(place, event.shiftKey);
    }

    /** The pointer is dragged over a cell. */
    function onDrag(place: Place, event: MouseEvent): void {
        if (event.buttons === 1 && typing.value === null) go(place, true);
    }

    const isSelected = (place: Place): boolean => within(selection.value, place);
    return { active, selection, typing, go, begin, leave, onKey, onCopy, onPaste, onPointer, onDrag, isActive, isSelected };
}
export type Grid = ReturnType<typeof useGrid>;
