// SPDX-License-Identifier: GPL-3.0-or-later
import { t, textOf } from '@/shared/i18n';
import { newPath, pathOf } from '@/shared/paths';
import type { KindName, LocalizedText, Revision, Titled } from '@/shared/records';
import type { Role } from '@/shared/session';
import { dueInWords, duePath } from '../../evaluating/composables/due';
import type { DueView } from '../../evaluating/composables/views';

export type NextWhat = 'add_member' | 'begin_plan' | 'write_goal' | 'choose_indicator' | 'agree_plan';

/** What the work of an organisation lacks, and where it is done. */
export interface NextStep {
    what: NextWhat;
    kind: KindName;
    id: string;
    plan: string | null;
    title: LocalizedText;
}

export interface MyOrganisation {
    organisation: Titled;
    role: Role;
    plan: Titled | null;
    next: NextStep | null;
}

/** What GET /views/mine answers: docs/api.md. */
export interface MineView {
    organisations: MyOrganisation[];
    changed: (Revision & { title?: LocalizedText })[];
}

export interface NextThing {
    text: string;
    path: string;
}

/** A form for a member of the network, which its membership makes appear among the members at once. */
export function newMemberPath(network: string): string {
    return newPath('organisation', { 'memberships.network': network });
}

function pathOfStep({ what, id, plan }: NextStep): string {
    switch (what) {
        case 'add_member':
            return newMemberPath(id);
        case 'begin_plan':
            return newPath('plan', { organisation: id });
        case 'write_goal':
        case 'agree_plan':
            return pathOf('plan', id);
        case 'choose_indicator':
            return pathOf('goal', id, plan ?? undefined);
    }
}

function thingOfStep(step: NextStep): NextThing {
    return { text: t(`mine-next-${step.what.replaceAll('_', '-')}`, textOf(step.title)), path: pathOfStep(step) };
}

/** The one next thing: what is overdue, else what the work lacks, else what is due next; null where nothing is. */
export function nextThing(step: NextStep | null, due: DueView | null): NextThing | null {
    const items = due?.items ?? [];
    const overdue = items.find((item) => item.overdue);
    if (!overdue && step) return thingOfStep(step);
    const first = overdue ?? items[0];
    return first ? { text: dueInWords(first), path: duePath(first) } : null;
}
