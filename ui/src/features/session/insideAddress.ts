// SPDX-License-Identifier: GPL-3.0-or-later
/** Where to go on after signing in: an address of this site only, whatever the link said. */
export function insideAddress(next: unknown): string {
    if (typeof next !== 'string' || !next.startsWith('/') || /^\/[/\\]/.test(next)) return '/';
    return next.startsWith('/sign-in') ? '/' : next;
}
