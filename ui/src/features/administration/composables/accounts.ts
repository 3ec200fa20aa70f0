// SPDX-License-Identifier: GPL-3.0-or-later
import type { Day, LocalizedText, Titled } from '@/shared/records';
import { type Role, ROLES } from '@/shared/session';

// What the routes of others' accounts answer: docs/api.md, "Accounts".

export interface GrantView {
    organisation: string;
    title: LocalizedText;
    role: Role;
    /** Whether the reader may give and take this role. */
    may_change: boolean;
}

export interface AccountView {
    name: string;
    person: Titled | null;
    language: string;
    grants: GrantView[];
    grants_elsewhere: number;
    suspended: boolean;
    invited: boolean;
    must_change: boolean;
    second_factor: boolean;
    made: Day | null;
    signed_in: Day | null;
    may_keep: boolean;
}

export interface Invited {
    account: AccountView;
    invitation: { page: string; expires: string; mailed: boolean };
}

/** A role as it is sent; "none" takes it. */
export interface WantedGrant {
    organisation: string;
    role: Role | 'none';
}

/** The words for the state of an account, most telling first. */
export function statesOf(account: AccountView): string[] {
    const states: [boolean, string][] = [
        [account.suspended, 'accounts-suspended'],
        [account.invited, 'accounts-invited'],
        [account.must_change, 'accounts-must-change'],
        [account.second_factor, 'accounts-second-factor'],
    ];
    return states.filter(([is]) => is).map(([, message]) => message);
}

/** The grants with one role given, changed or ("none") taken; an organisation has one role. */
export function withRole(grants: WantedGrant[], organisation: string, role: Role | 'none'): WantedGrant[] {
    const others = grants.filter((grant) => grant.organisation !== organisation);
    return role === 'none' ? others : [...others, { organisation, role }];
}

/**
 * The roles that an account with `own` may give in an organisation: stewards up to their own where it reaches, an
 * administrator's role only in the network. The program decides again (records/account_access.hpp).
 */
export function rolesToGive(own: { organisation: string; role: Role }[], organisation: string, network: string): Role[] {
    const rank = (role: Role): number => ROLES.indexOf(role);
    const reaching = own
        .filter((grant) => grant.organisation === organisation || (grant.organisation === network && rank(grant.role) >= rank('steward')))
        .map(({ role }) => rank(role));
    const highest = Math.max(-1, ...reaching);
    if (highest < rank('steward')) return [];
    return ROLES.filter((role) => rank(role) <= highest && (role !== 'administrator' || organisation === network));
}
