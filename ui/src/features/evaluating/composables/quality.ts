// SPDX-License-Identifier: GPL-3.0-or-later
import type { Severity, Titled } from '@/shared/records';

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
