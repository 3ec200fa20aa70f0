// SPDX-License-Identifier: GPL-3.0-or-later
// Places, blocks and the clipboard of a table that works like a spreadsheet: nothing here knows what a cell is.

export interface Place {
    row: number;
    column: number;
}

export interface Size {
    rows: number;
    columns: number;
}

/** Both ends belong to it. */
export interface Block {
    top: number;
    left: number;
    bottom: number;
    right: number;
}

const clamp = (value: number, size: number): number => Math.max(0, Math.min(value, size - 1));

export const PAGE = 10;

/** Where a key leads, `far` with Ctrl; null for a key that leads nowhere. The table's edge stops. */
export function moved({ row, column }: Place, key: string, { rows, columns }: Size, far = false): Place | null {
    const to = (down: number, right: number): Place => ({ row: clamp(row + down, rows), column: clamp(column + right, columns) });
    switch (key) {
        case 'ArrowUp':
            return far ? { row: 0, column } : to(-1, 0);
        case 'ArrowDown':
            return far ? { row: rows - 1, column } : to(1, 0);
        case 'ArrowLeft':
            return far ? { row, column: 0 } : to(0, -1);
        case 'ArrowRight':
            return far ? { row, column: columns - 1 } : to(0, 1);
        case 'PageUp':
            return to(-PAGE, 0);
        case 'PageDown':
            return to(PAGE, 0);
        case 'Home':
            return { row: far ? 0 : row, column: 0 };
        case 'End':
            return { row: far ? rows - 1 : row, column: columns - 1 };
        default:
            return null;
    }
}

/** The block between two of its corners. */
export function blockBetween(a: Place, b: Place): Block {
    return {
        top: Math.min(a.row, b.row),
        left: Math.min(a.column, b.column),
        bottom: Math.max(a.row, b.row),
        right: Math.max(a.column, b.column),
    };
}

export function within({ top, left, bottom, right }: Block, { row, column }: Place): boolean {
    return top <= row && row <= bottom && left <= column && column <= right;
}

/** Row by row. */
export function placesIn({ top, left, bottom, right }: Block): Place[] {
    const places: Place[] = [];
    for (let row = top; row <= bottom; row++) for (let column = left; column <= right; column++) places.push({ row, column });
    return places;
}

/**
 * A block as spreadsheets put it on the clipboard: cells between tabs, rows between line ends, a cell in double quotes
 * where it holds any of them. The line end after the last row makes no row.
 */
export function parseBlock(text: string): string[][] {
    const rows: string[][] = [[]];
    let cell = '';
    let quoted = false;
    let begun = false;
    const endCell = (): void => {
        rows.at(-1)!.push(cell);
        cell = '';
        begun = false;
    };
    for (let at = 0; at < text.length; at++) {
        const sign = text[at]!;
        if (quoted) {
            if (sign === '"' && text[at + 1] === '"') cell += text[at++];
            else if (sign === '"') quoted = false;
            else cell += sign;
        } else if (sign === '"' && !begun) quoted = begun = true;
        else if (sign === '\t') endCell();
        else if (sign === '\n' || sign === '\r') {
            if (sign === '\r' && text[at + 1] === '\n') at++;
            endCell();
            rows.push([]);
        } else {
            cell += sign;
            begun = true;
        }
    }
    if (cell !== '' || rows.at(-1)!.length > 0 || rows.length === 1) endCell();
    else rows.pop();
    return rows;
}

/** The same the other way. */
export function writeBlock(rows: string[][]): string {
    const quoted = (cell: string): string => (/[\t\r\n]/.test(cell) || cell.startsWith('"') ? `"${cell.replaceAll('"', '""')}"` : cell);
    return rows.map((row) => row.map(quoted).join('\t')).join('\n');
}

export interface Placed {
    place: Place;
    text: string;
}

/**
 * Where the cells of a pasted block come to lie: from the selection's first corner on; repeated where the selection is a
 * multiple of it (one cell fills everything). What lies beyond the table is `outside`: how many cells.
 */
export function pasted(selection: Block, rows: string[][], size: Size): { placed: Placed[]; outside: number } {
    const high = rows.length;
    const wide = Math.max(...rows.map((row) => row.length));
    const selectedRows = selection.bottom - selection.top + 1;
    const selectedColumns = selection.right - selection.left + 1;
    const fits = selectedRows % high === 0 && selectedColumns % wide === 0;
    const [down, across] = fits ? [selectedRows, selectedColumns] : [high, wide];
    const placed: Placed[] = [];
    let outside = 0;
    for (let row = 0; row < down; row++)
        for (let column = 0; column < across; column++) {
            const text = rows[row % high]![column % wide];
            if (text === undefined) continue;
            const place = { row: selection.top + row, column: selection.left + column };
            if (place.row < size.rows && place.column < size.columns) placed.push({ place, text });
            else outside++;
        }
    return { placed, outside };
}

/** Each place of the selection below its first row, with the place in that row which fills it. One row: from the row above. */
export function filledDown(selection: Block): { place: Place; from: Place }[] {
    const single = selection.top === selection.bottom;
    const source = single ? selection.top - 1 : selection.top;
    if (source < 0) return [];
    const first = single ? selection.top : selection.top + 1;
    return placesIn({ ...selection, top: first }).map((place) => ({ place, from: { row: source, column: place.column } }));
}
