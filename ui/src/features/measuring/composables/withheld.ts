// SPDX-License-Identifier: GPL-3.0-or-later
import type { MeasuredValue } from '@/shared/records';

const KEYS = ['reason-small-group', 'reason-singles-out', 'reason-not-compared'];

/** Why everybody else does not see a number that stands here, as a message's key; '' where they do. */
export function withheldBy({ value, reason = '' }: MeasuredValue): string {
    const [first = ''] = reason.split(' ');
    return value !== undefined && value !== null && KEYS.includes(first) ? first : '';
}

/** What is said of a value itself, as a message's key: why it is missing, or that it covers a part only. */
export function reasonOf(value: MeasuredValue): string {
    const { reason = '' } = value;
    return withheldBy(value) ? reason.slice(withheldBy(value).length + 1) : reason;
}
