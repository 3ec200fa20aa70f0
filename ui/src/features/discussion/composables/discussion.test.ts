// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { piecesOf } from './discussion';

describe('the pieces of what is said', () => {
    it('are words, names and addresses', () => {
        expect(piecesOf('@Ana, miren https://es.wikipedia.org/wiki/GLAM.')).toEqual([
            { kind: 'name', text: '@Ana' },
            { kind: 'text', text: ', miren ' },
            { kind: 'address', text: 'https://es.wikipedia.org/wiki/GLAM' },
            { kind: 'text', text: '.' },
        ]);
    });
    it('never take a script for an address', () => {
        expect(piecesOf('javascript:alert(1) <b>')).toEqual([{ kind: 'text', text: 'javascript:alert(1) <b>' }]);
    });
    it('of nothing are none', () => {
        expect(piecesOf('')).toEqual([]);
    });
});
