// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import { show, speak } from '../testing';
import TheNumber from './TheNumber.vue';

const words = (props: Record<string, unknown>): string => show(TheNumber, { props }).text().replaceAll(/\s+/g, ' ');

describe('a number', () => {
    beforeEach(() => speak('es'));

    it('is written by locale', () => {
        expect(words({ value: 12345.5 })).toBe('12 345,5');
        speak('pt');
        expect(words({ value: 12345.5 })).toBe('12.345,5');
    });

    it('carries its mark, and the same in words', () => {
        expect(words({ value: { value: 150, quality: 'at_least' } })).toBe('≥ al menos 150');
        expect(words({ value: { value: 150, quality: 'about' } })).toBe('≈ aproximadamente 150');
        expect(words({ value: 7, by: 'reported' })).toContain('✎ Informado a mano');
        expect(words({ value: 7, counting: true })).toContain('⌛ se sigue contando: 7');
    });

    it('that is missing is a dash and never nought, while nought is nought', () => {
        expect(words({ value: null })).toBe('–sin valor');
        expect(words({ value: null, missing: 'La wiki no está cargada' })).toBe('–La wiki no está cargada');
        expect(words({ value: 0 })).toBe('0');
    });

    it('shows its change with a sign', () => {
        expect(words({ value: 12, before: 10 })).toContain('+2');
        expect(words({ value: 8, before: 10 })).toContain('-2');
        expect(words({ value: null, before: 10 })).not.toContain('10');
    });

    it('opens to what it is only where that is known', async () => {
        expect(show(TheNumber, { props: { value: 1 } }).find('button').exists()).toBe(false);
        const number = show(TheNumber, {
            props: {
                value: 412,
                about: {
                    sentence: 'Ediciones de la cohorte.',
                    definition: 'edits/wikimetrics',
                    first_day: '2014-01-01',
                    last_day: '2014-03-31',
                    snapshot: 'eswiki 2014-11',
                    simulated: true,
                    to: '/measurements/m1',
                },
            },
        });
        await number.find('button').trigger('click');
        const popover = document.body.textContent ?? '';
        for (const part of ['Ediciones de la cohorte.', 'edits/wikimetrics', 'eswiki 2014-11', 'Simulado'])
            expect(popover).toContain(part);
        expect(document.querySelector('a[href="/measurements/m1"]')).not.toBeNull();
    });
});
