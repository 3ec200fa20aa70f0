// SPDX-License-Identifier: GPL-3.0-or-later

import { t } from '@/shared/i18n';

// What the security log's routes answer: docs/api.md, "Accounts".

export const SECURITY_KINDS = [
    'signed_in',
    'refused',
    'signed_out',
    'password_changed',
    'reset_asked',
    'account_added',
    'account_suspended',
    'account_resumed',
    'account_deleted',
    'account_changed',
    'invitation_made',
    'roles_changed',
    'administrator_made',
    'sessions_ended',
    'second_factor_added',
    'second_factor_removed',
    'second_factor_reset',
    'recovery_codes_made',
    'recovery_code_used',
    'cohort_read',
    'exported',
    'erased',
    'settings_changed',
    'chain_broken',
] as const;

export interface SecurityEntry {
    number: number;
    time: string;
    kind: string;
    /** Who did it; of what was refused: the name that was tried. */
    account: string;
    about: string;
    detail: string;
    /** The same for the same internet address; says nothing else of it. */
    source: string;
}

/** How somebody signed in or tried to, as the log writes it: the end of a message's key. */
const WAYS: Record<string, string> = { password: 'password', code: 'code', link: 'link', 'wiki account': 'wiki-account' };

/** What an entry is about, in words: the way of signing in, or a name; empty where it says no more than who did it. */
export function aboutOf({ kind, account, about }: SecurityEntry): string {
    const way = kind === 'signed_in' || kind === 'refused' ? WAYS[about] : undefined;
    if (way) return t(`security-way-${way}`);
    return about === account ? '' : about;
}

export interface SecurityAlert {
    number: number;
    time: string;
    kind: string;
    account: string;
}
