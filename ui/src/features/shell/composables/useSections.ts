// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, ref } from 'vue';
import { useRoute } from 'vue-router';
import { api } from '@/shared/api';

export interface Section {
    path: string;
    /** The message that names it. */
    label: string;
    current: boolean;
}

const SECTIONS: { path: string; label: string; within: RegExp; plural?: string }[] = [
    { path: '/', label: 'section-network', within: /^\/($|organisations\/|persons\/)/ },
    { path: '/region', label: 'section-region', within: /^\/region/ },
    { path: '/plans', label: 'section-plans', within: /^\/(plans|goals)/, plural: 'plans' },
    { path: '/activities', label: 'section-activities', within: /^\/activities/, plural: 'activities' },
    { path: '/evaluate', label: 'section-evaluate', within: /^\/(evaluate|reviews|practices|evaluation-plans|due|quality)/, plural: 'plans' },
    { path: '/metrics', label: 'section-measures', within: /^\/(metrics|measurements|lake)/ },
];

const holds = ref<Record<string, boolean>>({});
let asked = false;

/** Asks once which sections hold something; until then, and where that fails, all are shown. */
async function ask(): Promise<void> {
    if (asked) return;
    asked = true;
    for (const plural of new Set(SECTIONS.map((section) => section.plural))) {
        if (!plural) continue;
        const page = await api.get<{ items: unknown[] }>(`/${plural}`, { query: { limit: 1 } }).catch(() => null);
        if (page) holds.value = { ...holds.value, [plural]: page.items.length > 0 };
    }
}

export function useSections() {
    const route = useRoute();
    void ask();
    const sections = computed<Section[]>(() =>
        SECTIONS.filter(({ plural }) => !plural || holds.value[plural] !== false).map(({ path, label, within }) => ({
            path,
            label,
            current: within.test(route.path),
        })),
    );
    return { sections };
}
