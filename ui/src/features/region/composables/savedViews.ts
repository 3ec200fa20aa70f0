// SPDX-License-Identifier: GPL-3.0-or-later
import { textOf } from '@/shared/i18n';
import type { EnvelopeOf } from '@/shared/records';

type View = EnvelopeOf<'named_view'>;

/** The views of one page, by title. An address that leads out of it, or out of the site, is none of its views. */
export function viewsInOrder(views: View[], path: string): View[] {
    return views
        .filter(({ data: { address } }) => address === path || address.startsWith(`${path}?`))
        .sort((a, b) => textOf(a.data.title).localeCompare(textOf(b.data.title)));
}
