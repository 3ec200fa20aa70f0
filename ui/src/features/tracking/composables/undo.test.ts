// SPDX-License-Identifier: GPL-3.0-or-later
import { expect, test } from 'vitest';
import { changed, MOST_STEPS, redone, undoable, undone } from './undo';

const start = () => undoable<string>(new Map([['a', '1']]));

test('a step is taken back whole and done again', () => {
    const after = changed(start(), [['a', '2'], ['b', '3']]);
    expect([...after.now]).toEqual([['a', '2'], ['b', '3']]);
    const back = undone(after);
    expect([...back.now]).toEqual([['a', '1']]);
    expect([...redone(back).now]).toEqual([['a', '2'], ['b', '3']]);
});

test('a key can be taken out', () => {
    expect(changed(start(), [['a', undefined]]).now.size).toBe(0);
});

test('what changes nothing is no step', () => {
    const state = start();
    expect(changed(state, [['a', '1']])).toBe(state);
    expect(changed(state, [])).toBe(state);
});

test('a new step forgets what was taken back', () => {
    const other = changed(undone(changed(start(), [['a', '2']])), [['a', '9']]);
    expect(redone(other)).toBe(other);
    expect(other.now.get('a')).toBe('9');
});

test('there is nothing before the beginning and nothing after the end', () => {
    const state = start();
    expect(undone(state)).toBe(state);
    expect(redone(state)).toBe(state);
});

test('it does not grow without end', () => {
    let state = undoable<string>();
    for (let step = 0; step < MOST_STEPS + 50; step++) state = changed(state, [['a', String(step)]]);
    expect(state.past).toHaveLength(MOST_STEPS);
});
