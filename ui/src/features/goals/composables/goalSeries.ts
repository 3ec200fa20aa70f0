// SPDX-License-Identifier: GPL-3.0-or-later
import { aboutObservation } from '@/shared/about';
import type { ChartPoint, ChartSeries } from '@/shared/chart';
import { t } from '@/shared/i18n';
import type { Amount, Day, EnvelopeOf, Indicator, Target } from '@/shared/records';

const DAY_MS = 86_400_000;

function dayAfter(day: Day): Day {
    return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

/** What a target was agreed to be at first; null where it was never revised. */
export function agreedAtFirst(target: Target): Amount | null {
    return target.revisions?.[0]?.was ?? null;
}

const inOrder = (targets: Target[]): Target[] => [...targets].sort((a, b) => a.first_day.localeCompare(b.first_day));

/** A value that holds from the first to the last day of each period: a point where it begins, and where it ends. */
function steps(periods: { first_day: Day; last_day: Day; value: Amount }[]): ChartPoint[] {
    return periods.flatMap(({ first_day, last_day, value }, index) => {
        const next = periods[index + 1];
        const begin = { day: first_day, value };
        return next?.first_day === dayAfter(last_day) ? [begin] : [begin, { day: last_day, value }];
    });
}

function agreedPeriods(targets: Target[]) {
    return targets.flatMap((target) => {
        const value = agreedAtFirst(target);
        return value ? [{ first_day: target.first_day, last_day: target.last_day, value }] : [];
    });
}

/**
 * What a goal's chart draws of an indicator: its observations on the last day of their period, its targets as steps, what
 * revised targets were agreed to be at first, and the baseline. What there is nothing of is left out.
 */
export function goalSeries(indicator: Indicator, observations: EnvelopeOf<'observation'>[]): ChartSeries[] {
    const targets = inOrder(indicator.targets ?? []);
    const { baseline } = indicator;
    const start = baseline?.value && baseline.date ? [{ day: baseline.date, value: baseline.value }] : [];
    const actual = [...observations]
        .sort((a, b) => a.data.last_day.localeCompare(b.data.last_day))
        .flatMap(({ data }) => (data.value ? [{ day: data.last_day, value: data.value, by: data.by, about: aboutObservation(data, indicator) }] : []));
    const all: ChartSeries[] = [
        { name: t('goal-series-actual'), tone: 'actual', points: actual },
        { name: t('goal-series-target'), tone: 'target', step: true, points: steps(targets) },
        { name: t('progress-agreed'), tone: 'agreed', step: true, points: steps(agreedPeriods(targets)) },
        { name: t('progress-baseline'), tone: 'other', points: start },
    ];
    return all.filter(({ points }) => points.length > 0);
}
