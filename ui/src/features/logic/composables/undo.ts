// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, shallowRef } from 'vue';

const MOST_STEPS = 200;

/**
 * Steps back and forth through what a thing was. Changes with the same `what`, one after the other, are one step: a text
 * is taken back whole and not letter by letter.
 */
export function useUndo<T>(current: () => T, put: (value: T) => void) {
    const past = shallowRef<T[]>([]);
    const future = shallowRef<T[]>([]);
    let last = '';

    function change(next: T, what = ''): void {
        if (next === current()) return;
        if (!what || what !== last) past.value = [...past.value.slice(1 - MOST_STEPS), current()];
        last = what;
        future.value = [];
        put(next);
    }

    function step(from: typeof past, to: typeof past): void {
        const value = from.value.at(-1);
        if (value === undefined) return;
        from.value = from.value.slice(0, -1);
        to.value = [...to.value, current()];
        last = '';
        put(value);
    }

    function forget(): void {
        past.value = [];
        future.value = [];
        last = '';
    }

    return {
        change,
        forget,
        undo: () => step(past, future),
        redo: () => step(future, past),
        canUndo: computed(() => past.value.length > 0),
        canRedo: computed(() => future.value.length > 0),
    };
}
