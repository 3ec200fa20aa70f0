// SPDX-License-Identifier: GPL-3.0-or-later
import { chartDays, type ChartSeries, type SeriesTone } from './chart';
import type { Amount } from './records';

/** The colours in use, read from the tokens so that dark mode follows. */
export interface ChartColours {
    actual: string;
    target: string;
    subtle: string;
    line: string;
    ground: string;
}

export function coloursOf(element: Element): ChartColours {
    const style = getComputedStyle(element);
    const of = (token: string): string => style.getPropertyValue(token).trim();
    return {
        actual: of('--color-progressive'),
        target: of('--color-emphasized'),
        subtle: of('--color-subtle'),
        line: of('--border-color-subtle'),
        ground: of('--background-color-base'),
    };
}

interface Words {
    /** A day of the axis: with its month and year, or where only weeks are drawn with its month. */
    day: (day: string, scale: 'months' | 'days') => string;
    number: (value: number) => string;
    unit: string;
    font: string;
    /** Pixels there are across. */
    width: number;
}

const DASHES: Record<SeriesTone, 'solid' | 'dashed' | 'dotted'> = {
    actual: 'solid',
    target: 'solid',
    agreed: 'dotted',
    expected: 'dashed',
    other: 'dashed',
};

function colourOf(tone: SeriesTone, colours: ChartColours): string {
    if (tone === 'actual') return colours.actual;
    return tone === 'target' ? colours.target : colours.subtle;
}

const LETTER_WIDTH = 6.6;
/** How much of the picture the names beside it may take. */
const WIDEST_SHARE = 0.27;

const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** A reading that is not exact is drawn hollow. */
const symbolOf = (value: Amount): string => (value.quality === 'exact' ? 'circle' : 'emptyCircle');

/** Where a line's name is drawn. */
interface NamePlace {
    ground: string;
    /** Pixels beside the drawing. */
    room: number;
    /** What is measured is named below its line, where another one runs close above. */
    below: boolean;
    /** What is measured ends long before the others: its name has room behind it. */
    early: boolean;
    /** It ends close above the axis, whose own words stand below. */
    low: boolean;
}

const EARLY = 0.6;

/** True where a line ends in the first part of the time that is drawn. */
function endsEarly(series: ChartSeries, all: ChartSeries[]): boolean {
    const days = chartDays(all).map(timeOf);
    const [first, last, end] = [days[0] ?? 0, days.at(-1) ?? 0, timeOf(series.points.at(-1)?.day ?? '')];
    return last > first && (end - first) / (last - first) < EARLY;
}

const NEAR = 0.2;

/** True where a target runs above the end of what was measured, and there is room for a name below. */
function namedBelow(actual: ChartSeries, all: ChartSeries[]): boolean {
    const last = actual.points.at(-1)?.value.value ?? 0;
    const others = all.filter((one) => one !== actual).flatMap(({ points }) => points.map(({ value }) => value.value));
    const top = Math.max(last, ...others);
    return others.some((value) => value > last && value - last < NEAR * top) && last > NEAR * top;
}

/** The name stands at the line's end; what is measured has it above or below the line, clear of the targets'. */
function nameAtEnd(series: ChartSeries, colour: string, words: Words, { ground, room, below, early, low }: NamePlace): object {
    const edge = { textBorderColor: ground, textBorderWidth: 3 };
    const name = { show: true, formatter: series.name, color: colour, fontFamily: words.font, fontSize: 12, ...edge };
    const vertical = below ? { verticalAlign: 'top', offset: [0, 8] } : { verticalAlign: 'bottom', offset: [0, -8] };
    if (series.tone === 'actual' && !early) return { ...name, align: 'right', ...vertical, distance: 0 };
    if (series.tone === 'other' && series.points.length === 1) {
        const aside = low ? { verticalAlign: 'bottom', offset: [-4, -10] } : { verticalAlign: 'top', offset: [-4, 10] };
        return { ...name, align: 'left', ...aside, distance: 0 };
    }
    return { ...name, distance: 6, width: room, overflow: 'break', lineHeight: 14 };
}

const LOW = 0.12;

/** True where a line ends in the lowest part of what is drawn. */
function endsLow(series: ChartSeries, all: ChartSeries[]): boolean {
    const top = Math.max(...all.flatMap(({ points }) => points.map(({ value }) => value.value)));
    return (series.points.at(-1)?.value.value ?? 0) < LOW * top;
}

const DAY = 86_400_000;
/** Up to so many days the axis names days, beyond it months. */
const FEW_DAYS = 100;

/** The axis never says the same twice: its marks are as far apart as what they name. */
function scaleOf(series: ChartSeries[]): { scale: 'months' | 'days'; minInterval: number } {
    const days = chartDays(series).map(timeOf);
    const span = (days.at(-1) ?? 0) - (days[0] ?? 0);
    return span <= FEW_DAYS * DAY ? { scale: 'days', minInterval: DAY } : { scale: 'months', minInterval: 28 * DAY };
}

function lineOption(series: ChartSeries, colours: ChartColours, words: Words, place: NamePlace): object {
    const colour = colourOf(series.tone, colours);
    return {
        type: 'line',
        name: series.name,
        step: series.step ? 'end' : false,
        data: series.points.map(({ day, value }) => ({ value: [timeOf(day), value.value], symbol: symbolOf(value) })),
        showSymbol: series.tone === 'actual' || series.points.length === 1,
        symbolSize: 7,
        lineStyle: { color: colour, width: series.tone === 'actual' ? 2.5 : 1.5, type: DASHES[series.tone] },
        itemStyle: { color: colour },
        endLabel: nameAtEnd(series, colour, words, place),
        labelLayout: { moveOverlap: 'shiftY' },
        silent: true,
    };
}

/** What ECharts is asked to draw: time across, one scale up, each line named at its end. */
export function chartOption(series: ChartSeries[], colours: ChartColours, words: Words, max?: number): Record<string, unknown> {
    const axisLabel = { color: colours.subtle, fontFamily: words.font, fontSize: 12 };
    const beside = series.filter(({ tone }) => tone !== 'actual').map(({ name }) => name.length * LETTER_WIDTH);
    const { scale, minInterval } = scaleOf(series);
    const room = Math.min(Math.max(0, ...beside), words.width * WIDEST_SHARE);
    return {
        animation: false,
        textStyle: { fontFamily: words.font },
        grid: { left: 8, right: 16 + room, top: words.unit ? 30 : 12, bottom: 4, containLabel: true },
        xAxis: {
            type: 'time',
            minInterval,
            axisLabel: {
                ...axisLabel,
                hideOverlap: true,
                formatter: (time: number) => words.day(new Date(time).toISOString().slice(0, 10), scale),
            },
            axisLine: { lineStyle: { color: colours.line } },
            splitLine: { show: false },
        },
        yAxis: {
            type: 'value',
            min: (range: { min: number }) => Math.min(0, range.min),
            max,
            name: words.unit,
            nameTextStyle: { ...axisLabel, align: 'left' },
            axisLabel: { ...axisLabel, formatter: words.number },
            splitLine: { lineStyle: { color: colours.line } },
        },
        series: series.map((one) =>
            lineOption(one, colours, words, {
                ground: colours.ground,
                room,
                below: namedBelow(one, series),
                early: endsEarly(one, series),
                low: endsLow(one, series),
            }),
        ),
    };
}
