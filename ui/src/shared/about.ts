// SPDX-License-Identifier: GPL-3.0-or-later
import { hasMessage, t, textOf } from './i18n';
import type { NumberAbout } from './number';
import { pathOf } from './paths';
import type { EnvelopeOf, GoalCard, Indicator, MeasuredScope, Measurement, MeasuredValue, MetricChoice, Observation, SnapshotUsed } from './records';

/** A metric in the reader's words; the catalogue's code where it has none. */
export function metricName(metric: string): string {
    const key = `metric-${metric}-name`;
    return hasMessage(key) ? t(key) : metric;
}

/** One sentence of what a metric counts; "" where there is none. */
export function metricSummary(metric: string): string {
    const key = `metric-${metric}-summary`;
    return hasMessage(key) ? t(key) : '';
}

/** "bytes-added/wikimetrics.absolute"; the metric alone where its own definition is meant. */
export function fullName({ metric, definition }: MetricChoice): string {
    if (!definition) return metric;
    return definition.includes('/') ? definition : `${metric}/${definition}`;
}

/** Where the list behind a measured value is. */
export function listBehind(measurement: string, value: Pick<MeasuredValue, 'metric' | 'definition'>) {
    return { path: pathOf('measurement', measurement), query: { metric: fullName(value) }, hash: '#list' };
}

/** What an indicator counts, in one sentence. */
function sentenceOf(indicator: Indicator): string {
    if (indicator.metric) return metricSummary(indicator.metric.metric) || textOf(indicator.name);
    return textOf(indicator.definition) || textOf(indicator.name);
}

/** Where a goal's actual value comes from, for cards; it opens the goal. */
export function aboutCard({ goal, indicator }: GoalCard): NumberAbout | null {
    if (!indicator) return null;
    return {
        sentence: sentenceOf(indicator.data),
        definition: indicator.data.metric ? fullName(indicator.data.metric) : undefined,
        to: pathOf('goal', goal.id, goal.data.plan),
        listed: t('number-open-goal'),
    };
}

/** Where an observed value comes from: the list behind its measurement, or its first evidence. */
export function aboutObservation(observation: Observation, indicator: Indicator): NumberAbout {
    const { measurement } = observation;
    const { metric } = indicator;
    return {
        sentence: sentenceOf(indicator),
        definition: metric ? fullName(metric) : undefined,
        first_day: observation.first_day,
        last_day: observation.last_day,
        source: observation.source ?? (measurement ? undefined : observation.evidence?.[0]?.url),
        to: measurement
            ? metric
                ? listBehind(measurement, { metric: metric.metric, definition: metric.definition ?? '' })
                : pathOf('measurement', measurement)
            : undefined,
    };
}

/** A wiki with the state of its facts; a state that names its wiki ("simwiki@2014-12") says it once. */
export function snapshotInWords({ wiki, snapshot }: SnapshotUsed): string {
    return snapshot.startsWith(wiki) ? snapshot : `${wiki} ${snapshot}`.trim();
}

export function snapshotsInWords(measurement: Measurement): string {
    return (measurement.snapshots ?? []).map(snapshotInWords).join(', ');
}

export function isSimulated(measurement: Measurement): boolean {
    return (measurement.snapshots ?? []).some(({ simulated }) => simulated);
}

function scopeInWords({ people, wikis = [] }: MeasuredScope): string {
    const places = wikis.join(', ');
    return people === undefined ? t('measurement-scope-withheld', places) : t('measurement-scope', people, places);
}

/** Where a measured value comes from; it opens the list behind it. */
export function aboutValue(measurement: EnvelopeOf<'measurement'>, value: MeasuredValue): NumberAbout {
    const { scope } = measurement.data;
    return {
        sentence: metricSummary(value.metric),
        definition: fullName(value),
        scope: scopeInWords(scope),
        first_day: scope.first_day,
        last_day: scope.last_day,
        snapshot: snapshotsInWords(measurement.data),
        simulated: isSimulated(measurement.data),
        to: value.value === undefined ? undefined : listBehind(measurement.id, value),
    };
}
