// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeAll, describe, expect, it } from 'vitest';
import { setLanguage } from '@/shared/i18n';
import { deviceOf, inGroups, type OwnSession, passwordProblem, tokenIn } from './account';

beforeAll(() => setLanguage('en'));

describe('a new password', () => {
    it('has at least ten characters, twice the same', () => {
        expect(passwordProblem('short', 'short')).toContain('10');
        expect(passwordProblem('long enough it is', 'something else')).not.toBe('');
        expect(passwordProblem('long enough it is', 'long enough it is')).toBe('');
    });
});

describe('a session', () => {
    const session = (browser: string, system: string) => ({ browser, system }) as OwnSession;
    it('says browser and system as far as they are known', () => {
        expect(deviceOf(session('Firefox', 'Linux'))).toBe('Firefox, Linux');
        expect(deviceOf(session('Firefox', ''))).toBe('Firefox');
        expect(deviceOf(session('', ''))).not.toBe('');
    });
});

describe('secrets', () => {
    it('are shown in groups of four', () => expect(inGroups('JBSWY3DPEHPK3PXPX')).toBe('JBSW Y3DP EHPK 3PXP X'));
    it('stand behind the number sign of an address', () => expect(tokenIn('#ab%20c')).toBe('ab c'));
});
