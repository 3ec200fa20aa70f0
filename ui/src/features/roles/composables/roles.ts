// SPDX-License-Identifier: GPL-3.0-or-later
import { ROLES, type Role } from '@/shared/session';

export type RoleOrNone = 'none' | Role;

/** The least role that may do something with a kind of record, or at all. */
export interface Allowed {
    action: string;
    kind: string | null;
    in: 'organisation' | 'network';
    lowest: RoleOrNone | null;
}

export interface RolesAnswer {
    roles: RoleOrNone[];
    everywhere: RoleOrNone[];
    items: Allowed[];
}

/** What a role adds to those before it. */
export interface RoleSteps {
    role: RoleOrNone;
    everywhere: boolean;
    reads: string[];
    /** Kinds by what one may do with them: ["create", "write", "restore", "remove"]. */
    writes: { actions: string[]; kinds: string[] }[];
    others: Allowed[];
}

const ORDER: RoleOrNone[] = ['none', ...ROLES];

/** Kinds with the same actions stand together. */
function grouped(items: Allowed[]): RoleSteps['writes'] {
    const actionsOf = new Map<string, string[]>();
    for (const { kind, action } of items) if (kind) actionsOf.set(kind, [...(actionsOf.get(kind) ?? []), action]);
    const groups = new Map<string, RoleSteps['writes'][number]>();
    for (const [kind, actions] of actionsOf) {
        const key = actions.join();
        const group = groups.get(key) ?? { actions, kinds: [] };
        group.kinds.push(kind);
        groups.set(key, group);
    }
    return [...groups.values()];
}

/** Role by role, lowest first, what each may do besides what the ones before may. */
export function stepsOf({ everywhere, items }: RolesAnswer): RoleSteps[] {
    return ORDER.map((role) => {
        const own = items.filter(({ lowest }) => lowest === role);
        return {
            role,
            everywhere: everywhere.includes(role),
            reads: own.filter(({ action, kind }) => kind && action === 'read').map(({ kind }) => kind ?? ''),
            writes: grouped(own.filter(({ action, kind }) => kind && action !== 'read')),
            others: own.filter(({ kind }) => !kind),
        };
    });
}
