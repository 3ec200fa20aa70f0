// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { chooseText, fallbackChain, fellBack, nearestLanguage } from './language';

describe('the fallback chain', () => {
    it('is the one of the program itself', () => {
        expect(fallbackChain('pt')).toEqual(['pt', 'pt-br', 'es', 'en']);
        expect(fallbackChain('pt-pt')).toEqual(['pt-pt', 'pt', 'pt-br', 'es', 'en']);
        expect(fallbackChain('es')).toEqual(['es', 'pt-br', 'pt', 'en']);
        expect(fallbackChain('ca')).toEqual(['ca', 'en', 'es', 'pt-br', 'pt']);
    });

    it('chooses the first text there is, and any at all before none', () => {
        expect(chooseText({ es: 'Plan', en: 'Plan (en)' }, 'pt')).toEqual({ language: 'es', text: 'Plan' });
        expect(chooseText({ es: '', en: 'Plan' }, 'es')).toEqual({ language: 'en', text: 'Plan' });
        expect(chooseText({ eu: 'Plana' }, 'es')).toEqual({ language: 'eu', text: 'Plana' });
        expect(chooseText({}, 'es')).toEqual({ language: '', text: '' });
        expect(chooseText(null, 'es')).toEqual({ language: '', text: '' });
    });

    it('says when a text is not in the language that was asked for', () => {
        expect(fellBack('pt-br', 'pt')).toBe(false);
        expect(fellBack('en', 'pt')).toBe(true);
        expect(fellBack('', 'pt')).toBe(false);
    });
});

describe('the nearest interface language', () => {
    it('looks at the language, not at the country', () => {
        expect(nearestLanguage('pt-BR')).toBe('pt');
        expect(nearestLanguage('es_419')).toBeNull();
        expect(nearestLanguage('de')).toBeNull();
        expect(nearestLanguage(null)).toBeNull();
    });
});
