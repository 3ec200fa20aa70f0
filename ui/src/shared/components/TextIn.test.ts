// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import { show, speak } from '../testing';
import TextIn from './TextIn.vue';

describe('a text in several languages', () => {
    beforeEach(() => speak('pt'));

    it('is unmarked in the reader’s language, Brazil’s Portuguese included', () => {
        const text = show(TextIn, { props: { text: { 'pt-br': 'Plano', es: 'Plan' } } });
        expect(text.text()).toBe('Plano');
        expect(text.find('[lang="pt-br"]').exists()).toBe(true);
    });

    it('that fell back says so, and which language it is in', () => {
        const text = show(TextIn, { props: { text: { es: 'Plan anual' } } });
        expect(text.text()).toContain('Plan anual');
        expect(text.text()).toContain('exibido em espanhol');
        expect(text.find('[lang="es"]').exists()).toBe(true);
    });

    it('that does not exist draws nothing', () => {
        expect(show(TextIn, { props: { text: {} } }).text()).toBe('');
    });
});
