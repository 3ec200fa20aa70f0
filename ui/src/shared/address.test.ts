// SPDX-License-Identifier: GPL-3.0-or-later
import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { h } from 'vue';
import { useAddress } from './address';
import { show, testRouter } from './testing';

describe('what a view remembers', () => {
    it('stands in the address, and an empty value leaves it', async () => {
        const router = testRouter();
        await router.push('/plans?organisation=wmar&year=2014');
        let address!: ReturnType<typeof useAddress>;
        const view = show({ setup: () => ((address = useAddress()), () => h('i', address.get('year'))) }, {}, router);
        expect(view.text()).toBe('2014');

        await address.change({ year: '2015', status: 'behind' });
        await flushPromises();
        expect(router.currentRoute.value.fullPath).toBe('/plans?organisation=wmar&year=2015&status=behind');
        expect(view.text()).toBe('2015');

        await address.change({ year: '', organisation: '' });
        await flushPromises();
        expect(router.currentRoute.value.fullPath).toBe('/plans?status=behind');
    });
});
