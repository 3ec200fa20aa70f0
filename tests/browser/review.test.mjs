// SPDX-License-Identifier: GPL-3.0-or-later
// The review of a plan's outcomes, in Spanish: started from the plan, marked, its lesson asked for, closed, and what was
// learned on the goal's page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asPerson, openPage, settled, signIn, startBrowser, startProgram } from './harness.mjs';

let program;
let browser;
before(async () => {
    program = await startProgram();
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await program?.stop();
});

const YEAR = { first_day: '2013-01-01', last_day: '2013-12-31' };
const organisation = 'wmar';

/** A plan of 2013 with a goal that reached 120 of 100 and one that came to 10 of 100. */
async function planOf2013(call) {
    const made = async (plural, data) => {
        const { status, body } = await call('POST', `/${plural}`, { data: { organisation, ...data } });
        assert.equal(status, 201, JSON.stringify(body));
        return body.id;
    };
    const plan = await made('plans', { title: { es: 'Plan 2013' }, ...YEAR, check: 'demo' });
    const objective = await made('objectives', { plan, title: { es: 'Contenido' } });
    const goal = async (statement, value) => {
        const id = await made('goals', { plan, objective, statement: { es: statement }, type: 'reach', ...YEAR, check: 'demo' });
        const indicator = await made('indicators', {
            goal: id,
            name: { es: statement },
            kind: 'reported',
            unit: { es: 'talleres' },
            accumulation: 'cumulative',
            targets: [{ ...YEAR, value: { value: 100, quality: 'exact' } }],
        });
        await made('observations', { indicator, ...YEAR, value: { value, quality: 'exact' }, by: 'reported', check: 'demo' });
        return id;
    };
    return { plan, met: await goal('Cien talleres en escuelas', 120), missed: await goal('Cien talleres en museos', 10) };
}

test('an organisation reviews its plan: what was missed teaches, and the goal shows it', async () => {
    const { page, context, complaints, go } = await openPage(browser, program.address, { language: 'es' });
    await signIn(page, program.address, program.accounts.find(({ name }) => name === 'Coordinadora'));
    const call = await asPerson(page, program.address);
    const { plan, met, missed } = await planOf2013(call);

    // It starts from the plan, with what the numbers propose.
    await go(`/plans/${plan}?uselang=es`);
    await page.getByRole('button', { name: 'Iniciar una revisión' }).click();
    await page.waitForURL('**/reviews/*');
    await settled(page);
    const goal = (name) => page.getByRole('article', { name });
    const reached = goal('Cien talleres en escuelas');
    const behind = goal('Cien talleres en museos');
    await reached.getByText('Según los números: cumplido.').waitFor();
    await behind.getByText('Según los números: no cumplido. El 10').waitFor();
    await page.getByText('2 sin marca todavía').waitFor();

    // Closing says what is lacking, and leads there.
    await page.getByRole('button', { name: 'Cerrar la revisión' }).click();
    await page.getByText('Faltan 2 cosas para poder cerrar la revisión').waitFor();

    // The organisation marks; a missed goal asks for its lesson; another mark than the numbers' asks for words.
    await reached.getByRole('radio', { name: 'cumplido en parte' }).check();
    await reached.getByText('Los números dicen «cumplido»; la organización dice «cumplido en parte».').waitFor();
    await behind.getByRole('radio', { name: 'no cumplido' }).check();
    await behind.getByText('¿qué harían distinto?').first().waitFor();
    await page.getByText('Guarden primero').waitFor();
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    await page.getByText('Todo está guardado.').waitFor();
    await page.getByRole('button', { name: 'Cerrar la revisión' }).click();
    await page.getByText('Falta una cosa para poder cerrar la revisión').waitFor();
    await page.locator('.review-closing').getByRole('link', { name: 'Cien talleres en museos' }).click();
    await behind.getByRole('button', { name: 'Todavía no lo sabemos' }).waitFor();
    await behind.getByRole('group', { name: 'Qué haríamos distinto' }).getByLabel('español').fill('Hablar con los museos antes de prometer');
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    await page.getByText('Todo está guardado.').waitFor();
    await page.getByRole('button', { name: 'Cerrar la revisión' }).click();
    await page.getByText('cerrada el').first().waitFor();
    await page.getByRole('button', { name: 'Abrirla de nuevo' }).waitFor();
    assert.equal(await page.getByRole('radio').count(), 0, 'a closed review is still marked');

    // The goal's page shows mark and lesson; the plan's page the summary; the section lists it.
    await go(`/goals/${missed}?uselang=es`);
    await page.getByRole('heading', { name: 'Qué aprendimos' }).waitFor();
    await page.getByText('Hablar con los museos antes de prometer').waitFor();
    await go(`/goals/${met}?uselang=es`);
    await page.locator('.goal-reviews__one').getByText('cumplido en parte').waitFor();
    await go(`/plans/${plan}?uselang=es`);
    await page.getByText('1 en parte · 1 no cumplido').waitFor();
    await go('/evaluate?uselang=es');
    await page.getByRole('heading', { name: 'Revisiones cerradas' }).waitFor();
    await page.getByRole('link', { name: 'Revisión de resultados: Plan 2013' }).click();
    await page.waitForURL('**/reviews/*');

    // Opening it again asks why; the reason is in its history.
    await page.getByRole('button', { name: 'Abrirla de nuevo' }).click();
    const dialog = page.getByRole('dialog');
    assert.ok(await dialog.getByRole('button', { name: 'Abrirla de nuevo' }).isDisabled());
    await dialog.getByLabel('Razón').fill('Llegó un dato de diciembre');
    await dialog.getByRole('button', { name: 'Abrirla de nuevo' }).click();
    await page.getByRole('button', { name: 'Cerrar la revisión' }).waitFor();
    const id = page.url().match(/reviews\/([^?]+)/)[1];
    const { body } = await call('GET', `/reviews/${id}`);
    assert.equal(body.comment, 'Llegó un dato de diciembre');
    assert.deepEqual(complaints, []);
    await context.close();
});

test('who is not signed in reads a review and writes none', async () => {
    const { page, context, complaints, go } = await openPage(browser, program.address, { language: 'es' });
    await go('/evaluate?uselang=es');
    await page.getByRole('link', { name: 'Revisión de resultados: Plan 2013' }).click();
    await page.getByRole('article', { name: 'Cien talleres en museos' }).getByText('no cumplido', { exact: false }).first().waitFor();
    assert.equal(await page.getByRole('radio').count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Cerrar la revisión' }).count(), 0);
    assert.deepEqual(complaints, []);
    await context.close();
});
