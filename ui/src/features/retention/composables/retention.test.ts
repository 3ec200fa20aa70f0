// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { monthsOf } from './retention';

describe('a period', () => {
    it('is of whole months within its bounds, and nothing is for ever', () => {
        expect(['', ' ', '1', ' 24 ', '240'].map(monthsOf)).toEqual([null, null, 1, 24, 240]);
        expect(['0', '241', '1.5', '-1', 'doce'].map(monthsOf)).toEqual([undefined, undefined, undefined, undefined, undefined]);
    });
});
