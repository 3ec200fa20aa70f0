// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, ref, shallowRef, watch } from 'vue';
import { api, ApiError } from '@/shared/api';
import type { EnvelopeOf, LocalizedText, MeasuredValue } from '@/shared/records';
import type { GoalView, IndicatorView } from '@/shared/views';
import { valueFor } from './runs';

/** The indicators that a value may be an observation of: those that ask for this very metric first. */
export function indicatorsFor(indicators: IndicatorView[], value: MeasuredValue): IndicatorView[] {
    const asks = ({ indicator }: IndicatorView): boolean => valueFor([value], indicator.data.metric) !== null;
    return [...indicators.filter(asks), ...indicators.filter((view) => !asks(view))];
}

/** The observation that a measured value becomes; it names the run that it came from. */
export function observationOf(
    measurement: EnvelopeOf<'measurement'>,
    value: MeasuredValue,
    indicator: EnvelopeOf<'indicator'>,
    activity: string,
    note: LocalizedText,
): Record<string, unknown> {
    const { first_day, last_day } = measurement.data.scope;
    const simulated = measurement.data.snapshots.some((snapshot) => snapshot.simulated);
    return {
        organisation: indicator.data.organisation,
        indicator: indicator.id,
        first_day,
        last_day,
        value: { value: value.value, quality: 'exact' },
        by: 'measured',
        measurement: measurement.id,
        ...(activity ? { activity } : {}),
        ...(Object.values(note).some(Boolean) ? { note } : {}),
        check: simulated ? 'demo' : 'verified',
    };
}

/** Takes a measured number over as an observation of an indicator of a goal. */
export function useObservationForm(measurement: EnvelopeOf<'measurement'>, value: MeasuredValue, activity: string) {
    const goal = ref('');
    const view = shallowRef<GoalView | null>(null);
    const indicator = ref('');
    const note = ref<LocalizedText>({});
    const saving = ref(false);
    const error = ref('');
    /** The indicator after it was saved: its progress has moved. */
    const done = shallowRef<IndicatorView | null>(null);
    const choices = computed(() => indicatorsFor(view.value?.indicators ?? [], value));
    const chosen = computed(() => choices.value.find(({ indicator: one }) => one.id === indicator.value) ?? null);
    const fits = computed(() => chosen.value !== null && valueFor([value], chosen.value.indicator.data.metric) !== null);

    const loadGoal = (): Promise<GoalView> => api.get<GoalView>(`/views/goals/${encodeURIComponent(goal.value)}`);
    const told = (caught: unknown): void => {
        if (!(caught instanceof ApiError)) throw caught;
        error.value = [caught.message, ...caught.problems.map(({ text }) => text)].join(' ');
    };

    watch(goal, async (asked) => {
        view.value = null;
        indicator.value = '';
        if (!asked) return;
        try {
            const answer = await loadGoal();
            if (asked !== goal.value) return;
            view.value = answer;
            indicator.value = choices.value[0]?.indicator.id ?? '';
        } catch (caught) {
            told(caught);
        }
    });

    async function save(): Promise<void> {
        if (!chosen.value) return;
        saving.value = true;
        error.value = '';
        try {
            await api.post('/observations', { data: observationOf(measurement, value, chosen.value.indicator, activity, note.value) });
            view.value = await loadGoal();
            done.value = view.value.indicators.find(({ indicator: one }) => one.id === indicator.value) ?? null;
        } catch (caught) {
            told(caught);
        } finally {
            saving.value = false;
        }
    }

    return { goal, view, indicator, note, choices, chosen, fits, saving, error, done, save };
}
