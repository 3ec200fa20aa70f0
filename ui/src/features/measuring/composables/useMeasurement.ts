// SPDX-License-Identifier: GPL-3.0-or-later
import { api } from '@/shared/api';
import { textOf } from '@/shared/i18n';
import type { EnvelopeOf, Titled } from '@/shared/records';
import { type Load, useLoad } from '@/shared/useLoad';
import type { ActivityView } from '@/shared/views';
import { runBefore } from './runs';

type Run = EnvelopeOf<'measurement'>;

export interface MeasurementView {
    measurement: Run;
    /** The run that it is compared with. */
    before: Run | null;
    chain: Titled[];
    /** What was measured: the activity's name. */
    title: string;
}

/** A run, with what it belongs to where that is one activity. */
export function useMeasurement(id: () => string): Load<MeasurementView> {
    return useLoad(async (signal) => {
        const measurement = await api.get<Run>(`/measurements/${encodeURIComponent(id())}`, { signal });
        const { activities = [], programme } = measurement.data.scope;
        const [activity] = activities;
        if (!activity || activities.length > 1 || programme) return alone(measurement, signal);
        const view = await api
            .get<ActivityView>(`/views/activities/${encodeURIComponent(activity)}`, { signal })
            .catch(() => null);
        if (!view) return alone(measurement, signal);
        const self: Titled = { kind: 'activity', id: activity, title: view.activity.data.name };
        return {
            measurement,
            before: runBefore(measurement, view.measurements),
            chain: [...view.chain, self],
            title: textOf(view.activity.data.name),
        };
    }, [id]);
}

async function alone(measurement: Run, signal: AbortSignal): Promise<MeasurementView> {
    const { replaces, organisation } = measurement.data;
    const ask = <T>(path: string): Promise<T | null> => api.get<T>(path, { signal }).catch(() => null);
    const [before, whose] = await Promise.all([
        replaces ? ask<Run>(`/measurements/${encodeURIComponent(replaces)}`) : null,
        ask<EnvelopeOf<'organisation'>>(`/organisations/${encodeURIComponent(organisation)}`),
    ]);
    const chain: Titled[] = whose ? [{ kind: 'organisation', id: whose.id, title: whose.data.name }] : [];
    return { measurement, before, chain, title: whose ? textOf(whose.data.name) : '' };
}
