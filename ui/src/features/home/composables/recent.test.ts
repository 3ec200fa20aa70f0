// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import type { HomeView } from '@/shared/views';
import { recentGroups } from './recent';

type Recent = HomeView['recent'][number];
const change = (id: string, more: Partial<Recent> = {}): Recent => ({
    kind: 'observation',
    id,
    revision: 1,
    parent: 0,
    author: 'demo',
    time: '2014-11-21T09:00:00Z',
    comment: '',
    ...more,
});
const ids = (recent: Recent[]) => recentGroups(recent).map((group) => group.map(({ id }) => id).join(' '));

describe('recent changes', () => {
    it('that say the same one after another stand together', () => {
        expect(ids([change('a'), change('b'), change('c', { kind: 'goal' }), change('d')])).toEqual(['a b', 'c', 'd']);
    });

    it('by another person, with another reason, or of something that was there stand apart', () => {
        const apart = [change('a'), change('b', { author: 'Ana' }), change('c', { author: 'Ana', comment: 'x' }), change('d', { revision: 2 })];
        expect(ids(apart)).toEqual(['a', 'b', 'c', 'd']);
        expect(ids([])).toEqual([]);
    });
});
