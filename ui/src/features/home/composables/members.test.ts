// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import type { Organisation } from '@/shared/records';
import { speak } from '@/shared/testing';
import type { MemberView } from '@/shared/views';
import { memberOptions, memberPoints, membersShown } from './members';

function member(id: string, kind: string, goals: number, data: Partial<Organisation>): MemberView {
    const organisation = { name: { es: id }, statuses: [], financial_year_from: 1, ...data };
    const frame = { kind: 'organisation' as const, revision: 1, parent: 0, author: '', time: '', comment: '' };
    return { organisation: { ...frame, id, may: [], data: organisation }, kind, plans: 0, goals };
}

const members = [
    member('Uruguay', 'user_group', 9, { countries: ['UY'], languages: ['es'] }),
    member('Brasil', 'user_group', 5, { countries: ['BR'], languages: ['pt'] }),
    member('Amical', 'thematic_organisation', 1, { countries: ['ES', 'FR'], languages: ['ca'] }),
    member('España', 'chapter', 7, { countries: ['ES'], languages: ['es'], seat: { latitude: 40.4, longitude: -3.7 } }),
];
const nothing = { kind: '', country: '', language: '' };
const names = (shown: MemberView[]): string[] => shown.map(({ organisation }) => organisation.id);

describe('members', () => {
    beforeEach(() => speak('es'));

    it('stand by name, whatever their numbers', () => {
        expect(names(membersShown(members, nothing))).toEqual(['Amical', 'Brasil', 'España', 'Uruguay']);
    });

    it('are narrowed by kind, country and language together', () => {
        expect(names(membersShown(members, { ...nothing, country: 'ES' }))).toEqual(['Amical', 'España']);
        expect(names(membersShown(members, { kind: 'chapter', country: 'ES', language: 'es' }))).toEqual(['España']);
        expect(names(membersShown(members, { ...nothing, language: 'gl' }))).toEqual([]);
    });

    it('offer only what some member has, in words', () => {
        const { kind, country, language } = memberOptions(members);
        expect(kind.map(({ value }) => value)).toEqual(['chapter', 'user_group', 'thematic_organisation']);
        expect(country.map(({ label }) => label)).toEqual(['Brasil', 'España', 'Francia', 'Uruguay']);
        expect(language.map(({ value }) => value)).toEqual(['ca', 'es', 'pt']);
    });

    it('without a known seat are in the list only', () => {
        expect(memberPoints(members)).toEqual([{ id: 'España', name: 'España', latitude: 40.4, longitude: -3.7 }]);
    });
});
