// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { ref } from 'vue';
import { LOGIC_COLUMNS, type LogicModel } from '@/shared/records';
import { addItem, addLink, changeItem, groupOf, itemsIn, itemsOf, leadsTo, linksOf, moveItem, newKey, placeItem, removeItem, removeLink, withWords, writeRationale, writingLanguage } from './model';
import { useUndo } from './undo';

const model: LogicModel = {
    organisation: 'wmar',
    title: { es: 'm' },
    check: 'demo',
    items: [
        { key: 'a1', column: 'activities', text: { es: 'Talleres' }, difficulty: 0 },
        { key: 's1', column: 'short_outcome', text: { es: 'Saben' }, difficulty: 0 },
        { key: 'a2', column: 'activities', text: { es: 'Charlas' }, difficulty: 0 },
        { key: 'a3', column: 'activities', text: { es: 'Cursos' }, difficulty: 0 },
    ],
    links: [
        { from: 'a1', to: 's1', rationale: { es: 'porque' } },
        { from: 'a1', to: 'a2' },
    ],
};
const keys = (of: LogicModel, column: 'activities' | 'short_outcome' | 'products'): string => itemsIn(of, column).map(({ key }) => key).join(' ');

describe('a logic model', () => {
    it('has its columns in three groups', () => {
        expect(LOGIC_COLUMNS.map(groupOf)).toEqual(['inputs', 'outputs', 'outputs', 'outputs', 'outcomes', 'outcomes', 'outcomes']);
    });

    it('takes an item at the end of its column, under a key that is free', () => {
        const { model: next, key } = addItem(removeItem(model, 'a2'), 'activities');
        expect(key).toBe('a2');
        expect(keys(next, 'activities')).toBe('a1 a3 a2');
        expect(newKey({ ...model, items: [] }, 'long_outcome')).toBe('l1');
    });

    it('loses an item with its arrows', () => {
        const next = removeItem(model, 'a1');
        expect(keys(next, 'activities')).toBe('a2 a3');
        expect(linksOf(next)).toEqual([]);
        expect(itemsOf(model)).toHaveLength(4);
    });

    it('moves an item in its column, and stops at the ends', () => {
        expect(keys(moveItem(model, 'a2', 'up'), 'activities')).toBe('a2 a1 a3');
        expect(keys(moveItem(model, 'a2', 'down'), 'activities')).toBe('a1 a3 a2');
        expect(moveItem(model, 'a1', 'up')).toBe(model);
        expect(moveItem(model, 'a3', 'down')).toBe(model);
    });

    it('moves an item to the column beside with its arrows, and not past the first or last', () => {
        const next = moveItem(model, 'a1', 'right');
        expect(keys(next, 'products')).toBe('a1');
        expect(linksOf(next)).toEqual(model.links);
        expect(keys(moveItem(next, 'a1', 'left'), 'activities')).toBe('a1 a2 a3');
        const first = placeItem(model, 'a1', 'input', 0);
        expect(moveItem(first, 'a1', 'left')).toBe(first);
    });

    it('puts an item at a place of another column', () => {
        expect(keys(placeItem(model, 'a3', 'short_outcome', 0), 'short_outcome')).toBe('a3 s1');
        expect(keys(placeItem(model, 'a3', 'short_outcome', 1), 'short_outcome')).toBe('s1 a3');
        expect(placeItem(model, 'a1', 'activities', 0)).toBe(model);
        expect(placeItem(model, 'none', 'input', 0)).toBe(model);
    });

    it('has an arrow between two items once, and none from an item to itself', () => {
        expect(leadsTo(addLink(model, 's1', 'a3'), 's1').map(({ key }) => key)).toEqual(['a3']);
        expect(addLink(model, 'a1', 's1')).toBe(model);
        expect(addLink(model, 'a1', 'a1')).toBe(model);
        expect(addLink(model, 'a1', 'none')).toBe(model);
        expect(linksOf(removeLink(model, 'a1', 's1'))).toEqual([{ from: 'a1', to: 'a2' }]);
        expect(linksOf(writeRationale(model, 1, { es: 'x' }))[1]).toEqual({ from: 'a1', to: 'a2', rationale: { es: 'x' } });
    });

    it('leaves out links of an item that were emptied', () => {
        const linked = changeItem(model, 's1', { goal: 'g', indicators: ['i'] });
        expect(itemsOf(linked)[1]).toMatchObject({ goal: 'g', indicators: ['i'] });
        expect(changeItem(linked, 's1', { goal: '', indicators: [] })).toEqual(model);
    });

    it('is written in the reader’s language, or in its variety that is there', () => {
        expect(writingLanguage({}, 'pt')).toBe('pt-br');
        expect(writingLanguage({ pt: 'Oficinas', es: 'Talleres' }, 'pt')).toBe('pt');
        expect(writingLanguage({ es: 'Talleres' }, 'en')).toBe('en');
        expect(withWords({ es: 'a' }, 'es', '')).toEqual({});
        expect(withWords(undefined, 'es', 'a')).toEqual({ es: 'a' });
    });
});

describe('undo', () => {
    it('goes back and forth, and forgets what was undone when something new is done', () => {
        const value = ref(0);
        const history = useUndo(() => value.value, (next) => (value.value = next));
        history.change(1);
        history.change(2);
        history.undo();
        expect(value.value).toBe(1);
        history.redo();
        expect(value.value).toBe(2);
        history.undo();
        history.undo();
        history.undo();
        expect(value.value).toBe(0);
        expect(history.canUndo.value).toBe(false);
        history.change(7);
        expect(history.canRedo.value).toBe(false);
        expect(value.value).toBe(7);
    });

    it('takes what was typed in one place back at once', () => {
        const value = ref('');
        const history = useUndo(() => value.value, (next) => (value.value = next));
        for (const text of ['T', 'Ta', 'Tal']) history.change(text, 'a1');
        history.change('Tal!', 'a2');
        history.undo();
        expect(value.value).toBe('Tal');
        history.undo();
        expect(value.value).toBe('');
    });

    it('does not count what changes nothing', () => {
        const value = ref(1);
        const history = useUndo(() => value.value, (next) => (value.value = next));
        history.change(1);
        expect(history.canUndo.value).toBe(false);
    });
});
