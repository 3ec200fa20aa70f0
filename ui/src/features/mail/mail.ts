// SPDX-License-Identifier: GPL-3.0-or-later
// What GET and PUT /mail answer: docs/api.md, "Discussion".

export const RHYTHMS = ['never', 'at_once', 'daily', 'weekly'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

export interface PendingAddress {
    address: string;
    /** The link was mailed; else it waits to be. */
    sent: boolean;
    expires: string | null;
    tries: number;
    failure: string;
    given_up: boolean;
}

export interface MailChoice {
    /** False where this installation sends no mail. */
    offered: boolean;
    /** Confirmed; empty while there is none. */
    address: string;
    rhythm: Rhythm;
    refused: string;
    pending: PendingAddress | null;
    hour: number;
    zone: string;
}
