// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, ref } from 'vue';
import { api, ApiError } from '@/shared/api';
import type { Baseline, Day, EnvelopeOf, LocalizedText } from '@/shared/records';

/** What making next year's plan from this one gives: docs/api.md, POST /plans/{id}/clone. */
export interface ClonePreview {
    id: string;
    axes: number;
    objectives: number;
    goals: { id: string; from: string; statement: LocalizedText; first_day: Day; last_day: Day }[];
    indicators: { id: string; from: string; goal: string; name: LocalizedText; baseline: Baseline | null }[];
}

export interface CloneForm {
    title: LocalizedText;
    first_day: Day;
    last_day: Day;
    keep_targets: boolean;
    collect_by: Day;
}

function dayAfter(day: Day): Date {
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
    return new Date(Date.UTC(year, month - 1, date + 1));
}

const asDay = (date: Date): Day => date.toISOString().slice(0, 10);

/** The days after the plan's last, as long as it: whole months where it is of whole months. */
export function nextDays(first: Day, last: Day): { first_day: Day; last_day: Day } {
    const from = dayAfter(last);
    const begun = new Date(`${first}T00:00:00Z`);
    const months = (from.getUTCFullYear() - begun.getUTCFullYear()) * 12 + from.getUTCMonth() - begun.getUTCMonth();
    const whole = from.getUTCDate() === begun.getUTCDate() && months > 0;
    const until = whole
        ? new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, from.getUTCDate() - 1))
        : new Date(from.getTime() + (from.getTime() - begun.getTime()) - 86_400_000);
    return { first_day: asDay(from), last_day: asDay(until) };
}

/** The title with the years of the old days as those of the new ones: "Plan 2014" → "Plan 2015". */
export function nextTitle(title: LocalizedText, from: Day, to: Day): LocalizedText {
    const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
    const moved = (text: string): string =>
        text.replaceAll(/\b(19|20)\d\d\b/g, (year) => String(Number(year) + years));
    return Object.fromEntries(Object.entries(title).map(([language, text]) => [language, moved(text)]));
}

/** The last day of the third month of the new plan, by which missing baselines are collected. */
export function quarterAfter(first: Day): Day {
    const [year = 0, month = 1] = first.split('-').map(Number);
    return asDay(new Date(Date.UTC(year, month + 2, 0)));
}

/** The form for next year's plan, what it would make, and making it. */
export function usePlanClone(plan: EnvelopeOf<'plan'>, made: (id: string) => void) {
    const days = nextDays(plan.data.first_day, plan.data.last_day);
    const form = ref<CloneForm>({
        ...days,
        title: nextTitle(plan.data.title, plan.data.first_day, days.first_day),
        keep_targets: false,
        collect_by: quarterAfter(days.first_day),
    });
    const preview = ref<ClonePreview | null>(null);
    const busy = ref(false);
    const error = ref('');
    const filled = computed(() => preview.value?.indicators.filter(({ baseline }) => baseline?.value) ?? []);
    const unfilled = computed(() => preview.value?.indicators.filter(({ baseline }) => !baseline?.value) ?? []);

    async function send(look: boolean): Promise<ClonePreview | null> {
        busy.value = true;
        error.value = '';
        try {
            const body = { ...form.value, preview: look };
            return await api.post<ClonePreview>(`/plans/${encodeURIComponent(plan.id)}/clone`, body);
        } catch (caught) {
            if (!(caught instanceof ApiError)) throw caught;
            error.value = [caught.message, ...caught.problems.map(({ text }) => text)].join(' ');
            return null;
        } finally {
            busy.value = false;
        }
    }

    async function look(): Promise<void> {
        preview.value = await send(true);
    }

    async function make(): Promise<void> {
        const answer = await send(false);
        if (answer) made(answer.id);
    }

    /** A change makes what was looked at untrue. */
    function update(part: Partial<CloneForm>): void {
        form.value = { ...form.value, ...part };
        preview.value = null;
    }

    return { form, preview, busy, error, filled, unfilled, look, make, update };
}
