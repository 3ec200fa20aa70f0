// SPDX-License-Identifier: GPL-3.0-or-later
import { formatNumber, t, textOf } from '@/shared/i18n';
import { writtenAmount } from '@/shared/number';
import type { ChartColours } from '@/shared/chartOptions';
import type { RegionIndicator, RegionMember, RegionPeriod, RegionRow } from '../region';
import { bandOf, indicatorName, marksOf, scaleOf } from './chart';
import { backdropOf, HIGH, panelOf, pathOf, type Point, WIDE } from './panels';

export interface Picture {
    svg: string;
    width: number;
    height: number;
}

const [ROW, HEAD, FOOT, NAMES, COLUMN, GAP, SIDE] = [26, 66, 46, 190, 330, 24, 16];
const FONT = "system-ui, 'Noto Sans', 'Liberation Sans', sans-serif";

const escape = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const cut = (text: string, letters: number): string => (text.length > letters ? `${text.slice(0, letters - 1)}…` : text);
const fixed = (number: number): string => String(Math.round(number * 100) / 100);

/** A chart of the region as a picture that stands by itself: title, members, one column a period on one scale. */
export function chartPicture(
    indicator: RegionIndicator,
    rows: RegionRow[],
    members: RegionMember[],
    periods: RegionPeriod[],
    colours: ChartColours,
): Picture {
    const at = scaleOf(indicator);
    const width = SIDE * 2 + NAMES + periods.length * COLUMN + (periods.length - 1) * GAP;
    const height = HEAD + rows.length * ROW + FOOT;
    const names = new Map(members.map(({ id, name }) => [id, textOf(name)]));
    const out: string[] = [];
    const text = (x: number, y: number, words: string, more = ''): void => {
        out.push(`<text x="${fixed(x)}" y="${fixed(y)}" fill="${colours.subtle}" font-size="12" ${more}>${escape(words)}</text>`);
    };
    const rect = (x: number, y: number, w: number, h: number, fill: string, more = ''): void => {
        out.push(`<rect x="${fixed(x)}" y="${fixed(y)}" width="${fixed(w)}" height="${fixed(h)}" fill="${fill}" ${more}/>`);
    };
    const line = (x: number, y1: number, y2: number, stroke: string, more: string): void => {
        out.push(`<line x1="${fixed(x)}" x2="${fixed(x)}" y1="${fixed(y1)}" y2="${fixed(y2)}" stroke="${stroke}" ${more}/>`);
    };
    text(SIDE, 24, indicatorName(indicator), `font-weight="bold" style="font-size:16px;fill:${colours.target}"`);
    const bottom = HEAD + rows.length * ROW;
    rows.forEach(({ member }, index) => {
        text(SIDE, HEAD + index * ROW + 17, cut(names.get(member) ?? member, 29), `style="fill:${colours.target}"`);
    });
    periods.forEach((period, column) => {
        const left = SIDE + NAMES + column * (COLUMN + GAP);
        // The right end is for the figures.
        const x = (share: number): number => left + (share / 100) * (COLUMN - 110);
        text(left, 50, period.name, `font-weight="bold"`);
        const summary = indicator.summaries[column];
        const { median, middle } = bandOf(summary, at);
        if (middle) rect(x(middle.from), HEAD, Math.max(1, x(middle.to) - x(middle.from)), rows.length * ROW, colours.line, 'fill-opacity="0.45"');
        if (median !== null) line(x(median), HEAD, bottom, colours.subtle, 'stroke-dasharray="4 3"');
        rows.forEach(({ cells }, index) => {
            const cell = cells[column] ?? null;
            const top = HEAD + index * ROW;
            const { bar, dots, targets, agreed } = marksOf(cell, at);
            if (bar) rect(x(bar.from), top + 10, Math.max(1, x(bar.to) - x(bar.from)), 6, colours.actual);
            for (const dot of dots) out.push(`<circle cx="${fixed(x(dot))}" cy="${top + 13}" r="4" fill="${colours.actual}"/>`);
            for (const place of agreed) line(x(place), top + 4, top + 22, colours.subtle, 'stroke-width="2" stroke-dasharray="2 2"');
            for (const place of targets) line(x(place), top + 4, top + 22, colours.target, 'stroke-width="2.5"');
            const target = cell?.values[cell.shown ?? 0]?.progress.target;
            const words = cell ? `${writtenAmount(cell.value)}${target ? ` ${t('progress-of')} ${writtenAmount(target)}` : ''}` : '–';
            text(left + COLUMN, top + 17, words, 'text-anchor="end"');
        });
        line(x(at(0)), HEAD, bottom, colours.line, 'stroke-width="1"');
        text(left, bottom + 18, summaryLine(summary?.median, median !== null));
    });
    text(SIDE, height - 8, t('region-picture-foot', formatNumber(indicator.high)));
    return { svg: wrapped(out, width, height, colours.ground), width, height };
}

function summaryLine(median: number | undefined, drawn: boolean): string {
    return drawn && median !== undefined ? t('region-median-is', formatNumber(median)) : '';
}

function wrapped(parts: string[], width: number, height: number, ground: string): string {
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}">`,
        `<rect width="${width}" height="${height}" fill="${ground}"/>`,
        ...parts,
        '</svg>',
    ].join('\n');
}

const [PANEL, PANEL_GAP, PANEL_NAME, ACROSS] = [180, 20, 22, 4];

/** The members' small pictures over the periods as one picture that stands by itself. */
export function panelsPicture(indicator: RegionIndicator, rows: RegionRow[], members: RegionMember[], periods: RegionPeriod[], colours: ChartColours): Picture {
    const names = new Map(members.map(({ id, name }) => [id, textOf(name)]));
    const down = PANEL_NAME + HIGH + PANEL_GAP;
    const width = SIDE * 2 + ACROSS * PANEL + (ACROSS - 1) * PANEL_GAP;
    const height = HEAD + Math.ceil(rows.length / ACROSS) * down + FOOT;
    const { bands, medians } = backdropOf(indicator);
    const path = (line: Point[], stroke: string, more: string): string => `<path d="${pathOf(line)}" fill="none" stroke="${stroke}" ${more}/>`;
    const words = (x: number, y: number, text: string, more = ''): string => `<text x="${x}" y="${y}" fill="${colours.target}" font-size="12" ${more}>${escape(text)}</text>`;
    const behind = [
        ...bands.map(({ from, to, top, bottom }) => `<rect x="${fixed(from)}" y="${fixed(top)}" width="${fixed(to - from)}" height="${fixed(Math.max(0.5, bottom - top))}" fill="${colours.line}" fill-opacity="0.45"/>`),
        ...medians.map((line) => path(line, colours.subtle, 'stroke-dasharray="3 2"')),
        `<line x1="0" x2="${WIDE}" y1="${HIGH}" y2="${HIGH}" stroke="${colours.line}"/>`,
    ].join('');
    const panels = rows.map((row, index) => {
        const { lines, dots, targets } = panelOf(row, indicator);
        const parts = [
            ...targets.map(({ from, to, y }) => `<line x1="${fixed(from)}" x2="${fixed(to)}" y1="${fixed(y)}" y2="${fixed(y)}" stroke="${colours.target}" stroke-width="1.5"/>`),
            ...lines.map((line) => path(line, colours.actual, 'stroke-width="2"')),
            ...dots.map(({ x, y }) => `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="2.6" fill="${colours.actual}"/>`),
        ].join('');
        const [left, top] = [SIDE + (index % ACROSS) * (PANEL + PANEL_GAP), HEAD + Math.floor(index / ACROSS) * down];
        return `<g transform="translate(${left} ${top})">${words(0, 12, cut(names.get(row.member) ?? row.member, 28))}<g transform="translate(0 ${PANEL_NAME})">${behind}${parts}</g></g>`;
    });
    const title = words(SIDE, 24, indicatorName(indicator), 'font-weight="bold" style="font-size:16px"');
    const span = words(SIDE, 46, [periods[0]?.name, periods.at(-1)?.name].filter(Boolean).join(' – '));
    const foot = words(SIDE, height - 8, t('region-picture-foot', formatNumber(indicator.high)));
    return { svg: wrapped([title, span, ...panels, foot], width, height, colours.ground), width, height };
}
