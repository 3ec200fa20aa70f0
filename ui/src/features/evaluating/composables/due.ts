// SPDX-License-Identifier: GPL-3.0-or-later
import { t, textOf } from '@/shared/i18n';
import { pathOf } from '@/shared/paths';
import type { Account } from '@/shared/session';
import type { Due, DueView } from './views';

/** Stands in the address for the whole network. */
export const EVERYBODY = 'all';

/** "Collect data: Do they still edit?" */
export function dueInWords({ what, title }: Due): string {
    return t(`due-${what.replaceAll('_', '-')}`, textOf(title));
}

/** Where one does it. */
export function duePath({ what, kind, id, goal, plan }: Due): string {
    if ((what === 'value' || what === 'baseline') && goal) return pathOf('goal', goal, plan ?? undefined);
    return pathOf(kind, id);
}

/** The days from `from` to `until`. */
function daysBetween(from: string, until: string): number {
    return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);
}

/** Whole months of the calendar from `from` to `until`. */
function monthsBetween(from: string, until: string): number {
    const [year = 0, month = 0, date = 0] = from.split('-').map(Number);
    const [toYear = 0, toMonth = 0, toDate = 0] = until.split('-').map(Number);
    return (toYear - year) * 12 + toMonth - month - (toDate < date ? 1 : 0);
}

/** When it is due, seen from today: "overdue by 12 days", "due today", "in 9 days"; days far ahead say it themselves. */
export function whenInWords({ day }: Due, today: string): string {
    const days = daysBetween(today, day);
    const months = monthsBetween(day, today);
    if (months >= 24) return t('due-overdue-years', Math.floor(months / 12));
    if (months >= 2) return t('due-overdue-months', months);
    if (days < 0) return t('due-overdue-by', -days);
    if (days === 0) return t('due-today');
    return days <= 60 ? t('due-in', days) : '';
}

/** What is due month by month; what is overdue comes first, as a month of its own ('' in `month`). */
export function byMonth(items: Due[]): { month: string; items: Due[] }[] {
    const months = new Map<string, Due[]>();
    for (const item of items) {
        const month = item.overdue ? '' : item.day.slice(0, 7);
        months.set(month, [...(months.get(month) ?? []), item]);
    }
    return [...months]
        .map(([month, within]) => ({ month, items: within }))
        .sort((a, b) => a.month.localeCompare(b.month));
}

/** Whose things a person sees first: the organisation of their first role; of none, the network's. */
export function ownOrganisation(account: Pick<Account, 'grants'> | null, network: string): string {
    const own = account?.grants.find(({ organisation }) => organisation !== network) ?? null;
    return own?.organisation ?? EVERYBODY;
}

/** The address that a calendar subscribes to. */
export function feedAddress(origin: string, organisation: string, language: string): string {
    const query = new URLSearchParams({ ...(organisation ? { organisation } : {}), uselang: language });
    return `${origin}/api/v1/due.ics?${query}`;
}

const SOON_DAYS = 30;

export interface Reminder {
    overdue: number;
    /** The first that is due within a month. */
    next: Due | null;
    /** How many of all that is overdue or due within a month are one person's own. */
    own: number;
}

/** What somebody is reminded of; null where nothing is overdue or due within a month. */
export function reminderOf({ items, today }: DueView, person: string): Reminder | null {
    const soon = items.filter(({ day, overdue }) => overdue || daysBetween(today, day) <= SOON_DAYS);
    if (!soon.length) return null;
    return {
        overdue: soon.filter(({ overdue }) => overdue).length,
        next: soon.find(({ overdue }) => !overdue) ?? null,
        own: person ? soon.filter(({ responsible }) => responsible?.id === person).length : 0,
    };
}
