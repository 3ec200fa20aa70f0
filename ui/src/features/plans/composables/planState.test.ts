// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { actionOf, asksForReason, stepsOf } from './planState';

describe('the steps of a plan', () => {
    it('lie behind, here and ahead', () => {
        expect(stepsOf('agreed').map(({ standing }) => standing)).toEqual(['done', 'done', 'current', 'ahead']);
        expect(stepsOf('draft')[0]).toEqual({ step: 'draft', standing: 'current' });
    });

    it('are named by what they do', () => {
        expect(actionOf('draft', 'in_consultation')).toBe('consult');
        expect(actionOf('in_consultation', 'agreed')).toBe('agree');
        expect(actionOf('in_consultation', 'draft')).toBe('withdraw');
        expect(actionOf('agreed', 'closed')).toBe('close');
        expect(actionOf('agreed', 'in_consultation')).toBe('reopen_consultation');
        expect(actionOf('closed', 'agreed')).toBe('reopen');
    });

    it('back behind an agreement ask for a reason; the others do not', () => {
        expect(asksForReason('agreed', 'in_consultation')).toBe(true);
        expect(asksForReason('closed', 'agreed')).toBe(true);
        expect(asksForReason('in_consultation', 'draft')).toBe(false);
        expect(asksForReason('in_consultation', 'agreed')).toBe(false);
        expect(asksForReason('agreed', 'closed')).toBe(false);
    });
});
