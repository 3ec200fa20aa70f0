// SPDX-License-Identifier: GPL-3.0-or-later
import { isEmptyValue } from '@/shared/pointer';
import type { Amount, Day, Indicator, LocalizedText } from '@/shared/records';

/** What is asked when a target is revised; a value or day that could not be read stays as it was written. */
export interface TargetChange {
    value?: Amount | string;
    date?: Day;
    reason?: LocalizedText;
}

export type TargetChangeFinding = 'value' | 'same' | 'date' | 'reason';

/** What is missing before a target may be revised: another value, the day it was decided, and why. */
export function changeFindings(indicator: Indicator, index: number, { value, date, reason }: TargetChange): TargetChangeFinding[] {
    const findings: TargetChangeFinding[] = [];
    const now = indicator.targets?.[index]?.value;
    if (typeof value !== 'object') findings.push('value');
    else if (now && now.value === value.value && now.quality === value.quality) findings.push('same');
    if (!date || !/^\d{4}-\d{2}-\d{2}$/.test(date)) findings.push('date');
    if (isEmptyValue(reason)) findings.push('reason');
    return findings;
}

/** The indicator with the target revised; what it was before is kept with the day and the reason. */
export function withRevisedTarget(indicator: Indicator, index: number, { value, date, reason }: TargetChange): Indicator {
    const targets = (indicator.targets ?? []).map((target, at) => {
        if (at !== index || typeof value !== 'object' || !date) return target;
        const revision = { was: target.value, date, ...(reason ? { reason } : {}) };
        return { ...target, value, revisions: [...(target.revisions ?? []), revision] };
    });
    return { ...indicator, targets };
}
