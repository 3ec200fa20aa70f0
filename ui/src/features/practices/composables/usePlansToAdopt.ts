// SPDX-License-Identifier: GPL-3.0-or-later
import { computed } from 'vue';
import { api } from '@/shared/api';
import { textOf } from '@/shared/i18n';
import type { EnvelopeOf } from '@/shared/records';
import { useLoad } from '@/shared/useLoad';
import type { Listed } from '@/shared/views';
import { plansToAdopt } from './adoption';

/** The plans of an organisation that can adopt a practice, and the objectives of the one that is chosen. */
export function usePlansToAdopt(organisation: () => string, plan: () => string, taken: () => string[]) {
    const ofOrganisation = useLoad<Listed<EnvelopeOf<'plan'>>>(
        async (signal) =>
            organisation() ? api.get('/plans', { query: { organisation: organisation(), limit: 1000 }, signal }) : { items: [] },
        [organisation],
    );
    const ofPlan = useLoad<Listed<EnvelopeOf<'objective'>>>(
        async (signal) => (plan() ? api.get('/objectives', { query: { plan: plan(), limit: 1000 }, signal }) : { items: [] }),
        [plan],
    );
    const plans = computed(() => plansToAdopt(ofOrganisation.data.value?.items ?? [], taken()));
    const objectives = computed(() =>
        (ofPlan.data.value?.items ?? []).map(({ id, data }) => ({ value: id, label: textOf(data.title) || id })),
    );
    return { plans, objectives, loading: ofOrganisation.pending };
}
