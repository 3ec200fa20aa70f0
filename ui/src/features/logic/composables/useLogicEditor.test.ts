// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import { nextTick, shallowRef } from 'vue';
import type { LogicModel } from '@/shared/records';
import { useMessages } from '@/shared/i18n';
import en from '../../../i18n/en.json';
import { placeOf } from './context';
import { itemsIn, linksOf } from './model';
import { useLogicEditor } from './useLogicEditor';

/** Texts of the program itself. */
const PROGRAM = { 'logic-column-activities': 'Activities', 'logic-column-products': 'Direct products' };

function drawing() {
    const model = shallowRef<LogicModel>({
        organisation: 'wmar',
        title: { en: 'm' },
        check: 'demo',
        items: [
            { key: 'a1', column: 'activities', text: { en: 'Workshops' }, difficulty: 0 },
            { key: 's1', column: 'short_outcome', text: { en: 'They can edit' }, difficulty: 0 },
        ],
    });
    return { model, editor: useLogicEditor(model, (next) => (model.value = next)) };
}

describe('drawing a logic model', () => {
    beforeEach(() => useMessages('en', { ...en, ...PROGRAM }));

    it('says where a card has been moved to', async () => {
        const { model, editor } = drawing();
        await editor.move('a1', 'right');
        expect(editor.said.value).toBe('“Workshops” is now in Direct products, 1 of 1.');
        editor.undo();
        expect(editor.said.value).toBe('Undone.');
        expect(itemsIn(model.value, 'activities')).toHaveLength(1);
    });

    it('chooses the arrow that was drawn, and none once it is gone', () => {
        const { model, editor } = drawing();
        expect(editor.link('a1', 's1')).toBe(true);
        expect(editor.chosen.value).toBe(0);
        expect(editor.link('a1', 's1')).toBe(false);
        editor.unlink('a1', 's1');
        expect(editor.chosen.value).toBeNull();
        expect(editor.said.value).toBe('“Workshops” no longer leads to “They can edit”.');
        editor.undo();
        expect(linksOf(model.value)).toHaveLength(1);
    });

    it('moves the focus to the neighbour of a card that was removed, or to where one is added', async () => {
        document.body.innerHTML = '<button id="add-activities">+</button>';
        const { editor } = drawing();
        await editor.remove('a1');
        await nextTick();
        expect(document.activeElement?.id).toBe('add-activities');
    });

    it('takes a text that was written back at once', () => {
        const { model, editor } = drawing();
        editor.write('a1', { en: 'W' });
        editor.write('a1', { en: 'Wo' });
        editor.undo();
        expect(itemsIn(model.value, 'activities')[0]!.text).toEqual({ en: 'Workshops' });
        expect(editor.canUndo.value).toBe(false);
    });

    it('calls the places of a record by their cards and arrows', () => {
        const { model, editor } = drawing();
        editor.link('a1', 's1');
        expect(placeOf(model.value, '/items/0/text')).toEqual({ key: 'a1', arrow: -1, name: 'Activities: Workshops' });
        expect(placeOf(model.value, '/links/0')).toEqual({ key: '', arrow: 0, name: 'Workshops → They can edit' });
        expect(placeOf(model.value, '/title')).toBeNull();
        expect(placeOf(model.value, '/items/9')).toBeNull();
    });
});
