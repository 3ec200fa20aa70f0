// SPDX-License-Identifier: GPL-3.0-or-later
import { onScopeDispose, type Ref, shallowRef } from 'vue';
import type { LogicColumn } from '@/shared/records';
import type { LogicEditor } from './useLogicEditor';

/** What is being dragged: a card to a place, or an arrow to a card. Places are pixels of the diagram. */
export type Drag =
    | { kind: 'card'; key: string; column: LogicColumn; place: number; mark: { left: number; right: number; y: number } }
    | { kind: 'arrow'; from: string; start: { x: number; y: number }; end: { x: number; y: number }; to: string };

const CARD = '[data-item]';
const COLUMN = '[data-column]';

function under<T extends HTMLElement>(event: PointerEvent, selector: string): T | null {
    return document.elementFromPoint(event.clientX, event.clientY)?.closest<T>(selector) ?? null;
}

/** Dragging by mouse, pen or finger; Escape gives up. The keyboard has menus for the same. */
export function useDrag(root: Ref<HTMLElement | null>, editor: LogicEditor | null) {
    const drag = shallowRef<Drag | null>(null);
    let stop = (): void => undefined;

    const within = (x: number, y: number): { x: number; y: number } => {
        const at = root.value!.getBoundingClientRect();
        return { x: x - at.left, y: y - at.top };
    };

    function cardAt(event: PointerEvent, key: string): Drag | null {
        const column = under(event, COLUMN);
        if (!column || !root.value?.contains(column)) return drag.value;
        const others = [...column.querySelectorAll<HTMLElement>(CARD)].filter((card) => card.dataset['item'] !== key);
        const edges = others.map((card) => card.getBoundingClientRect());
        const place = edges.filter(({ top, bottom }) => (top + bottom) / 2 < event.clientY).length;
        const { left, right, top } = column.getBoundingClientRect();
        const above = place > 0 ? edges[place - 1]!.bottom + 8 : (edges[0]?.top ?? top + 16) - 8;
        const from = within(left, above);
        return { kind: 'card', key, column: column.dataset['column'] as LogicColumn, place, mark: { left: from.x, right: within(right, above).x, y: from.y } };
    }

    function arrowAt(event: PointerEvent, from: string, start: { x: number; y: number }): Drag {
        const to = under<HTMLElement>(event, CARD)?.dataset['item'] ?? '';
        return { kind: 'arrow', from, start, end: within(event.clientX, event.clientY), to: to === from ? '' : to };
    }

    function follow(event: PointerEvent, at: (event: PointerEvent) => Drag | null, done: (drag: Drag) => void): void {
        if (!editor || event.button !== 0) return;
        event.preventDefault();
        stop();
        const end = new AbortController();
        const { signal } = end;
        stop = () => {
            end.abort();
            drag.value = null;
        };
        window.addEventListener('pointermove', (move) => (drag.value = at(move)), { signal });
        window.addEventListener('pointerup', () => {
            const last = drag.value;
            stop();
            if (last) done(last);
        }, { signal });
        window.addEventListener('pointercancel', stop, { signal });
        window.addEventListener('keydown', ({ key }) => key === 'Escape' && stop(), { signal });
    }

    function dragCard(event: PointerEvent, key: string): void {
        follow(event, (move) => cardAt(move, key), (last) => {
            if (last.kind === 'card') void editor?.place(key, last.column, last.place);
        });
    }

    function dragArrow(event: PointerEvent, from: string): void {
        const start = within(event.clientX, event.clientY);
        follow(event, (move) => arrowAt(move, from, start), (last) => {
            if (last.kind === 'arrow' && last.to) editor?.link(from, last.to);
        });
    }

    onScopeDispose(() => stop());
    return { drag, dragCard, dragArrow };
}
