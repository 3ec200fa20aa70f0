// SPDX-License-Identifier: GPL-3.0-or-later

// Where this browser keeps what is not saved yet: each account's apart.

const PREFIX = 'brujula-draft:';

/** Kinds whose drafts hold names of people: these are gone once the account's session is. */
const WITH_NAMES = ['cohort', 'person', 'comment', 'endorsement'] as const;

/** The keys of an account's drafts begin with it. */
export function draftPrefix(person: string): string {
    return `${PREFIX}${encodeURIComponent(person)}:`;
}

export function draftKey(person: string, kind: string, id: string | null): string {
    return `${draftPrefix(person)}${kind}:${id === null ? '' : encodeURIComponent(id)}`;
}

/** True of a key that belongs to no account: nothing is kept under it. */
export function isNobodys(key: string): boolean {
    return key.startsWith(draftPrefix(''));
}

/** Forgets the drafts with names of everybody but the account that is signed in; null: of everybody. */
export function forgetDraftsWithNames(signedIn: string | null): void {
    const own = signedIn ? draftPrefix(signedIn) : null;
    for (const key of Object.keys(localStorage)) {
        const withNames = key.startsWith(PREFIX) && WITH_NAMES.some((kind) => key.slice(PREFIX.length).split(':')[1] === kind);
        if (withNames && !(own && key.startsWith(own))) localStorage.removeItem(key);
    }
}
