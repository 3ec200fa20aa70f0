// SPDX-License-Identifier: GPL-3.0-or-later
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchComparison, fetchRetention } from './comparing';

describe('what is asked of an activity', () => {
    const asked: URL[] = [];
    vi.stubGlobal('fetch', (address: string) => {
        asked.push(new URL(address, 'http://localhost'));
        return Promise.resolve(new Response('{}', { headers: { 'Content-Type': 'application/json' } }));
    });
    afterEach(() => asked.splice(0));

    it('has its choices as parameters of the address, beside the language', async () => {
        await fetchComparison('taller/1', '90', new AbortController().signal);
        await fetchRetention('taller', 'registration', '60', 'new', new AbortController().signal);
        expect(asked[0]?.pathname).toBe('/api/v1/activities/taller%2F1/comparison');
        expect(asked[0]?.searchParams.get('days')).toBe('90');
        expect(asked[1]?.searchParams.get('gap')).toBe('60');
        expect(asked[1]?.searchParams.get('who')).toBe('new');
        expect(asked[1]?.searchParams.get('since')).toBe('registration');
        expect(asked[1]?.searchParams.get('uselang')).not.toBeNull();
    });
});
