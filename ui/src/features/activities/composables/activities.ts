// SPDX-License-Identifier: GPL-3.0-or-later
import { valueLabel } from '@/shared/kinds';
import type { EnvelopeOf } from '@/shared/records';

type Activity = EnvelopeOf<'activity'>;

/** What the list of activities is narrowed to; '' does not narrow. A day belongs to the period. */
export interface ActivityFilter {
    organisation: string;
    type: string;
    from: string;
    to: string;
}

/** The activities that the filter leaves, the latest first; one that touches the period is in it. */
export function activitiesShown(activities: Activity[], { organisation, type, from, to }: ActivityFilter): Activity[] {
    return activities
        .filter(({ data }) => !organisation || data.organisation === organisation)
        .filter(({ data }) => !type || data.type === type)
        .filter(({ data }) => (!from || data.last_day >= from) && (!to || data.first_day <= to))
        .sort((a, b) => b.data.first_day.localeCompare(a.data.first_day) || a.id.localeCompare(b.id));
}

/** The types that some activity has, in words. */
export function typeOptions(activities: Activity[]): { value: string; label: string }[] {
    return [...new Set(activities.map(({ data }) => data.type))]
        .map((value) => ({ value: value as string, label: valueLabel('type', value) }))
        .sort((a, b) => a.label.localeCompare(b.label));
}
