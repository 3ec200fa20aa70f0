// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, watch } from 'vue';
import { useRoute } from 'vue-router';
import { useAddress } from '@/shared/address';
import { api } from '@/shared/api';
import { useLoad } from '@/shared/useLoad';
import { ASKED, type RegionView } from '../region';
import { asForm, asOrder } from './chart';

/** Names of a list in the address: "2014,2015". */
export const listOf = (text: string): string[] => text.split(',').filter(Boolean);

/** The question for the program, as it stands in the address. */
export function questionOf(get: (name: string) => string): Record<string, string> {
    return Object.fromEntries(ASKED.map((name) => [name, get(name)] as const).filter(([, value]) => value !== ''));
}

/** The region as the address asks for it. What was there stays visible while another question is answered. */
export function useRegion() {
    const route = useRoute();
    const { get, change, state } = useAddress();
    const question = computed(() => questionOf(get));
    const load = useLoad((signal) => api.get<RegionView>('/views/region', { query: question.value, signal }));
    watch(
        () => JSON.stringify(question.value),
        () => void load.reload(),
    );
    return {
        load,
        question,
        change,
        state,
        order: computed(() => asOrder(get('order'))),
        form: computed(() => asForm(get('view'), load.data.value?.periods.length ?? 1)),
        embedded: computed(() => get('embed') === '1'),
        /** This view's address without what only this visit has. */
        address: computed(() => addressOf(route.path, route.query)),
    };
}

const OF_THE_VISIT = ['embed', 'uselang'];

/** An address that gives the same view to somebody else. */
export function addressOf(path: string, query: Record<string, unknown>): string {
    const kept = Object.entries(query).filter(
        (entry): entry is [string, string] => !OF_THE_VISIT.includes(entry[0]) && typeof entry[1] === 'string',
    );
    const text = new URLSearchParams(kept).toString().replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%2F', '/');
    return text ? `${path}?${text}` : path;
}

/** The address with `embed=1`, for a frame on another page. */
export function embedAddress(origin: string, address: string): string {
    return `${origin}${address}${address.includes('?') ? '&' : '?'}embed=1`;
}

/** HTML to put into another page. */
export function embedSnippet(origin: string, address: string, title: string): string {
    const quoted = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
    return `<iframe src="${quoted(embedAddress(origin, address))}" title="${quoted(title)}" width="100%" height="800" loading="lazy"></iframe>`;
}
