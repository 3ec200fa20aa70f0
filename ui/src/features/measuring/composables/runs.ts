// SPDX-License-Identifier: GPL-3.0-or-later
import { api } from '@/shared/api';
import { fullName } from '@/shared/about';
import type { Activity, EnvelopeOf, Measurement, MeasuredValue, MetricChoice, MetricDescription } from '@/shared/records';

type Run = EnvelopeOf<'measurement'>;

/** A measured value and the same of the run before. */
export interface Difference {
    value: MeasuredValue;
    before: number | null;
}

const isSame = (a: MeasuredValue, b: MeasuredValue): boolean =>
    fullName(a) === fullName(b) && JSON.stringify(a.namespaces ?? []) === JSON.stringify(b.namespaces ?? []);

/** The values of a run, each beside what the run before had for the same definition; null where it had none. */
export function besideBefore(run: Run, before: Run | null): Difference[] {
    return (run.data.values ?? []).map((value) => ({
        value,
        before: before?.data.values?.find((one) => isSame(one, value))?.value ?? null,
    }));
}

/** Only what changed: a value that came, went, or is another. */
export function changedValues(run: Run, before: Run): Difference[] {
    return besideBefore(run, before).filter(({ value, before: old }) => (value.value ?? null) !== old);
}

/** The run that a run is compared with: the one it replaces, else the next older of the same question. */
export function runBefore(run: Run, runs: Run[]): Run | null {
    const replaced = runs.find(({ id }) => id === run.data.replaces);
    if (replaced) return replaced;
    const older = runs.filter(({ id, time }) => id !== run.id && time < run.time);
    older.sort((a, b) => b.time.localeCompare(a.time));
    return older.find((one) => isSameQuestion(one.data, run.data)) ?? null;
}

function isSameQuestion(a: Measurement, b: Measurement): boolean {
    const of = ({ scope, values }: Measurement): string =>
        JSON.stringify([
            scope.first_day,
            scope.last_day,
            scope.time_zone,
            [...(scope.wikis ?? [])].sort(),
            (values ?? []).map(fullName).sort(),
        ]);
    return of(a) === of(b);
}

export interface Days {
    first_day: string;
    last_day: string;
}

/** What is asked when something is measured. */
export interface RunRequest {
    organisation: string;
    scope: Omit<Measurement['scope'], 'people'>;
    /** Empty: the Global Metrics of 2014. */
    metrics: AskedMetric[];
    save: boolean;
}

export function runRequest(
    id: string,
    activity: Activity,
    days: Days,
    metrics: AskedMetric[],
): RunRequest {
    const { organisation, cohort, wikis, categories, time_zone } = activity;
    return {
        organisation,
        scope: {
            ...(cohort ? { cohorts: [cohort] } : {}),
            activities: [id],
            ...(wikis?.length ? { wikis } : {}),
            ...(categories?.length ? { categories } : {}),
            ...days,
            time_zone,
        },
        metrics,
        save: true,
    };
}

/** All activities of organisations (of a network, its members' too) or of a programme. */
export type Union = Pick<Measurement['scope'], 'organisations' | 'programme'>;

/** Each activity in its own days and time zone. */
export function unionRequest(organisation: string, union: Union, days: Days, metrics: AskedMetric[]): RunRequest {
    return { organisation, scope: { ...union, ...days, time_zone: 'UTC' }, metrics, save: true };
}

/** The calendar year of the newest activity, so that a year's outcomes are what one sees first; without any, this year. */
export function daysOfUnion(activities: Activity[], today = new Date()): Days {
    const years = activities.map(({ last_day }) => last_day.slice(0, 4)).sort();
    const year = years.at(-1) ?? String(today.getUTCFullYear());
    return { first_day: `${year}-01-01`, last_day: `${year}-12-31` };
}

export function run(request: RunRequest, signal: AbortSignal): Promise<Run> {
    return api.post<Run>('/measurements/run', request, { signal });
}

/** A metric by its name, or with the namespaces that an indicator counts. */
export type AskedMetric = string | MetricChoice;

/**
 * Every metric of the catalogue that can be computed, and the definitions that a goal's indicators ask for. A definition
 * is asked for once: in the indicator's namespaces where it names them.
 */
export function everyMetric(catalogue: MetricDescription[], asked: MetricChoice[]): AskedMetric[] {
    const computable = catalogue.filter((one) => one.computable);
    const own = new Map(computable.map(({ name, definitions }) => [name, definitions[0]?.full ?? name]));
    const known = new Set(computable.flatMap(({ definitions }) => definitions.map(({ full }) => full)));
    const chosen = new Map<string, AskedMetric>([...own].map(([name, full]) => [full, name]));
    for (const choice of asked) {
        const full = choice.definition ? fullName(choice) : own.get(choice.metric);
        if (full === undefined || !known.has(full)) continue;
        if (choice.namespaces?.length) chosen.set(full, choice);
        else if (!chosen.has(full)) chosen.set(full, full);
    }
    return [...chosen.values()];
}

/** The value of a run that an indicator's metric asks for; its metric's first where the definition is left open. */
export function valueFor(values: MeasuredValue[], metric: MetricChoice | undefined): MeasuredValue | null {
    if (!metric) return null;
    const asked = metric.namespaces?.length ? JSON.stringify(metric.namespaces) : null;
    const same = values
        .filter((value) => value.metric === metric.metric)
        .filter(({ namespaces }) => asked === null || JSON.stringify(namespaces ?? []) === asked);
    return same.find((value) => fullName(value) === fullName(metric)) ?? (metric.definition ? null : (same[0] ?? null));
}
