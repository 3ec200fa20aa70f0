// SPDX-License-Identifier: GPL-3.0-or-later
import type { KindName } from './records';

const SECTIONS: Partial<Record<KindName, string>> = {
    organisation: 'organisations',
    person: 'persons',
    plan: 'plans',
    goal: 'goals',
    activity: 'activities',
    measurement: 'measurements',
    logic_model: 'logic-models',
    review: 'reviews',
    evaluation_plan: 'evaluation-plans',
    practice: 'practices',
};

const part = encodeURIComponent;

/** The address of a record's page. A goal's is below its plan where the plan is known. */
export function pathOf(kind: KindName, id: string, plan?: string): string {
    if (kind === 'goal' && plan) return `/plans/${part(plan)}/goals/${part(id)}`;
    const section = SECTIONS[kind];
    return section ? `/${section}/${part(id)}` : `/records/${kind}/${part(id)}`;
}

export const historyPath = (kind: KindName, id: string): string => `/history/${kind}/${part(id)}`;
export const editPath = (kind: KindName, id: string): string => `/edit/${kind}/${part(id)}`;

export function comparePath(kind: KindName, id: string, from: number, to: number): string {
    return `/compare/${kind}/${part(id)}?from=${from}&to=${to}`;
}

/** A form for a new record, with links already known filled in: newPath('goal', {plan: 'wmar-2015'}). */
export function newPath(kind: KindName, links: Record<string, string> = {}): string {
    const query = new URLSearchParams(links).toString();
    return `/new/${kind}${query ? `?${query}` : ''}`;
}
