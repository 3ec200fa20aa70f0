// SPDX-License-Identifier: GPL-3.0-or-later
import { textOf } from '@/shared/i18n';
import type { MapPoint } from '@/shared/map';
import type { RegionMember } from '../region';

/** The members whose seat is known, as dots. */
export function memberPoints(members: RegionMember[]): MapPoint[] {
    return members.flatMap(({ id, name, seat }) => (seat ? [{ id, name: textOf(name), ...seat }] : []));
}
