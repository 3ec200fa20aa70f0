// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import { show, speak } from '@/shared/testing';
import CommentField from './CommentField.vue';

describe('what the history will say of a change', () => {
    beforeEach(() => speak('es'));

    it('may stay empty where nothing was agreed', () => {
        const field = show(CommentField, { props: { modelValue: '', kind: 'goal', agreed: [], problems: [] } });
        expect(field.text()).toContain('Por qué, en pocas palabras');
        expect(field.get('input').attributes('aria-required')).toBe('false');
    });

    it('is a needed reason where it changes what was agreed, and names the fields once', () => {
        const agreed = ['/statement/es', '/statement/en', '/last_day'];
        const field = show(CommentField, { props: { modelValue: '', kind: 'goal', agreed, problems: [] } });
        expect(field.text()).toContain('Razón del cambio (necesaria)');
        expect(field.text()).toContain('Enunciado y Último día');
        expect(field.get('input').attributes('aria-required')).toBe('true');
    });

    it('is asked of something new, and shows what the program said', () => {
        const problems = [{ field: '/comment', key: 'problem-reason-needed', text: 'Digan por qué.' }];
        const field = show(CommentField, { props: { modelValue: '', kind: 'goal', agreed: [''], problems } });
        expect(field.text()).toContain('por qué se le agrega esto');
        expect(field.text()).toContain('Digan por qué.');
    });
});
