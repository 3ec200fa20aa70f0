// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import type { EnvelopeOf, MeasuredValue } from '@/shared/records';
import { show, speak } from '@/shared/testing';
import MeasurementTable from './MeasurementTable.vue';

function run(id: string, values: MeasuredValue[]): EnvelopeOf<'measurement'> {
    const scope = { first_day: '2014-05-10', last_day: '2014-05-11', time_zone: 'UTC', people: 24, wikis: ['simwiki'] };
    const data = { organisation: 'wmar', scope, snapshots: [{ wiki: 'simwiki', snapshot: 'x', simulated: true }], values, milliseconds: 9 };
    return { kind: 'measurement', id, revision: 1, parent: 0, author: '', time: '', comment: '', may: [], data };
}

const edits = (value: number): MeasuredValue => ({ metric: 'edits', definition: 'edits/brujula', unit: 'edits', value });
const media: MeasuredValue = { metric: 'media-used', definition: 'media-used/global-metrics-2014', unit: 'files', reason: 'no-such-reason' };

describe('the numbers of a run', () => {
    beforeEach(() => speak('es'));

    it('stand with what changed, and lead to the list behind them', () => {
        const view = show(MeasurementTable, { props: { measurement: run('m2', [edits(415)]), before: run('m1', [edits(400)]) } });
        expect(view.text()).toContain('415');
        expect(view.text()).toContain('+15');
        expect(view.find('a[href*="#list"]').attributes('href')).toBe('/measurements/m2?metric=edits/brujula#list');
    });

    it('that could not be measured are no zero, open nothing and cannot be used', () => {
        const view = show(MeasurementTable, { props: { measurement: run('m', [media]), usable: true } });
        expect(view.find('.the-number').text()).toContain('–');
        expect(view.find('.the-number').text()).not.toContain('0');
        expect(view.find('a[href*="#list"]').exists()).toBe(false);
        expect(view.findAll('button').filter((button) => button.text().includes('Usar'))).toHaveLength(0);
    });

    it('that everybody else does not see say so, and are not offered as a public value', () => {
        const few = { ...edits(12), reason: 'reason-small-group' };
        const view = show(MeasurementTable, { props: { measurement: run('m', [few, edits(13)]), usable: true } });
        expect(view.findAll('.measurement-table__withheld').map((note) => note.text())).toEqual([
            'No se muestra a todo el mundo. reason-small-group',
        ]);
        expect(view.findAll('button').filter((button) => button.text().includes('Usar'))).toHaveLength(1);
    });

    it('that are zero are zeros, and may be used for a goal', async () => {
        const view = show(MeasurementTable, { props: { measurement: run('m', [edits(0)]), usable: true } });
        expect(view.find('.the-number__value').text()).toBe('0');
        await view.findAll('button').find((button) => button.text().includes('Usar'))!.trigger('click');
        expect(view.emitted('use')).toEqual([[edits(0)]]);
    });
});
