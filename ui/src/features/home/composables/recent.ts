// SPDX-License-Identifier: GPL-3.0-or-later
import type { HomeView } from '@/shared/views';

type Recent = HomeView['recent'][number];

/** Changes in a row that say the same (who, which kind, created or changed, why) stand together, as after an import. */
export function recentGroups(recent: Recent[]): Recent[][] {
    const likeness = ({ kind, author, comment, revision, removed }: Recent): string =>
        JSON.stringify([kind, author, comment, revision === 1, removed ?? false]);
    const groups: Recent[][] = [];
    for (const one of recent) {
        const last = groups.at(-1);
        if (last && likeness(last[0]!) === likeness(one)) last.push(one);
        else groups.push([one]);
    }
    return groups;
}
