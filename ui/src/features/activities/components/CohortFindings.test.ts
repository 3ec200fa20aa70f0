// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import { show, speak } from '@/shared/testing';
import CohortFindings from './CohortFindings.vue';

describe('what came of a pasted list', () => {
    beforeEach(() => speak('es'));

    it('names who was not found, with line and likely reason', () => {
        const parsed = {
            members: [
                { user_name: 'Ana', found: true, line: 1 },
                { user_name: 'Nadie', found: false, line: 2, reason: { key: 'match-unknown', text: 'No se conoce una cuenta con este nombre.' } },
                { user_name: 'Otro', found: false, line: 3 },
            ],
            notes: [],
            found: 1,
            not_found: 2,
        };
        const view = show(CohortFindings, { props: { parsed } });
        expect(view.text()).toContain('No encontramos a 2 de 3 personas');
        const rows = view.findAll('tbody tr').map((row) => row.text());
        expect(rows).toHaveLength(2);
        expect(rows[0]).toMatch(/2.*Nadie.*No se conoce/);
        expect(rows[1]).toMatch(/3.*Otro.*historia cargada/);
    });

    it('says so where everybody was found', () => {
        const parsed = { members: [{ user_name: 'Ana', found: true, line: 1 }], notes: [], found: 1, not_found: 0 };
        const view = show(CohortFindings, { props: { parsed } });
        expect(view.text()).toBe('Encontramos a la única persona de la lista.');
        expect(view.find('table').exists()).toBe(false);
    });
});
