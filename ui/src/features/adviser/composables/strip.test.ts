// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { stacked } from './strip';

describe('stacked dots', () => {
    it('stand on the ground where there is room', () => {
        expect(stacked([0, 10, 20], 9).map(({ level }) => level)).toEqual([0, 0, 0]);
    });
    it('never touch on one level', () => {
        expect(stacked([0, 1, 2, 9.5, 10], 9).map(({ level }) => level)).toEqual([0, 1, 2, 0, 1]);
    });
});
