// SPDX-License-Identifier: GPL-3.0-or-later
import { api } from '@/shared/api';
import { hasMessage, t } from '@/shared/i18n';
import type { MetricDescription, MetricTreatment } from '@/shared/records';
import { type Load, useLoad } from '@/shared/useLoad';

export function useMetrics(): Load<MetricDescription[]> {
    return useLoad((signal) => api.get<MetricDescription[]>('/metrics', { signal }));
}

/** A metric's name in the reader's words. */
export function metricName(name: string): string {
    const key = `metric-${name}-name`;
    return hasMessage(key) ? t(key) : name;
}

/** One of a metric's or definition's other texts (summary, traps …); "" where it has none. */
export function metricText(name: string, part: string): string {
    const key = `metric-${name}-${part}`;
    return hasMessage(key) ? t(key) : '';
}

/** How a metric treats what tools disagree about; the values of the catalogue in words where there are words. */
export const ASPECTS = ['bounds', 'namespaces', 'bots', 'redirects', 'deleted', 'others_edits', 'union'] as const;
export type Aspect = (typeof ASPECTS)[number];

export function aspectText(treatment: Partial<MetricTreatment>, aspect: Aspect): string {
    const value = treatment[aspect];
    const code = Array.isArray(value) ? value.join('-') : String(value ?? '');
    const key = `metric-${aspect}-${code}`.replaceAll('_', '-');
    return hasMessage(key) ? t(key) : code.replaceAll('-', ', ');
}
