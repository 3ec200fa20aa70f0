// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, ref } from 'vue';
import { api } from '@/shared/api';
import { t } from '@/shared/i18n';
import type { EnvelopeOf, MetricDescription } from '@/shared/records';
import type { Listed } from '@/shared/views';
import { type AskedMetric, everyMetric } from './runs';

/** What may be measured in one run: the Global Metrics of 2014, or every metric of the catalogue. */
export function useMetricSets(goal: () => string | undefined) {
    const which = ref('global');
    const sets = computed(() => [
        { value: 'global', label: t('measure-global') },
        { value: 'every', label: t('measure-every') },
    ]);

    /** The names to ask for; none is the Global Metrics. */
    async function metrics(): Promise<AskedMetric[]> {
        if (which.value === 'global') return [];
        const served = goal();
        const [catalogue, indicators] = await Promise.all([
            api.get<MetricDescription[]>('/metrics'),
            served ? api.get<Listed<EnvelopeOf<'indicator'>>>('/indicators', { query: { goal: served } }) : { items: [] },
        ]);
        return everyMetric(catalogue, indicators.items.flatMap(({ data }) => data.metric ?? []));
    }

    return { which, sets, metrics };
}
