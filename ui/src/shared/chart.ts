// SPDX-License-Identifier: GPL-3.0-or-later
import type { NumberAbout } from './number';
import type { Amount, Day } from './records';

/** What a line stands for; it decides how it is drawn, never alone what it means (its name says that). */
export const SERIES_TONES = ['actual', 'target', 'agreed', 'expected', 'other'] as const;
export type SeriesTone = (typeof SERIES_TONES)[number];

export interface ChartPoint {
    day: Day;
    value: Amount;
    by?: 'measured' | 'reported' | null;
    about?: NumberAbout | null;
}

export interface ChartSeries {
    name: string;
    tone: SeriesTone;
    /** A step holds its value until the next point: a target has one on the first and one on the last day of its period. */
    step?: boolean;
    points: ChartPoint[];
}

/** Every day that a series has a point on, in order. */
export function chartDays(series: ChartSeries[]): Day[] {
    return [...new Set(series.flatMap(({ points }) => points.map(({ day }) => day)))].sort();
}

export function pointOn(series: ChartSeries, day: Day): ChartPoint | null {
    return series.points.find((point) => point.day === day) ?? null;
}

function cell(text: string): string {
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The chart's data as CSV (RFC 4180), one row a point: series, day, value, quality, by. Numbers are written for
 * machines, with a point; a series' name that a spreadsheet would take for a formula gets an apostrophe.
 */
export function chartCsv(series: ChartSeries[]): string {
    const rows = series.flatMap(({ name, points }) =>
        points.map(({ day, value, by }) =>
            [/^[=+\-@\t]/.test(name) ? `'${name}` : name, day, String(value.value), value.quality, by ?? ''].map(cell).join(','),
        ),
    );
    return ['series,day,value,quality,by', ...rows].join('\r\n') + '\r\n';
}

/** Hands a file to the reader. */
export function download(name: string, type: string, content: string | Blob): void {
    const address = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content);
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** An SVG picture as PNG, drawn at twice its size for screens and paper. */
export async function svgToPng(svg: string, width: number, height: number, ground: string): Promise<Blob | null> {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * 2;
    canvas.height = height * 2;
    const context = canvas.getContext('2d');
    if (!context) return null;
    context.fillStyle = ground;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
