// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import { useMessages } from '@/shared/i18n';
import type { EnvelopeOf } from '@/shared/records';
import type { RegionCell, RegionIndicator, RegionMember, RegionRow, RegionSummary } from '../region';
import { asForm, bandOf, indicatorName, marksOf, membersInOrder, rowsInOrder, scaleOf } from './chart';
import { chartPicture, panelsPicture } from './chartSvg';
import { byStanding, goalRows, goalsAddress, standingsIn } from './goals';
import { periodButtons } from './options';
import { backdropOf, HIGH, panelOf } from './panels';
import { viewsInOrder } from './savedViews';
import { newestOfDays } from './unions';
import { addressOf, embedSnippet, listOf, questionOf } from './useRegion';

beforeEach(() =>
    useMessages('en', {
        'progress-of': 'of',
        'region-median-is': 'Median $1',
        'region-picture-foot': 'Greatest: $1',
        'region-articles': 'articles',
        'metric-pages-created-name': 'Pages created',
        'core-metric-participants': 'Participants',
    }),
);

const exact = (value: number) => ({ value, quality: 'exact' as const });
function cell(actual: number | null, target: number | null = null): RegionCell {
    const progress = {
        status: 'behind' as const,
        ...(actual === null ? {} : { actual: exact(actual) }),
        ...(target === null ? {} : { target: exact(target) }),
    };
    const known = actual === null ? {} : { value: exact(actual), shown: 0 };
    return { values: [{ indicator: 'i', goal: 'g', plan: 'p', progress }], ...known };
}
const member = (id: string, latitude?: number): RegionMember => ({
    id,
    name: { en: id },
    countries: [],
    languages: [],
    ...(latitude === undefined ? {} : { seat: { latitude, longitude: 0 } }),
});
const summary = (measured: number): RegionSummary => ({ members: measured, measured, lower_bounds: 0, lower: 20, median: 40, upper: 80 });
const indicator = (rows: RegionRow[], more: Partial<RegionIndicator> = {}): RegionIndicator => ({
    key: 'core:participants',
    core_metric: 'participants',
    metric: null,
    name: {},
    unit: {},
    measure: 'unit',
    direction: 'increasing',
    low: 0,
    high: 100,
    summaries: [summary(5)],
    rows,
    ...more,
});

describe('the shared scale', () => {
    it('begins at the lowest and has room beside the greatest value', () => {
        const at = scaleOf({ low: 0, high: 100 });
        expect(at(0)).toBe(0);
        expect(at(104)).toBe(100);
        expect(at(52)).toBe(50);
    });
    it('holds where everything is zero', () => {
        expect(scaleOf({ low: 0, high: 0 })(0)).toBe(0);
    });
    it('draws below zero to the left of it', () => {
        const at = scaleOf({ low: -52, high: 48 });
        expect(marksOf(cell(-52), at).bar).toEqual({ from: 0, to: 50 });
    });
});

describe('what is drawn of a member', () => {
    const at = scaleOf({ low: 0, high: 100 });
    it('has no bar where nothing was measured, and keeps the target', () => {
        expect(marksOf(cell(null, 52), at)).toEqual({ bar: null, dots: [], targets: [50], agreed: [] });
    });
    it('is nothing where there is no such indicator', () => {
        expect(marksOf(null, at)).toEqual({ bar: null, dots: [], targets: [], agreed: [] });
    });
});

describe('the median and the middle half', () => {
    const at = (value: number) => value;
    it('are drawn from three and from four values on', () => {
        expect(bandOf(summary(2), at)).toEqual({ median: null, middle: null });
        expect(bandOf(summary(3), at)).toEqual({ median: 40, middle: null });
        expect(bandOf(summary(4), at)).toEqual({ median: 40, middle: { from: 20, to: 80 } });
        expect(bandOf(undefined, at)).toEqual({ median: null, middle: null });
    });
});

describe('the order of members', () => {
    const members = [member('b', -30), member('c'), member('a', 10)];
    const rows = [
        { member: 'a', cells: [cell(1)] },
        { member: 'b', cells: [cell(3)] },
        { member: 'c', cells: [cell(null)] },
    ];
    const ids = (list: { member: string }[]) => list.map((row) => row.member).join('');
    it('is by name, or from north to south', () => {
        expect(membersInOrder(members, 'name').map(({ id }) => id)).toEqual(['a', 'b', 'c']);
        expect(membersInOrder(members, 'place').map(({ id }) => id)).toEqual(['a', 'b', 'c']);
        expect(membersInOrder([member('x', -1), member('y', 1)], 'place').map(({ id }) => id)).toEqual(['y', 'x']);
    });
    it('is by value only where that is asked for', () => {
        expect(ids(rowsInOrder(rows, members, 'name'))).toBe('abc');
        expect(ids(rowsInOrder(rows, members, 'value'))).toBe('bac');
    });
});

describe('names of indicators', () => {
    it('are the core metric, else the metric with its namespaces, else their own', () => {
        expect(indicatorName({ key: '', core_metric: 'participants', metric: null, name: { en: 'x' } })).toBe('Participants');
        expect(indicatorName({ key: '', core_metric: 'unheard', metric: null, name: { en: 'Own' } })).toBe('Own');
        const metric = { metric: 'pages-created', namespaces: [0] };
        expect(indicatorName({ key: '', core_metric: '', metric, name: {} })).toBe('Pages created (articles)');
    });
});

describe('a chart as a picture', () => {
    const rows = [{ member: 'a', cells: [cell(40, 52)] }];
    const colours = { actual: '#00f', target: '#000', subtle: '#666', line: '#ccc', ground: '#fff' };
    const periods = [{ name: '2014', first_day: '2014-01-01', last_day: '2014-12-31' }];
    it('stands by itself, says the numbers, and lets no name out of its text', () => {
        const hostile = { ...member('a'), name: { en: '<script>"&' } };
        const { svg, height } = chartPicture(indicator(rows), rows, [hostile], periods, colours);
        expect(svg).toContain('&lt;script&gt;&quot;&amp;');
        expect(svg).not.toContain('<script');
        expect(svg).toContain('40 of 52');
        expect(svg).toContain('Median 40');
        expect(height).toBe(66 + 26 + 46);
        expect(new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror')).toBeNull();
    });
});

describe('lines over the periods', () => {
    const row = { member: 'a', cells: [cell(104, 52), cell(52), null, cell(null, 26), cell(26)] };
    const five = indicator([row], { summaries: [summary(5), summary(3), summary(2), summary(5), summary(5)] });
    it('are parted where a period has no value', () => {
        const { lines, dots } = panelOf(row, five);
        expect(lines.map((line) => line.length)).toEqual([2]);
        expect(dots.map(({ y }) => y)).toEqual([0, HIGH / 2, HIGH * 0.75]);
    });
    it('have the target of each period as a step', () => {
        expect(panelOf(row, five).targets.map(({ y }) => y)).toEqual([HIGH / 2, HIGH * 0.75]);
    });
    it('stand before the medians and middle halves of enough values', () => {
        const { medians, bands } = backdropOf(five);
        expect(medians.map((line) => line.length)).toEqual([2, 2]);
        expect(bands).toHaveLength(3);
    });
    it('need two periods', () => {
        expect(asForm('lines', 1)).toBe('chart');
        expect(asForm('lines', 2)).toBe('lines');
        expect(asForm('pie', 2)).toBe('chart');
    });
    it('are a picture that stands by itself', () => {
        const colours = { actual: '#00f', target: '#000', subtle: '#666', line: '#ccc', ground: '#fff' };
        const { svg } = panelsPicture(five, [row], [{ ...member('a'), name: { en: 'A & B' } }], [], colours);
        expect(svg).toContain('A &amp; B');
        expect(new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror')).toBeNull();
    });
});

describe('how goals ended', () => {
    const region = {
        members: [member('b'), member('a')],
        goals: [{ member: 'a', reviewed: 0, periods: [{ met: 1 }, {}] }, { member: 'b', reviewed: 0, periods: [{}, { behind: 2 }] }],
    };
    it('has a row a member and period with goals, by name', () => {
        expect(goalRows(region, 'name').map((row) => [row.member.id, row.period])).toEqual([
            ['a', 0],
            ['b', 1],
        ]);
    });
    it('names the ends always and the way only where somebody is on it', () => {
        expect(standingsIn(region)).toEqual(['met', 'partly', 'behind', 'missed', 'not_measured']);
    });
});

describe('the address', () => {
    it('asks the program only for what changes numbers', () => {
        const address: Record<string, string> = { year: '2014,2015', order: 'place', view: 'table', kind: 'chapter' };
        expect(questionOf((name) => address[name] ?? '')).toEqual({ year: '2014,2015', kind: 'chapter' });
        expect(listOf('2014,,2015')).toEqual(['2014', '2015']);
    });
    it('is kept without what only this visit has', () => {
        const query = { year: '2014,2015', indicator: 'metric:edits/wikimetrics@0', embed: '1', uselang: 'pt', odd: null };
        expect(addressOf('/region', query)).toBe('/region?year=2014,2015&indicator=metric:edits/wikimetrics%400');
        expect(addressOf('/region', {})).toBe('/region');
    });
    it('goes into a frame, whatever its title is', () => {
        const html = embedSnippet('https://b.example', '/region?year=2014', '"><script>');
        expect(html).toContain('src="https://b.example/region?year=2014&amp;embed=1"');
        expect(html).toContain('title="&quot;>&lt;script>"');
    });
    it('offers the years there are and the period that is shown', () => {
        const options = { years: [2014, 2015], indicators: [], kinds: [], countries: [], languages: [], themes: [], programmes: [] };
        const periods = [{ name: '2014-Q3', first_day: '2014-07-01', last_day: '2014-09-30' }];
        expect(periodButtons({ options, periods }).map(({ value }) => value)).toEqual(['2014', '2014-Q3', '2015']);
    });
});

describe('saved views', () => {
    const view = (title: string, address: string) => ({ data: { title: { en: title }, address } }) as unknown as EnvelopeOf<'named_view'>;
    it('are those of this page, by title', () => {
        const all = [view('b', '/region?year=2014'), view('x', '/plans'), view('y', 'https://evil.example/region?'), view('z', '/regional'), view('a', '/region')];
        expect(viewsInOrder(all, '/region').map(({ data }) => data.title.en)).toEqual(['a', 'b']);
    });
});

describe('measurements of the whole network', () => {
    const run = (id: string, time: string, last_day: string) =>
        ({ id, time, data: { scope: { first_day: '2014-01-01', last_day } } }) as unknown as EnvelopeOf<'measurement'>;
    it('show the newest of the same days, the later days first', () => {
        const all = [run('old', '1', '2014-12-31'), run('new', '2', '2014-12-31'), run('half', '3', '2014-06-30')];
        expect(newestOfDays(all).map(({ id }) => id)).toEqual(['new', 'half']);
    });
});

describe('the goals behind a number', () => {
    it('are grouped by how they stand, in the order in which the region tells it', () => {
        const goal = (id: string, standing: 'met' | 'missed' | 'not_measured') => ({ period: 0, goal: id, statement: {}, member: 'wmar', plan: 'p', standing });
        const groups = byStanding([goal('a', 'not_measured'), goal('b', 'met'), goal('c', 'missed'), goal('d', 'met')]);
        expect(groups.map((group) => `${group.standing}: ${group.goals.map((one) => one.goal).join(' ')}`)).toEqual(['met: b d', 'missed: c', 'not_measured: a']);
    });
    it('have an address without what is not asked', () => {
        expect(goalsAddress('/region/goals', { year: '2014', country: '', member: 'wmar' })).toBe('/region/goals?year=2014&member=wmar');
        expect(goalsAddress('/region', {})).toBe('/region');
    });
});
