// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { chartCsv, chartDays, type ChartSeries, pointOn } from './chart';

const exact = (value: number) => ({ value, quality: 'exact' as const });
const SERIES: ChartSeries[] = [
    {
        name: 'Actual',
        tone: 'actual',
        points: [
            { day: '2015-06-30', value: exact(1234.5), by: 'measured' },
            { day: '2015-03-31', value: { value: 40, quality: 'at_least' }, by: 'reported' },
        ],
    },
    { name: '=Meta, anual', tone: 'target', step: true, points: [{ day: '2015-06-30', value: exact(1500) }] },
];

describe('a chart’s data', () => {
    it('has each day once, in order', () => {
        expect(chartDays(SERIES)).toEqual(['2015-03-31', '2015-06-30']);
        expect(pointOn(SERIES[1]!, '2015-03-31')).toBeNull();
    });

    it('goes out as CSV that a spreadsheet reads and does not run', () => {
        expect(chartCsv(SERIES).split('\r\n')).toEqual([
            'series,day,value,quality,by',
            'Actual,2015-06-30,1234.5,exact,measured',
            'Actual,2015-03-31,40,at_least,reported',
            '"\'=Meta, anual",2015-06-30,1500,exact,',
            '',
        ]);
    });
});
