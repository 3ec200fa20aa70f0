// SPDX-License-Identifier: GPL-3.0-or-later
import { textOf } from '@/shared/i18n';
import type { EnvelopeOf, LocalizedText } from '@/shared/records';
import type { Option } from './practices';

export interface AdoptionForm {
    organisation: string;
    plan: string;
    /** '': no new goal. */
    objective: string;
    adapted: LocalizedText;
}

export function emptyAdoption(organisation: string): AdoptionForm {
    return { organisation, plan: '', objective: '', adapted: {} };
}

/** What is asked of POST /practices/{id}/adopt. */
export function adoptionBody({ organisation, plan, objective, adapted }: AdoptionForm): unknown {
    const data = { organisation, plan, ...(Object.keys(adapted).length ? { adapted } : {}) };
    return objective ? { data, objective } : { data };
}

/** The plans that a practice can be taken into, the latest first: not those closed nor those that have it already. */
export function plansToAdopt(plans: EnvelopeOf<'plan'>[], taken: string[]): Option[] {
    return plans
        .filter(({ id, data }) => data.state !== 'closed' && !taken.includes(id))
        .sort((a, b) => b.data.last_day.localeCompare(a.data.last_day) || a.id.localeCompare(b.id))
        .map(({ id, data }) => ({ value: id, label: textOf(data.title) || id }));
}
