// SPDX-License-Identifier: GPL-3.0-or-later
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defineComponent, type Ref } from 'vue';
import { show, testRouter } from './testing';
import { useSoughtWords } from './useSoughtWords';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function seeking(address: string) {
    const router = testRouter();
    await router.push(address);
    let words!: Ref<string>;
    show(defineComponent({ setup: () => ((words = useSoughtWords('q')), () => null) }), {}, router);
    return { router, words };
}
const settle = async (milliseconds: number): Promise<void> => {
    vi.advanceTimersByTime(milliseconds);
    await flushPromises();
};

it('begins with what the address says and keeps what is typed there shortly after', async () => {
    const { router, words } = await seeking('/practices?q=taller&stage=pilot');
    expect(words.value).toBe('taller');
    words.value = 'talleres';
    await settle(100);
    expect(router.currentRoute.value.query['q']).toBe('taller');
    words.value = 'talleres de';
    await settle(300);
    expect(router.currentRoute.value.query).toEqual({ q: 'talleres de', stage: 'pilot' });
    words.value = '';
    await settle(300);
    expect(router.currentRoute.value.query).toEqual({ stage: 'pilot' });
});

it('follows the address, and loses no letter that is being typed', async () => {
    const { router, words } = await seeking('/practices');
    await router.push('/practices?q=piloto');
    await flushPromises();
    expect(words.value).toBe('piloto');
    words.value = 'pilotos';
    await settle(10);
    await router.push('/practices?q=otra');
    await flushPromises();
    expect(words.value).toBe('pilotos');
    await settle(300);
    expect(router.currentRoute.value.query['q']).toBe('pilotos');
});
