// SPDX-License-Identifier: GPL-3.0-or-later
import type { Field } from '../records';

interface Grouping {
    /** Written by the program's own steps, not by hand. */
    hidden?: string[];
    /** What can wait: key of the section's name (`form-section-…`) and its fields. */
    sections: { key: string; fields: string[] }[];
}

/** How the forms of kinds with many fields are divided: the essentials first, the rest in sections that open. */
const GROUPINGS: Record<string, Grouping> = {
    plan: {
        hidden: ['state', 'agreed_versions'],
        sections: [{ key: 'about', fields: ['review_days', 'legend', 'cloned_from', 'check', 'source'] }],
    },
    goal: {
        sections: [
            { key: 'chain', fields: ['level', 'rationale', 'shared_goal', 'depends_on', 'endorsed_by'] },
            { key: 'resources', fields: ['budget', 'hours'] },
            { key: 'about', fields: ['answers', 'check', 'source'] },
        ],
    },
    indicator: {
        sections: [
            {
                key: 'sheet',
                fields: [
                    'level',
                    'scores',
                    'justification',
                    'target_rationale',
                    'disaggregations',
                    'method',
                    'analysis',
                    'use',
                    'quality_assurance',
                    'data_issues',
                    'core_metric',
                    'least',
                    'greatest',
                ],
            },
        ],
    },
};

export interface FormGroups {
    essentials: Field[];
    sections: { key: string; fields: Field[] }[];
}

/** A kind's fields as its form shows them; a field that no section names is an essential one. */
export function groupsOf(kind: string, fields: Field[]): FormGroups {
    const { hidden = [], sections = [] } = GROUPINGS[kind] ?? {};
    const shown = fields.filter(({ name }) => !hidden.includes(name));
    const named = (names: string[]): Field[] => shown.filter(({ name }) => names.includes(name));
    const later = new Set(sections.flatMap((section) => section.fields));
    return {
        essentials: shown.filter(({ name }) => !later.has(name)),
        sections: sections.map((section) => ({ key: section.key, fields: named(section.fields) })).filter((section) => section.fields.length),
    };
}
