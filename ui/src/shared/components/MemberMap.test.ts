// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, expect, it } from 'vitest';
import { show, speak } from '../testing';
import MemberMap from './MemberMap.vue';

beforeEach(() => speak('es'));

it('every member is a link with its name, drawn or not', () => {
    const points = Array.from({ length: 9 }, (_, n) => ({ id: `m${n}`, name: `Miembro ${n}`, latitude: -34.6, longitude: -58.4 }));
    const map = show(MemberMap, { props: { points, label: 'Miembros' } });
    const links = map.findAll('a');
    expect(links.map((link) => link.attributes('aria-label'))).toEqual(points.map(({ name }) => name));
    expect(links[0]!.attributes('href')).toBe('/organisations/m0');
    expect(map.find('figcaption').text()).toMatch(/no cabe/);
});
