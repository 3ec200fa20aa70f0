// SPDX-License-Identifier: GPL-3.0-or-later
import { computed } from 'vue';
import { api } from './api';
import { textOf } from './i18n';
import type { EnvelopeOf } from './records';
import { useLoad } from './useLoad';
import type { Listed } from './views';

/** The organisations by name: for lists whose records name theirs by id only. */
export function useOrganisations() {
    const load = useLoad((signal) =>
        api.get<Listed<EnvelopeOf<'organisation'>>>('/organisations', { query: { limit: 1000 }, signal }),
    );
    const names = computed(() => new Map((load.data.value?.items ?? []).map(({ id, data }) => [id, data.name])));
    const nameOf = (id: string): string => textOf(names.value.get(id)) || id;

    /** The organisations that some of the records belong to, for a filter. */
    function optionsFor(records: { data: { organisation: string } }[]): { value: string; label: string }[] {
        const ids = [...new Set(records.map(({ data }) => data.organisation))];
        return ids.map((value) => ({ value, label: nameOf(value) })).sort((a, b) => a.label.localeCompare(b.label));
    }

    /** All of them by name, for a filter. */
    const all = computed(() =>
        [...names.value.keys()]
            .map((value) => ({ value, label: nameOf(value) }))
            .sort((a, b) => a.label.localeCompare(b.label)),
    );

    return { nameOf, optionsFor, all };
}
