// SPDX-License-Identifier: GPL-3.0-or-later
import type { Severity } from '@/shared/records';

export interface RuleView {
    rule: string;
    letter: string;
    title: string;
    severity: Severity;
    own_severity: Severity;
    threshold: number | null;
    own_threshold: number | null;
}

/** Rules by their letter, letters and rules in the order in which they came. */
export function byLetter(rules: RuleView[]): { letter: string; rules: RuleView[] }[] {
    const letters = [...new Set(rules.map(({ letter }) => letter))];
    return letters.map((letter) => ({ letter, rules: rules.filter((rule) => rule.letter === letter) }));
}
