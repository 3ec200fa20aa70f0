// SPDX-License-Identifier: GPL-3.0-or-later
import { expect, it } from 'vitest';
import { excerptParts } from './excerpt';

it('marks each match of an excerpt and nothing else', () => {
    expect(excerptParts('el \u0002editatón\u0003 del museo')).toEqual([
        { text: 'el ', match: false },
        { text: 'editatón', match: true },
        { text: ' del museo', match: false },
    ]);
    expect(excerptParts('nada')).toEqual([{ text: 'nada', match: false }]);
    expect(excerptParts('cortado \u0002edi')).toEqual([
        { text: 'cortado ', match: false },
        { text: 'edi', match: true },
    ]);
});
