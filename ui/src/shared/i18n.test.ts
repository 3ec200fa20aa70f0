// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import { formatDay, formatDays, formatNumber, hasMessage, startingLanguage, t, useMessages } from './i18n';

const MESSAGES = {
    editors: '{{PLURAL:$1|One editor|$1 editors}}',
    both: '{{PLURAL:$2|$2 goal|$2 goals}} of $1',
};

describe('a message', () => {
    beforeEach(() => useMessages('es', MESSAGES));

    it('shows numbers by locale, and chooses the plural by their value', () => {
        expect(t('editors', 1)).toBe('One editor');
        expect(t('editors', 12345)).toBe(`${formatNumber(12345)} editors`);
        // Written "1.000" in Portuguese, which is not one editor.
        useMessages('pt', MESSAGES);
        expect(t('editors', 1000)).not.toBe('One editor');
        expect(t('both', 'WMAR', 2)).toBe('2 goals of WMAR');
    });

    it('that does not exist is seen, not silently empty', () => {
        expect(t('no-such-key')).toBe('⧼no-such-key⧽');
        expect(hasMessage('no-such-key')).toBe(false);
        expect(hasMessage('editors')).toBe(true);
    });
});

describe('numbers and days', () => {
    it('are written as each language does', () => {
        useMessages('pt', {});
        expect(formatNumber(1234567.5)).toBe('1.234.567,5');
        expect(formatDay('2014-11-21')).toBe('21 de nov. de 2014');
        useMessages('en', {});
        expect(formatNumber(1234567.5)).toBe('1,234,567.5');
        expect(formatDay('2014-11-21')).toBe('21 Nov 2014');
    });

    it('keep a day the same in every zone', () => {
        useMessages('en', {});
        expect(formatDay('2015-01-01')).toBe('1 Jan 2015');
        expect(formatDays('2015-01-01', '2015-03-31').replaceAll(/[\u2009\u202f]/g, ' ')).toBe('1 Jan – 31 Mar 2015');
    });

    it('are left as they are where they are no day', () => {
        expect(formatDay('2014')).toBe('2014');
        expect(formatDay('soon')).toBe('soon');
    });
});

describe('the language at the start', () => {
    beforeEach(() => localStorage.clear());

    it('is the one asked for in the address, before what was chosen earlier, before the account’s', () => {
        expect(startingLanguage('', 'pt')).toBe('pt');
        localStorage.setItem('brujula-language', 'es');
        expect(startingLanguage('', 'pt')).toBe('es');
        expect(startingLanguage('?uselang=en', 'pt')).toBe('en');
        expect(startingLanguage('?uselang=xx', 'pt')).toBe('es');
    });
});
