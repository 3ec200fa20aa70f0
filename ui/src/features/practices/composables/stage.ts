// SPDX-License-Identifier: GPL-3.0-or-later
import { textOf } from '@/shared/i18n';
import type { Evidence, LocalizedText } from '@/shared/records';

export interface DecisionForm {
    stage: string;
    date: string;
    reason: LocalizedText;
    evidence: Evidence[];
}

export function emptyDecision(stage: string): DecisionForm {
    return { stage, date: new Date().toISOString().slice(0, 10), reason: {}, evidence: [] };
}

/** Evidence without an address is not sent, nor are titles without words. */
function withAddress(evidence: Evidence[]): Evidence[] {
    return evidence
        .map(({ url, title }) => ({ url: url.trim(), title: Object.fromEntries(Object.entries(title ?? {}).filter(([, words]) => words)) }))
        .filter(({ url }) => url)
        .map(({ url, title }) => (Object.keys(title).length ? { url, title } : { url }));
}

/** What is still to be filled in; `shown`: the practice has evidence of its own already. */
export function decisionLacks({ stage, date, reason, evidence }: DecisionForm, shown: boolean): string[] {
    const lacks: string[] = [];
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) lacks.push('date');
    if (!textOf(reason).trim()) lacks.push('reason');
    if (stage === 'practice' && !shown && !withAddress(evidence).length) lacks.push('evidence');
    return lacks;
}

/** What is asked of POST /practices/{id}/stage. */
export function decisionBody({ stage, date, reason, evidence }: DecisionForm, base: number): unknown {
    return { base, stage, date, reason, evidence: withAddress(evidence) };
}
