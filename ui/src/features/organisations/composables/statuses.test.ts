// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import type { Organisation } from '@/shared/records';
import { speak } from '@/shared/testing';
import { kindsBefore, partialDate, statusDays, statusInWords, statusNow } from './statuses';

const colombia: Organisation = {
    financial_year_from: 1,
    name: { es: 'Wikimedia Colombia' },
    statuses: [
        { kind: 'user_group', since: '2014-06-02', until: '2019-06-14', check: 'verified' },
        { kind: 'chapter', since: '2019-06-14', check: 'verified' },
    ],
};

describe('the history of a status', () => {
    beforeEach(() => speak('en'));

    it('tells what an organisation is and what it was', () => {
        expect(statusNow(colombia)?.kind).toBe('chapter');
        expect(kindsBefore(colombia).map(statusInWords)).toEqual(['user group (2014–2019)']);
    });

    it('that never changed has nothing before it', () => {
        const chile: Organisation = {
    financial_year_from: 1,
            name: { es: 'Wikimedia Chile' },
            statuses: [
                { kind: 'chapter', since: '2011', check: 'from_memory' },
                { kind: 'chapter', since: '2012-09-12', check: 'verified' },
            ],
        };
        expect(kindsBefore(chile)).toEqual([]);
    });

    it('is as exact as it is known', () => {
        expect(partialDate('2014-06-02')).toBe('2 Jun 2014');
        expect(partialDate('2014-06')).toBe('June 2014');
        expect(partialDate('2014')).toBe('2014');
        expect(statusDays({ kind: 'chapter', check: 'verified' })).toBe('');
        expect(statusDays({ kind: 'chapter', since: '2014', check: 'verified' })).toBe('since 2014');
    });

    it('without any status is none', () => {
        expect(statusNow({ name: {}, statuses: [], financial_year_from: 1 })).toBeNull();
    });
});
