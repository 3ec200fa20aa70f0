// SPDX-License-Identifier: GPL-3.0-or-later
import { api } from '@/shared/api';
import { withValueAt } from '@/shared/pointer';
import { type Envelope, PLURALS, type Severity, type Titled } from '@/shared/records';

/** An item of GET /quality. */
export interface QualityFinding {
    rule: string;
    title: string;
    severity: Severity;
    kind: 'observation' | 'indicator';
    id: string;
    text: string;
    organisation?: string;
    goal?: string;
    indicator?: Titled;
    /** A change that would answer it, for one click; of who may write the record. */
    fix: { pointer: string; value: unknown; label: string } | null;
    may: string[];
    period: { first_day: string; last_day: string } | null;
}

export interface QualityView {
    today: string;
    total: number;
    items: QualityFinding[];
}

export interface OfIndicator {
    indicator: Titled | null;
    organisation: string;
    goal: string;
    findings: QualityFinding[];
}

/** The findings of each indicator together; the indicator with the gravest one first, as they come. */
export function byIndicator(findings: QualityFinding[]): OfIndicator[] {
    const groups = new Map<string, OfIndicator>();
    for (const finding of findings) {
        const key = finding.indicator?.id ?? '';
        const { indicator = null, organisation = '', goal = '' } = finding;
        if (!groups.has(key)) groups.set(key, { indicator, organisation, goal, findings: [] });
        groups.get(key)?.findings.push(finding);
    }
    return [...groups.values()];
}

/** The rules that found something, in their order. */
export function rulesIn(findings: QualityFinding[]): { value: string; label: string }[] {
    const titles = new Map(findings.map(({ rule, title }) => [rule, title]));
    return [...titles].sort().map(([value, title]) => ({ value, label: `${value} · ${title}` }));
}

/** Whether the reader is offered the finding's fix. */
export function isFixable({ fix, may }: QualityFinding): boolean {
    return fix !== null && may.includes('write');
}

/** Writes a finding's fix to its record as it is now: a new revision, whose comment says why. */
export async function applyFix({ kind, id, fix }: QualityFinding, comment: string): Promise<void> {
    if (!fix) return;
    const address = `/${PLURALS[kind]}/${encodeURIComponent(id)}`;
    const record = await api.get<Envelope>(address);
    await api.put(address, { base: record.revision, comment, data: withValueAt(record.data, fix.pointer, fix.value) });
}
