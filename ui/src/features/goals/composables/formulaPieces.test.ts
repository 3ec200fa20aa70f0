// SPDX-License-Identifier: GPL-3.0-or-later
import { expect, test } from 'vitest';
import { formulaPieces } from './formulaPieces';

test('a formula is cut at its parts, with the category that is taken of them', () => {
    expect(formulaPieces('#{a}.parts("gender", "women") + #{ b }.previous(1) * 2')).toEqual([
        { indicator: 'a', category: 'women', more: '' },
        { text: ' + ' },
        { indicator: 'b', category: '', more: '.previous(1)' },
        { text: ' × 2' },
    ]);
});

test('modifiers beside a category are kept, and numbers alone are one piece', () => {
    expect(formulaPieces('#{a}.parts("women").yearToDate()')).toEqual([{ indicator: 'a', category: 'women', more: '.yearToDate()' }]);
    expect(formulaPieces('(1 + 2)/3')).toEqual([{ text: '(1 + 2) ÷ 3' }]);
    expect(formulaPieces('')).toEqual([]);
});
