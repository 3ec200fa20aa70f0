// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, test } from 'vitest';
import type { Place } from './block';
import { useGrid } from './useGrid';

/** A table of texts, its last column closed, that remembers what was asked of it. */
function tableOf(texts: string[][]) {
    const said: string[] = [];
    const opens = (_: number, column: number): boolean => column < texts[0]!.length - 1;
    const steps: string[] = [];
    const grid = useGrid({
        size: () => ({ rows: texts.length, columns: texts[0]!.length }),
        textAt: (row, column) => texts[row]![column]!,
        opens,
        write: (changes) => {
            let closed = 0;
            for (const { row, column, text } of changes)
                if (opens(row, column)) texts[row]![column] = text;
                else closed++;
            return closed;
        },
        undo: () => void steps.push('undo'),
        redo: () => void steps.push('redo'),
        focus: () => undefined,
        say: (key, ...parameters) => void said.push([key, ...parameters].join(' ')),
    });
    const press = (key: string, held: KeyboardEventInit = {}): KeyboardEvent => {
        const event = new KeyboardEvent('keydown', { key, cancelable: true, ...held });
        grid.onKey(event);
        return event;
    };
    const clipboard = (text = '') => {
        const data = new Map([['text/plain', text]]);
        const clipboardData = { getData: (type: string) => data.get(type) ?? '', setData: (type: string, value: string) => data.set(type, value) };
        const event = { clipboardData, preventDefault: () => undefined } as unknown as ClipboardEvent;
        return { event, text: () => data.get('text/plain') };
    };
    return { grid, texts, said, steps, press, clipboard };
}
const nine = () => tableOf([['1', '2', '3'], ['4', '5', '6'], ['7', '8', '9']]);
const at = (row: number, column: number): Place => ({ row, column });

describe('typing', () => {
    test('begins over the cell with a letter, and an arrow takes it and leaves', () => {
        const { grid, texts, press } = nine();
        press('8');
        expect(grid.typing.value).toBe('8');
        grid.typing.value = '81';
        press('ArrowRight');
        expect(texts[0]![0]).toBe('81');
        expect(grid.active.value).toEqual(at(0, 1));
        expect(grid.typing.value).toBeNull();
    });
    test('begins in the cell with Enter or F2, and arrows stay in its text', () => {
        const { grid, press } = nine();
        press('F2');
        expect(grid.typing.value).toBe('1');
        expect(press('ArrowRight').defaultPrevented).toBe(false);
        expect(grid.active.value).toEqual(at(0, 0));
    });
    test('goes down with Enter, right with Tab, back with Shift', () => {
        const { grid, press } = nine();
        press('5');
        press('Enter');
        expect(grid.active.value).toEqual(at(1, 0));
        press('5');
        press('Tab');
        expect(grid.active.value).toEqual(at(1, 1));
        press('5');
        press('Enter', { shiftKey: true });
        expect(grid.active.value).toEqual(at(0, 1));
    });
    test('is given up with Escape', () => {
        const { grid, texts, press } = nine();
        press('5');
        press('Escape');
        expect(texts[0]![0]).toBe('1');
        expect(grid.typing.value).toBeNull();
    });
    test('stays when the focus goes elsewhere', () => {
        const { grid, texts, press } = nine();
        press('5');
        grid.leave();
        expect(texts[0]![0]).toBe('5');
    });
    test('does not begin where one may not write, and says so', () => {
        const { grid, press, said } = nine();
        grid.go(at(0, 2));
        press('5');
        expect(grid.typing.value).toBeNull();
        expect(said).toEqual(['tracking-said-closed']);
    });
});

describe('moving', () => {
    test('leaves Tab, the browser’s keys and composed letters alone', () => {
        const { press, grid } = nine();
        for (const event of [press('Tab'), press('r', { ctrlKey: true }), press('a', { altKey: true }), press('Shift'), press(' ')])
            expect(event.defaultPrevented).toBe(false);
        expect(grid.typing.value).toBeNull();
    });
    test('selects with Shift, everything with Ctrl+A, and Escape lets go', () => {
        const { grid, press } = nine();
        press('ArrowDown', { shiftKey: true });
        press('ArrowRight', { shiftKey: true });
        expect(grid.selection.value).toEqual({ top: 0, left: 0, bottom: 1, right: 1 });
        press('Escape');
        expect(grid.selection.value).toEqual({ top: 1, left: 1, bottom: 1, right: 1 });
        press('a', { ctrlKey: true });
        expect(grid.selection.value).toEqual({ top: 0, left: 0, bottom: 2, right: 2 });
    });
    test('undoes and does again by the keys of every platform', () => {
        const { press, steps } = nine();
        press('z', { ctrlKey: true });
        press('z', { metaKey: true });
        press('y', { ctrlKey: true });
        press('Z', { ctrlKey: true, shiftKey: true });
        expect(steps).toEqual(['undo', 'undo', 'redo', 'redo']);
    });
});

describe('blocks', () => {
    test('are copied and cut as a spreadsheet does', () => {
        const { grid, texts, press, clipboard } = nine();
        press('ArrowDown', { shiftKey: true });
        press('ArrowRight', { shiftKey: true });
        const copy = clipboard();
        grid.onCopy(copy.event);
        expect(copy.text()).toBe('1\t2\n4\t5');
        grid.onCopy(clipboard().event, true);
        expect(texts).toEqual([['', '', '3'], ['', '', '6'], ['7', '8', '9']]);
    });
    test('are pasted, selected, and what does not fit is told', () => {
        const { grid, texts, said, clipboard } = nine();
        grid.go(at(1, 1));
        grid.onPaste(clipboard('a\tb\nc\td\ne\tf').event);
        expect(texts).toEqual([['1', '2', '3'], ['4', 'a', '6'], ['7', 'c', '9']]);
        expect(said).toEqual(['tracking-said-pasted-some 2 4']);
        expect(grid.selection.value).toEqual({ top: 1, left: 1, bottom: 2, right: 2 });
    });
    test('are cleared and filled down', () => {
        const { texts, press, said } = nine();
        press('a', { ctrlKey: true });
        press('d', { ctrlKey: true });
        expect(texts).toEqual([['1', '2', '3'], ['1', '2', '6'], ['1', '2', '9']]);
        expect(said).toEqual(['tracking-said-skipped 2']);
        press('Delete');
        expect(texts.flat().filter((text) => text === '')).toHaveLength(6);
    });
    test('go into the line while one types in it', () => {
        const { grid, texts, press, clipboard } = nine();
        press('5');
        grid.onPaste(clipboard('a\tb').event);
        expect(texts[0]).toEqual(['1', '2', '3']);
        expect(grid.typing.value).toBe('5');
    });
});
