// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import type { Activity, EnvelopeOf } from '@/shared/records';
import { activitiesShown } from './activities';

function activity(id: string, data: Partial<Activity>): EnvelopeOf<'activity'> {
    const whole = { organisation: 'wmar', name: {}, type: 'editing', time_zone: 'UTC', ...data } as Activity;
    return { kind: 'activity', id, revision: 1, parent: 0, author: '', time: '', comment: '', may: [], data: whole };
}

const activities = [
    activity('curso', { type: 'course', first_day: '2014-03-01', last_day: '2014-06-30' }),
    activity('editatón', { first_day: '2014-11-08', last_day: '2014-11-08', organisation: 'wmuy' }),
    activity('charla', { type: 'talk', first_day: '2014-03-01', last_day: '2014-03-01' }),
];
const nothing = { organisation: '', type: '', from: '', to: '' };
const ids = (filter: Partial<typeof nothing>) => activitiesShown(activities, { ...nothing, ...filter }).map(({ id }) => id);

describe('activities', () => {
    it('stand with the latest first', () => {
        expect(ids({})).toEqual(['editatón', 'charla', 'curso']);
    });

    it('are in a period that they touch, its two days included', () => {
        expect(ids({ from: '2014-06-30' })).toEqual(['editatón', 'curso']);
        expect(ids({ from: '2014-07-01' })).toEqual(['editatón']);
        expect(ids({ to: '2014-03-01' })).toEqual(['charla', 'curso']);
        expect(ids({ from: '2014-11-08', to: '2014-11-08' })).toEqual(['editatón']);
    });

    it('are narrowed by organisation and type together', () => {
        expect(ids({ organisation: 'wmar', type: 'course' })).toEqual(['curso']);
        expect(ids({ organisation: 'wmuy', type: 'course' })).toEqual([]);
    });
});
