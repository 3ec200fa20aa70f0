// SPDX-License-Identifier: GPL-3.0-or-later
import { t } from '@/shared/i18n';
import type { Titled } from '@/shared/records';
import type { Account, Role } from '@/shared/session';

// What the routes of one's own account and of links to one answer: docs/api.md, "Accounts".

export interface OwnAccount extends Account {
    recovery_codes_left: number;
    /** The session goes on under another token where the account changed. */
    csrf?: string;
    recovery_codes?: string[];
}

export interface OwnSession {
    id: string;
    this: boolean;
    browser: string;
    system: string;
    begun: string;
    used: string;
    expires: string;
}

export interface LinkedAccount {
    name: string;
    invited_by: string;
    roles: { organisation: Titled; role: Role }[];
    expires: string;
}

/** What a second factor begins with: for an authenticator to scan, or to type. */
export interface SecretBegun {
    secret: string;
    address: string;
}

export const SHORTEST_PASSWORD = 10;

/** What is wrong with two fields for a new password, in words; '' where nothing is. */
export function passwordProblem(chosen: string, repeated: string): string {
    if (chosen.length < SHORTEST_PASSWORD) return t('account-password-short', SHORTEST_PASSWORD);
    return chosen === repeated ? '' : t('account-password-differs');
}

/** "Firefox, Linux" */
export function deviceOf({ browser, system }: OwnSession): string {
    return [browser, system].filter(Boolean).join(', ') || t('account-session-unknown');
}

/** A secret as people type it: "JBSW Y3DP EHPK 3PXP". */
export const inGroups = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? '';

/** The token of a link stands behind the "#", so that no server and no log on its way sees it. */
export const tokenIn = (hash: string): string => decodeURIComponent(hash.replace(/^#/, ''));
