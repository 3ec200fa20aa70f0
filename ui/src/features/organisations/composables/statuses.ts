// SPDX-License-Identifier: GPL-3.0-or-later
import { formatDay, t } from '@/shared/i18n';
import { valueLabel } from '@/shared/kinds';
import type { Organisation, Status } from '@/shared/records';

/** A day, month or year as exact as it is known: "2014-06-02", "2014-06", "2014". */
export function partialDate(date: string): string {
    if (/^\d{4}-\d{2}$/.test(date)) return formatDay(`${date}-01`, { month: 'long', year: 'numeric' });
    return formatDay(date);
}

/** Since when and until when, in words; "" where nothing is known. */
export function statusDays({ since, until }: Status): string {
    if (since && until) return t('status-from-until', partialDate(since), partialDate(until));
    if (since) return t('status-since', partialDate(since));
    return until ? t('status-until', partialDate(until)) : '';
}

/** What an organisation is now: its last status, unless that has ended without another. */
export function statusNow({ statuses }: Organisation): Status | null {
    return statuses?.at(-1) ?? null;
}

/** What it was before, oldest first: statuses of the same kind as now say nothing new. */
export function kindsBefore({ statuses }: Organisation): Status[] {
    const now = statuses?.at(-1);
    return (statuses ?? []).slice(0, -1).filter(({ kind }) => kind !== now?.kind);
}

/** "user group (2014 – 2019)": one status in a few words. */
export function statusInWords(status: Status): string {
    const kind = valueLabel('kind', status.kind);
    const years = [status.since, status.until].map((date) => date?.slice(0, 4) ?? '');
    if (!years[0] && !years[1]) return kind;
    return `${kind} (${years[0] || '…'}–${years[1] || '…'})`;
}
