// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { type AccountView, rolesToGive, statesOf, withRole } from './accounts';

describe('the roles that somebody may give', () => {
    const of = (role: string, organisation: string) => [{ organisation, role: role as 'steward' }];
    it('are none for a coordinator', () => expect(rolesToGive(of('coordinator', 'wmar'), 'wmar', 'red')).toEqual([]));
    it('go up to a steward’s own, in the own organisation', () => {
        expect(rolesToGive(of('steward', 'wmar'), 'wmar', 'red')).toEqual(['reader', 'member', 'coordinator', 'steward']);
        expect(rolesToGive(of('steward', 'wmar'), 'wmcl', 'red')).toEqual([]);
    });
    it('reach everywhere from the network, an administrator’s role only in it', () => {
        expect(rolesToGive(of('administrator', 'red'), 'wmcl', 'red')).not.toContain('administrator');
        expect(rolesToGive(of('administrator', 'red'), 'red', 'red')).toContain('administrator');
        expect(rolesToGive(of('steward', 'red'), 'red', 'red')).not.toContain('administrator');
    });
});

describe('an account’s roles', () => {
    it('have one a organisation, and none takes it', () => {
        const grants = withRole([{ organisation: 'a', role: 'reader' }], 'a', 'member');
        expect(grants).toEqual([{ organisation: 'a', role: 'member' }]);
        expect(withRole(grants, 'a', 'none')).toEqual([]);
    });
});

describe('an account’s state', () => {
    it('says what it is, suspended first', () => {
        const account = { suspended: true, invited: true, must_change: false, second_factor: false } as AccountView;
        expect(statesOf(account)).toEqual(['accounts-suspended', 'accounts-invited']);
    });
});
