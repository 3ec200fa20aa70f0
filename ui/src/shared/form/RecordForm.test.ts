// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import type { Problem } from '../api';
import type { Field } from '../records';
import { show, speak } from '../testing';
import RecordForm from './RecordForm.vue';

const FIELDS: Field[] = [
    { name: 'title', type: 'text', of: '' },
    { name: 'first_day', type: 'date', of: '', required: true },
    { name: 'type', type: 'enum', of: '', values: ['increase', 'reach'] },
    { name: 'wikis', type: 'list', of: 'string' },
    { name: 'baseline', type: 'object', of: '', fields: [{ name: 'value', type: 'amount', of: '' }] },
];

function form(modelValue: Record<string, unknown>, problems: Problem[] = [], showAll = false) {
    return show(RecordForm, { props: { kind: 'goal', fields: FIELDS, modelValue, problems, showAll } });
}
type Data = Record<string, unknown>;
const last = (wrapper: ReturnType<typeof form>): Data => wrapper.emitted('update:modelValue')!.at(-1)![0] as Data;

describe('a form made from a kind', () => {
    beforeEach(() => speak('es'));

    it('has an editor for every field, named in the reader’s language', () => {
        const text = form({}).text();
        for (const label of ['Título', 'Primer día', 'Tipo', 'Wikis', 'Línea de base']) expect(text).toContain(label);
    });

    it('writes a text in a language, and leaves the member out when all are empty', async () => {
        const wrapper = form({ title: { es: 'Plan' } });
        const input = wrapper.find('textarea[lang="es"]');
        await input.setValue('Plan anual');
        expect(last(wrapper)).toEqual({ title: { es: 'Plan anual' } });
        await input.setValue('');
        expect(last(wrapper)).toEqual({});
    });

    it('marks the languages that are missing once there is one', () => {
        expect(form({ title: { es: 'Plan' } }).text()).toContain('falta');
        expect(form({}).text()).not.toContain('falta');
    });

    it('reads a day, and keeps what it cannot read', async () => {
        const wrapper = form({});
        const input = wrapper.find('input[placeholder="21/11/2014"]');
        await input.setValue('21 nov 2014');
        expect(last(wrapper)).toEqual({ first_day: '2014-11-21' });
        await input.setValue('pronto');
        expect(last(wrapper)).toEqual({ first_day: 'pronto' });
        expect(wrapper.text()).toContain('No se pudo leer como fecha');
    });

    it('adds to a list and to what need not be there', async () => {
        const wrapper = form({ wikis: ['eswiki'] });
        await wrapper.findAll('button').find((button) => button.text() === 'Agregar: Wikis')!.trigger('click');
        expect(last(wrapper)).toEqual({ wikis: ['eswiki', ''] });
        await wrapper.findAll('button').find((button) => button.text() === 'Agregar: Línea de base')!.trigger('click');
        expect(last(wrapper)).toEqual({ wikis: ['eswiki'], baseline: {} });
    });

    it('says nothing of a field before the writer was there, and everything once saving was tried', async () => {
        const problems = [{ field: '/title', key: 'problem-text-missing', text: 'Falta el texto.' }];
        const wrapper = form({}, problems);
        expect(wrapper.text()).not.toContain('Falta el texto.');
        await wrapper.find('textarea[lang="es"]').setValue('x');
        await nextTick();
        expect(wrapper.text()).toContain('Falta el texto.');
        const tried = form({}, problems, true);
        expect(tried.text()).toContain('Una cosa impide guardar');
    });
});
