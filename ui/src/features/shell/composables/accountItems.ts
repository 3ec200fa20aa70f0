// SPDX-License-Identifier: GPL-3.0-or-later

export interface AccountItem {
    /** An address, or SIGN_OUT. */
    value: string;
    /** The message that names it. */
    label: string;
}

export const SIGN_OUT = 'sign-out';

/** What stands under the name of who is signed in: one's own, then what one keeps for others, then the way out. */
export function accountItems({ keepsAccounts, erases }: { keepsAccounts: boolean; erases: boolean }): AccountItem[] {
    return [
        { value: '/account', label: 'account-title' },
        { value: '/drafts', label: 'drafts-title' },
        ...(keepsAccounts ? [{ value: '/accounts', label: 'accounts-title' }] : []),
        ...(erases ? [{ value: '/erasures', label: 'erasures-title' }] : []),
        { value: SIGN_OUT, label: 'shell-sign-out' },
    ];
}
