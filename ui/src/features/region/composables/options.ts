// SPDX-License-Identifier: GPL-3.0-or-later
import { countryName, languageName, t, textOf } from '@/shared/i18n';
import { valueLabel } from '@/shared/kinds';
import type { RegionOptions, RegionView } from '../region';
import { indicatorName } from './chart';

interface Option {
    value: string;
    label: string;
}

const byLabel = (a: Option, b: Option): number => a.label.localeCompare(b.label);
const named = (values: string[], label: (value: string) => string): Option[] =>
    values.map((value) => ({ value, label: label(value) })).sort(byLabel);

export type FilterName = 'kind' | 'country' | 'language' | 'theme' | 'programme';

/** What each filter offers, in the reader's words. */
export function filterOptions(options: RegionOptions): Record<FilterName, Option[]> {
    return {
        kind: named(options.kinds, (kind) => valueLabel('kind', kind)),
        country: named(options.countries, countryName),
        language: named(options.languages, languageName),
        theme: named(options.themes, (theme) => valueLabel('theme', theme)),
        programme: options.programmes.map(({ id, name }) => ({ value: id, label: textOf(name) })).sort(byLabel),
    };
}

/** Indicators by their name, with how many members have each. */
export function indicatorOptions(options: Pick<RegionOptions, 'indicators'>): Option[] {
    return options.indicators
        .map((one) => ({ value: one.key, label: t('region-indicator-option', indicatorName(one), one.members) }))
        .sort(byLabel);
}

/** The years there are, and what else is shown (a quarter that the address asks for). */
export function periodButtons({ options, periods }: Pick<RegionView, 'options' | 'periods'>): Option[] {
    const names = new Set([...options.years.map(String), ...periods.map(({ name }) => name)]);
    return [...names].sort().map((name) => ({ value: name, label: name }));
}
