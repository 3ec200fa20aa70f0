// SPDX-License-Identifier: GPL-3.0-or-later
import { formatDay, formatNumber } from '@/shared/i18n';
import type { Day } from '@/shared/records';

// Tables as docs/api.md, "Bringing what there is", gives and takes them.

export const WHATS = ['plan', 'values', 'organisations', 'persons'] as const;
export type What = (typeof WHATS)[number];

export type Cell =
    | null
    | string
    | number
    | { day: Day }
    | { number: number; per_cent: true }
    | { fault: string }
    /** Under a merged cell: row and column of that one. */
    | { of: [number, number] };

export interface Column {
    index: number;
    header: string;
    /** Empty: left out. */
    field: string;
    first_day: Day | null;
    last_day: Day | null;
    year_open: boolean;
}

export interface Layout {
    first_header: number;
    last_header: number;
    columns: Column[];
}

export interface Table {
    name: string;
    hidden: boolean;
    rows: Cell[][];
    hidden_rows: number[];
    hidden_columns: number[];
}

export interface FieldChoice {
    name: string;
    /** Several columns can be it. */
    many: boolean;
}

/** A column's letters: 0 is A, 26 is AA. */
export function columnName(index: number): string {
    let name = '';
    for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
    return name;
}

export const addressOfCell = (row: number, column: number): string => `${columnName(column)}${row + 1}`;

/** The cell that one sees at a place: of merged cells, the first. */
export function cellAt(table: Table, row: number, column: number): Cell {
    const cell = table.rows[row]?.[column] ?? null;
    if (cell !== null && typeof cell === 'object' && 'of' in cell) {
        const origin = table.rows[cell.of[0]]?.[cell.of[1]] ?? null;
        return origin !== null && typeof origin === 'object' && 'of' in origin ? null : origin;
    }
    return cell;
}

/** A cell as it is shown; numbers and days by the reader's language. */
export function shownCell(cell: Cell): string {
    if (cell === null) return '';
    if (typeof cell === 'string') return cell;
    if (typeof cell === 'number') return formatNumber(cell, { maximumFractionDigits: 10 });
    if ('day' in cell) return formatDay(cell.day);
    if ('number' in cell) return `${formatNumber(cell.number)} %`;
    return 'fault' in cell ? cell.fault : '';
}

/** A cell as it is corrected in a field: the days and numbers in a form that is read back as they are. */
export function writtenCell(cell: Cell): string {
    if (cell === null) return '';
    if (typeof cell === 'string') return cell;
    if (typeof cell === 'number') return String(cell);
    if ('day' in cell) return cell.day;
    if ('number' in cell) return `${cell.number} %`;
    return '';
}

/** What somebody wrote into a cell. A plain number (12, 12.5) is one whatever the language; anything else is a text. */
export function cellOf(words: string): Cell {
    const text = words.trim();
    if (text === '') return null;
    return /^-?\d+(\.\d{1,2})?$/.test(text) ? Number(text) : text;
}

/** The table with another cell at a place; nothing else is copied. */
export function withCell(table: Table, row: number, column: number, cell: Cell): Table {
    const rows = [...table.rows];
    const cells = [...(rows[row] ?? [])];
    while (cells.length < column) cells.push(null);
    cells[column] = cell;
    rows[row] = cells;
    return { ...table, rows };
}

/** The layout with another field for a column; a field that only one can be is taken from the other. */
export function withField(layout: Layout, index: number, field: string, fields: FieldChoice[]): Layout {
    const many = fields.find(({ name }) => name === field)?.many ?? false;
    const columns = layout.columns.map((column) => {
        if (column.index === index) return { ...column, field };
        return field && !many && column.field === field ? { ...column, field: '' } : column;
    });
    return { ...layout, columns };
}

/** The widest row. */
export const widthOf = (table: Table): number => table.rows.reduce((most, row) => Math.max(most, row.length), 0);
