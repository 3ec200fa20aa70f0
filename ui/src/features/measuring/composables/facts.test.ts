// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import { speak } from '@/shared/testing';
import { cellAddress, cellText, columnLabel, isFigure, nextOrder, shownColumns } from './facts';

const wikis = [
    { wiki_db: 'eswiki', domain: 'es.wikipedia.org', simulated: false },
    { wiki_db: 'simwiki', domain: 'sim.example', simulated: true },
    { wiki_db: 'odd', domain: 'x.org/@evil', simulated: false },
];

describe('the list behind a number', () => {
    beforeEach(() => speak('es'));

    it('reads numbers by locale, identifiers as they are, and nothing as a dash that is not 0', () => {
        expect(cellText('change', 12345)).toBe('12\u202f345');
        expect(cellText('revision_id', 12345)).toBe('12345');
        expect(cellText('page_namespace', 0)).toBe('0');
        expect(cellText('change', 0)).toBe('0');
        expect(cellText('change', null)).toBe('–');
        expect(cellText('page_title', 'Museo_Nacional')).toBe('Museo Nacional');
        expect(cellText('event_user_text', 'a_b')).toBe('a_b');
    });

    it('reads instants with and without a T', () => {
        expect(cellText('event_timestamp', '2014-11-08 15:00:00.0')).toBe(cellText('event_timestamp', '2014-11-08T15:00:00Z'));
        expect(cellText('event_timestamp', '2014-11-08 15:00:00.0')).toContain('2014');
    });

    it('reads instants in the zone of what was measured', () => {
        const evening = '2014-11-09T01:30:00Z'; // half past ten of the day before in Buenos Aires
        expect(cellText('event_timestamp', evening, 'America/Argentina/Buenos_Aires')).toMatch(/^8 nov 2014.*10:30/);
        expect(cellText('event_timestamp', evening, 'UTC')).toMatch(/^9 nov 2014.*1:30/);
        expect(cellText('event_timestamp', evening, 'Nowhere/Here')).toContain('2014');
    });

    it('names its columns in words where there are any', () => {
        expect(columnLabel('page_title')).toBe('Página');
        expect(columnLabel('something_else')).toBe('something_else');
    });

    it('shows what has a name, and titles rather than numbers of pages', () => {
        expect(shownColumns(['wiki_db', 'revision_id', 'page_id', 'page_title', 'revision_minor_edit'])).toEqual([
            'wiki_db',
            'revision_id',
            'page_title',
        ]);
        expect(shownColumns(['page_id', 'edits'])).toEqual(['page_id', 'edits']);
    });

    it('opens edits, pages and users on their wiki', () => {
        const row = { wiki_db: 'eswiki', revision_id: 7, page_id: 3, page_title: 'A/B', event_user_text: 'Ana / Pérez' };
        expect(cellAddress('revision_id', row, wikis)).toBe('https://es.wikipedia.org/w/index.php?diff=7');
        expect(cellAddress('page_title', row, wikis)).toBe('https://es.wikipedia.org/w/index.php?curid=3');
        expect(cellAddress('event_user_text', row, wikis)).toBe(
            'https://es.wikipedia.org/wiki/Special:Contributions/Ana_/_P%C3%A9rez',
        );
        expect(cellAddress('change', row, wikis)).toBeNull();
    });

    it('opens nothing on simulated wikis, unknown ones and domains that are none', () => {
        for (const wiki_db of ['simwiki', 'ptwiki', 'odd']) expect(cellAddress('revision_id', { wiki_db, revision_id: 7 }, wikis)).toBeNull();
    });

    it('turns round when the same head is clicked again', () => {
        expect(nextOrder('edits', '', '')).toBe('asc');
        expect(nextOrder('edits', 'edits', 'asc')).toBe('desc');
        expect(nextOrder('edits', 'edits', 'desc')).toBe('asc');
        expect(nextOrder('edits', 'pages', 'desc')).toBe('asc');
    });

    it('sets figures to the right, identifiers not', () => {
        const rows = [{ edits: null, revision_id: 4 }, { edits: 3, revision_id: 5 }];
        expect([isFigure('edits', rows), isFigure('revision_id', rows)]).toEqual([true, false]);
    });
});
