// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import type { EnvelopeOf, Indicator, MeasuredValue } from '@/shared/records';
import type { IndicatorView } from '@/shared/views';
import { indicatorsFor, observationOf } from './useObservationForm';

const view = (id: string, indicator: Partial<Indicator>): IndicatorView =>
    ({ indicator: { id, data: { organisation: 'wmar', ...indicator } }, observations: [] }) as unknown as IndicatorView;
const value: MeasuredValue = { metric: 'edits', definition: 'edits/brujula', unit: 'edits', value: 0 };
const indicators = [
    view('reported', {}),
    view('pages', { metric: { metric: 'pages-created' } }),
    view('edits', { metric: { metric: 'edits' } }),
];

describe('a measured number as an observation', () => {
    it('is offered first to the indicator that asks for it, and to the others after', () => {
        expect(indicatorsFor(indicators, value).map(({ indicator }) => indicator.id)).toEqual(['edits', 'reported', 'pages']);
    });

    it('names the run, its period and the activity; a zero stays a zero; simulated facts make it a demonstration', () => {
        const scope = { first_day: '2014-11-08', last_day: '2014-11-30', time_zone: 'UTC', people: 3 };
        const snapshots = [{ wiki: 'simwiki', snapshot: '2014-12', simulated: true }];
        const measurement = { id: 'm1', data: { scope, snapshots } } as EnvelopeOf<'measurement'>;
        expect(observationOf(measurement, value, indicators[2]!.indicator, 'a1', { es: '' })).toEqual({
            organisation: 'wmar',
            indicator: 'edits',
            first_day: '2014-11-08',
            last_day: '2014-11-30',
            value: { value: 0, quality: 'exact' },
            by: 'measured',
            measurement: 'm1',
            activity: 'a1',
            check: 'demo',
        });
    });
});
