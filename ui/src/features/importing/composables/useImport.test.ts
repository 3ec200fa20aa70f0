// SPDX-License-Identifier: GPL-3.0-or-later
import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { speak } from '@/shared/testing';
import { askedOf, emptyState, useImport } from './useImport';

const table = { name: '', hidden: false, rows: [['a']], hidden_rows: [], hidden_columns: [], layout: { columns: [] } };
const preview = (agreed: string) => ({ agreed, entries: [], problems: [], questions: [], advice: [], may: true, ready: true });

/** Answers that come when they are told to, in any order. */
function answersByHand() {
    const waiting: ((answer: Response) => void)[] = [];
    vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => waiting.push(resolve)));
    return async (which: number, status: number, body: unknown) => {
        await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(which));
        waiting[which]!(new Response(JSON.stringify(body), { status }));
    };
}

function begun(done: (step: string) => void = () => undefined) {
    const start = { ...emptyState('plan', 'wmar', ''), tables: [table], stage: 'check' } as never;
    let bringing!: ReturnType<typeof useImport>;
    mount(defineComponent(() => ((bringing = useImport(start, 'Coordinadora', () => 'es', done)), () => h('div'))));
    return bringing;
}

describe('bringing a table', () => {
    beforeEach(() => speak('es'));
    afterEach(() => {
        vi.unstubAllGlobals();
        localStorage.clear();
    });

    it('shows what was asked last, though an earlier answer comes later', async () => {
        const answer = answersByHand();
        const bringing = begun();
        const first = bringing.look();
        const second = bringing.say({ decimals: 'comma' });
        await answer(1, 200, preview('with comma'));
        await second;
        await answer(0, 200, preview('before'));
        await first;
        expect(bringing.preview.value?.agreed).toBe('with comma');
        expect(bringing.busy.value).toBe(false);
    });

    it('does not show an error of what is not asked any more', async () => {
        const answer = answersByHand();
        const bringing = begun();
        const first = bringing.look();
        const second = bringing.look();
        await answer(0, 422, { detail: 'Viejo.', key: 'error-shape', problems: [] });
        await first;
        expect(bringing.busy.value).toBe(true);
        await answer(1, 200, preview('new'));
        await second;
        expect(bringing.error.value).toBe('');
    });

    it('tells of what was written, whatever was asked meanwhile', async () => {
        const answer = answersByHand();
        const done = vi.fn();
        const bringing = begun(done);
        const writing = bringing.commit('');
        const looking = bringing.look();
        await answer(0, 201, { step: 's1' });
        await writing;
        expect(done).toHaveBeenCalledWith('s1');
        await answer(1, 200, preview('later'));
        await looking;
    });
});

describe('questions', () => {
    const question = (name: 'decimals' | 'days', cell = 'B2') => ({ name, cells: [{ row: 1, column: 1, cell }] });

    it('stay once they are answered, each once and as it was asked last', () => {
        const first = askedOf([], [question('days'), question('decimals')]);
        expect(first.map(({ name }) => name)).toEqual(['decimals', 'days']);
        expect(askedOf(first, [])).toEqual(first);
        expect(askedOf(first, [question('days', 'C3')])[1]).toEqual(question('days', 'C3'));
    });
});
