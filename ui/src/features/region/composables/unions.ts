// SPDX-License-Identifier: GPL-3.0-or-later
import type { EnvelopeOf } from '@/shared/records';

/** Of measurements of the same days the newest, the days that end last first. */
export function newestOfDays(measurements: EnvelopeOf<'measurement'>[]): EnvelopeOf<'measurement'>[] {
    const newest = new Map<string, EnvelopeOf<'measurement'>>();
    for (const one of measurements) {
        const days = `${one.data.scope.last_day} ${one.data.scope.first_day}`;
        const known = newest.get(days);
        if (!known || known.time < one.time) newest.set(days, one);
    }
    return [...newest].sort(([a], [b]) => b.localeCompare(a)).map(([, one]) => one);
}
