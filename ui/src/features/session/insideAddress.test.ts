// SPDX-License-Identifier: GPL-3.0-or-later
import { expect, it } from 'vitest';
import { insideAddress } from './insideAddress';

it('goes on inside the site only', () => {
    expect(insideAddress('/plans/wmar-2015?tab=goals')).toBe('/plans/wmar-2015?tab=goals');
    for (const elsewhere of ['https://example.org', '//example.org', '/\\example.org', 'javascript:alert(1)', undefined, '/sign-in'])
        expect(insideAddress(elsewhere)).toBe('/');
});
