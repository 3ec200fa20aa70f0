// SPDX-License-Identifier: GPL-3.0-or-later
import { countryName, languageName, textOf } from '@/shared/i18n';
import { valueLabel } from '@/shared/kinds';
import type { MapPoint } from '@/shared/map';
import type { MemberView } from '@/shared/views';

/** What the list of members is narrowed to; '' does not narrow. */
export interface MemberFilter {
    kind: string;
    country: string;
    language: string;
}

interface Option {
    value: string;
    label: string;
}

const byLabel = (a: Option, b: Option): number => a.label.localeCompare(b.label);
const options = (values: string[], label: (value: string) => string): Option[] =>
    [...new Set(values)].filter(Boolean).map((value) => ({ value, label: label(value) })).sort(byLabel);

/** What can be chosen: only what some member has. */
export function memberOptions(members: MemberView[]): Record<keyof MemberFilter, Option[]> {
    const data = members.map(({ organisation }) => organisation.data);
    return {
        kind: options(members.map(({ kind }) => kind), (kind) => valueLabel('kind', kind)),
        country: options(data.flatMap(({ countries }) => countries ?? []), countryName),
        language: options(data.flatMap(({ languages }) => languages ?? []), languageName),
    };
}

/** The members that a filter leaves, by name: affiliates are without hierarchy, no number orders them. */
export function membersShown(members: MemberView[], { kind, country, language }: MemberFilter): MemberView[] {
    return members
        .filter((member) => {
            const { countries, languages } = member.organisation.data;
            if (kind && member.kind !== kind) return false;
            if (country && !countries?.includes(country)) return false;
            return !language || (languages?.includes(language) ?? false);
        })
        .sort((a, b) => textOf(a.organisation.data.name).localeCompare(textOf(b.organisation.data.name)));
}

/** The members whose seat is known, as dots. */
export function memberPoints(members: MemberView[]): MapPoint[] {
    return members.flatMap(({ organisation: { id, data } }) =>
        data.seat ? [{ id, name: textOf(data.name), latitude: data.seat.latitude, longitude: data.seat.longitude }] : [],
    );
}
