// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import type { ChartSeries } from './chart';
import { chartOption } from './chartOptions';

const COLOURS = { actual: 'blue', target: 'black', subtle: 'grey', line: 'grey', ground: 'white' };
const WORDS = { day: (day: string, scale: string) => `${day} in ${scale}`, number: String, unit: '', font: 'sans', width: 600 };
const exact = (value: number) => ({ value, quality: 'exact' as const });

function between(first: string, last: string): ChartSeries[] {
    return [{ name: 'Actual', tone: 'actual', points: [{ day: first, value: exact(1) }, { day: last, value: exact(20) }] }];
}

interface Axis {
    minInterval: number;
    axisLabel: { formatter: (time: number) => string };
}
const axisOf = (series: ChartSeries[]): Axis => chartOption(series, COLOURS, WORDS).xAxis as Axis;

describe('what is drawn', () => {
    it('names days where there are few, and months beyond, none twice', () => {
        const day = 86_400_000;
        expect(axisOf(between('2014-09-19', '2014-09-20')).minInterval).toBe(day);
        expect(axisOf(between('2014-09-19', '2014-09-20')).axisLabel.formatter(Date.UTC(2014, 8, 19))).toBe('2014-09-19 in days');
        expect(axisOf(between('2014-01-01', '2014-12-31')).minInterval).toBe(28 * day);
        expect(axisOf(between('2014-01-01', '2014-12-31')).axisLabel.formatter(Date.UTC(2014, 8, 19))).toBe('2014-09-19 in months');
        expect(axisOf([]).minInterval).toBe(day);
    });

    it('names a baseline above its point where the axis is close below', () => {
        const baseline = (value: number): ChartSeries => ({ name: 'Baseline', tone: 'other', points: [{ day: '2014-01-01', value: exact(value) }] });
        const placed = (value: number): unknown => {
            const drawn = chartOption([...between('2014-01-01', '2014-12-31'), baseline(value)], COLOURS, WORDS).series as { endLabel: { verticalAlign: string } }[];
            return drawn[1]!.endLabel.verticalAlign;
        };
        expect(placed(0)).toBe('bottom');
        expect(placed(15)).toBe('top');
    });

    it('draws what is not exact hollow', () => {
        const series = between('2014-01-01', '2014-12-31');
        series[0]!.points[0]!.value = { value: 1, quality: 'at_least' };
        const drawn = chartOption(series, COLOURS, WORDS).series as { data: { symbol: string }[] }[];
        expect(drawn[0]!.data.map(({ symbol }) => symbol)).toEqual(['emptyCircle', 'circle']);
    });
});
