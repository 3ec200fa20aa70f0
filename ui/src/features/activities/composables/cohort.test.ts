// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { cohortAsText, doubtsOf, fileText, membersToKeep, type ParsedCohort } from './cohort';

const parsed: ParsedCohort = {
    members: [
        { user_name: 'Ana Pérez', found: true, line: 1 },
        { user_name: 'Benito', wiki: 'eswiki', found: true, line: 2 },
        { user_name: 'Karla Z', found: false, line: 4 },
        { user_name: 'Zoe', wiki: 'ptwiki', found: false, line: 6 },
        { user_name: 'Yara', found: false, line: 7, reason: { key: 'cohort-reason-close', text: 'Is it “Yara S”?' } },
    ],
    notes: [
        { line: 5, raw: 'ana pérez', key: 'cohort-note-twice', text: 'The same name as in line 1.' },
        { line: 4, raw: 'Karla_Z ', key: 'cohort-note-unknown', text: 'No such account.' },
    ],
    found: 2,
    not_found: 3,
};

describe('a pasted cohort', () => {
    it('lists each line that needs a look once, as it was written, with its reason', () => {
        expect(doubtsOf(parsed)).toEqual([
            { line: 4, raw: 'Karla_Z ', reasons: ['No such account.'] },
            { line: 5, raw: 'ana pérez', reasons: ['The same name as in line 1.'] },
            { line: 6, raw: 'Zoe, ptwiki', reasons: [] },
            { line: 7, raw: 'Yara', reasons: ['Is it “Yara S”?'] },
        ]);
    });

    it('keeps who was found, and the others only where that is wished', () => {
        expect(membersToKeep(parsed, false)).toEqual([{ user_name: 'Ana Pérez' }, { user_name: 'Benito', wiki: 'eswiki' }]);
        expect(membersToKeep(parsed, true)).toHaveLength(5);
    });

    it('comes back as it would be pasted', () => {
        expect(cohortAsText(membersToKeep(parsed, false))).toBe('Ana Pérez\nBenito,eswiki');
        expect(cohortAsText([])).toBe('');
    });

    it('is read from UTF-8 files and from those of old spreadsheets', () => {
        expect(fileText(new TextEncoder().encode('José').buffer as ArrayBuffer)).toBe('José');
        expect(fileText(new Uint8Array([0x4a, 0x6f, 0x73, 0xe9]).buffer)).toBe('José'); // é in Latin-1
    });
});
