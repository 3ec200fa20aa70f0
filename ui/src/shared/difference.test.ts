// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import { pathLabel, wordDifference } from './difference';
import { speak } from './testing';

describe('the difference of two texts', () => {
    it('is by words, and leaves what stayed', () => {
        expect(wordDifference('Aumentar en 15 % los editores', 'Aumentar en 20 % los editores activos')).toEqual([
            { text: 'Aumentar en ', kind: 'same' },
            { text: '15', kind: 'removed' },
            { text: '20', kind: 'added' },
            { text: ' % los editores', kind: 'same' },
            { text: ' activos', kind: 'added' },
        ]);
    });

    it('gives both texts back whole', () => {
        const [before, after] = ['a b c d e', 'x b y d'];
        const parts = wordDifference(before, after);
        const side = (gone: string): string => parts.filter(({ kind }) => kind !== gone).map(({ text }) => text).join('');
        expect(side('added')).toBe(before);
        expect(side('removed')).toBe(after);
    });

    it('of nothing is what came', () => {
        expect(wordDifference('', 'new')).toEqual([{ text: 'new', kind: 'added' }]);
        expect(wordDifference('', '')).toEqual([]);
    });
});

describe('a path in words', () => {
    beforeEach(() => speak('es'));

    it('names fields, counts from one, and knows languages', () => {
        expect(pathLabel('indicator', '/targets/0/value')).toBe('Números objetivo › 1 › Valor');
        expect(pathLabel('goal', '/statement/es')).toBe('Enunciado › español');
        expect(pathLabel('goal', '')).toBe('El registro entero');
    });
});
