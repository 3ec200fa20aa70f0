// SPDX-License-Identifier: GPL-3.0-or-later
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Component, nextTick, ref, shallowRef } from 'vue';
import { ApiError } from '../api';
import { show, speak } from '../testing';
import AsyncView from './AsyncView.vue';

function state(part: { data?: unknown; error?: ApiError; pending?: boolean }) {
    return {
        data: shallowRef(part.data ?? null),
        error: shallowRef(part.error ?? null),
        pending: ref(part.pending ?? false),
        reload: vi.fn(() => Promise.resolve()),
    };
}
const view = (load: ReturnType<typeof state>) =>
    show(AsyncView as unknown as Component, { props: { load }, slots: { default: '<p class="content">content</p>' } });

describe('each state of a view', () => {
    beforeEach(() => {
        speak('es');
        vi.useFakeTimers();
    });
    afterEach(() => vi.useRealTimers());

    it('offers signing in where a page may be there for others only', async () => {
        const load = state({ error: new ApiError('not_found', 'No hay', 404) });
        const wrapper = show(AsyncView as unknown as Component, { props: { load, page: true } });
        await nextTick();
        expect(wrapper.findAll('a').map((link) => link.attributes('href')?.split('?')[0])).toEqual(['/sign-in', '/search']);
        wrapper.unmount();
    });

    it('shows a skeleton only when it takes more than 300 ms', async () => {
        const wrapper = view(state({ pending: true }));
        vi.advanceTimersByTime(299);
        await nextTick();
        expect(wrapper.findAll('.async-view__line')).toHaveLength(0);
        vi.advanceTimersByTime(2);
        await nextTick();
        expect(wrapper.findAll('.async-view__line').length).toBeGreaterThan(0);
    });

    it('shows the content, and keeps it beside an error of a later fetch', () => {
        expect(view(state({ data: 1 })).find('.content').exists()).toBe(true);
        const wrapper = view(state({ data: 1, error: new ApiError('offline', 'sin conexión') }));
        expect(wrapper.find('.content').exists()).toBe(true);
        expect(wrapper.text()).toContain('sin conexión');
        expect(wrapper.text()).toContain('lo que se había cargado antes');
    });

    it('offers to try again where that can help', async () => {
        const load = state({ error: new ApiError('internal', 'falló') });
        await view(load).find('button').trigger('click');
        expect(load.reload).toHaveBeenCalledOnce();
        expect(view(state({ error: new ApiError('not_found', 'no está') })).find('button').exists()).toBe(false);
    });

    it('says what of a record does not read, and leads to its history', () => {
        const problems = [{ field: '/statement', key: 'problem-missing', text: 'falta el enunciado' }];
        const body = { record: { kind: 'goal', id: 'g' } };
        const wrapper = view(state({ error: new ApiError('problems', 'no se puede leer', 422, 'error-record-unread', problems, body) }));
        expect(wrapper.find('a[href="/history/goal/g"]').exists()).toBe(true);
        expect(wrapper.find('li').text()).toBe('/statement falta el enunciado');
        expect(wrapper.find('button').exists()).toBe(false);
    });

    it('says who can grant what may not be seen, and leads to signing in', () => {
        expect(view(state({ error: new ApiError('forbidden', 'no') })).text()).toContain('coordinación');
        const wrapper = view(state({ error: new ApiError('unauthenticated', 'no') }));
        expect(wrapper.find('a[href^="/sign-in?next="]').exists()).toBe(true);
    });
});
