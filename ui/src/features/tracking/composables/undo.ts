// SPDX-License-Identifier: GPL-3.0-or-later

/** Changes of a map that can be taken back and done again, a step at a time. Maps are never changed in place. */
export interface Undoable<T> {
    now: ReadonlyMap<string, T>;
    /** Earlier states, oldest first. */
    past: ReadonlyMap<string, T>[];
    /** What was taken back, the last one first. */
    future: ReadonlyMap<string, T>[];
}

export const MOST_STEPS = 200;

export function undoable<T>(now: ReadonlyMap<string, T> = new Map()): Undoable<T> {
    return { now, past: [], future: [] };
}

/** One step: keys with their new values; undefined takes a key out. Nothing happens where nothing is different. */
export function changed<T>(state: Undoable<T>, changes: [string, T | undefined][]): Undoable<T> {
    const next = new Map(state.now);
    for (const [key, value] of changes)
        if (value === undefined) next.delete(key);
        else next.set(key, value);
    const same = next.size === state.now.size && [...next].every(([key, value]) => state.now.get(key) === value);
    if (same) return state;
    return { now: next, past: [...state.past, state.now].slice(-MOST_STEPS), future: [] };
}

export function undone<T>(state: Undoable<T>): Undoable<T> {
    const before = state.past.at(-1);
    return before ? { now: before, past: state.past.slice(0, -1), future: [state.now, ...state.future] } : state;
}

export function redone<T>(state: Undoable<T>): Undoable<T> {
    const [next, ...rest] = state.future;
    return next ? { now: next, past: [...state.past, state.now], future: rest } : state;
}
