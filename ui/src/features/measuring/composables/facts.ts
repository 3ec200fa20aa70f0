// SPDX-License-Identifier: GPL-3.0-or-later
import { formatInstant, formatNumber, hasMessage, t } from '@/shared/i18n';

export type Cell = string | number | boolean | null;
export type FactRow = Record<string, Cell>;

/** A page of the list behind a number. */
export interface FactsPage {
    total: number;
    columns: string[];
    rows: FactRow[];
}

export interface WikiKnown {
    wiki_db: string;
    domain?: string;
    simulated: boolean;
}

export const ROWS_A_PAGE = 50;

/** A column in the reader's words; its own name where it has none. */
export function columnLabel(column: string): string {
    const key = `fact-${column}`;
    return hasMessage(key) ? t(key) : column;
}

/** The columns that a page shows: those with a name in words, titles rather than numbers. Downloads have all. */
export function shownColumns(columns: string[]): string[] {
    return columns.filter((column) => hasMessage(`fact-${column}`) && !(column === 'page_id' && columns.includes('page_title')));
}

const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}/;

/** A cell as it is read: instants (in the measurement's zone) and numbers by locale, names and titles as the wikis show them, nothing as "–". */
export function cellText(column: string, value: Cell | undefined, zone?: string): string {
    if (value === null || value === undefined || value === '') return '–';
    if (typeof value === 'boolean') return t(value ? 'value-yes' : 'value-no');
    if (typeof value === 'number') return /(_id|namespace)$/.test(column) ? String(value) : formatNumber(value);
    if (INSTANT.test(value)) return formatInstant(`${value.slice(0, 19).replace(' ', 'T')}Z`, zone);
    return column === 'page_title' ? value.replaceAll('_', ' ') : value;
}

/** True for columns whose numbers are compared: they are set to the right. */
export function isFigure(column: string, rows: FactRow[]): boolean {
    return !/(_id|namespace)$/.test(column) && rows.some((row) => typeof row[column] === 'number');
}

const title = (text: string): string => encodeURIComponent(text.replaceAll(' ', '_')).replaceAll('%2F', '/').replaceAll('%3A', ':');

/** Where a cell leads on its wiki: an edit to its difference, a page and a user to theirs. None for simulated wikis. */
export function cellAddress(column: string, row: FactRow, wikis: WikiKnown[]): string | null {
    const wiki = wikis.find(({ wiki_db }) => wiki_db === row['wiki_db']);
    const domain = wiki?.domain;
    if (!domain || wiki.simulated || !/^[a-z0-9.-]+$/.test(domain)) return null;
    const value = row[column];
    if (value === null || value === undefined || value === '') return null;
    if (column === 'revision_id') return `https://${domain}/w/index.php?diff=${encodeURIComponent(String(value))}`;
    if (column === 'page_title' && row['page_id']) return `https://${domain}/w/index.php?curid=${encodeURIComponent(String(row['page_id']))}`;
    if (column === 'event_user_text') return `https://${domain}/wiki/Special:Contributions/${title(String(value))}`;
    return null;
}

/** What stands behind a click on a column's head: the other way round where it is sorted by already. */
export function nextOrder(column: string, sort: string, order: string): 'asc' | 'desc' {
    return column === sort && order !== 'desc' ? 'desc' : 'asc';
}
