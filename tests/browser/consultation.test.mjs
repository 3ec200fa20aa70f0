// SPDX-License-Identifier: GPL-3.0-or-later
// A plan's way, in Spanish: from draft into consultation, agreed, changed with a reason while the agreed one stays in sight;
// next year's plan made from it; and why the organisation is there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asPerson, assertWellMade, openPage, settled, signIn, signInAsSteward, startBrowser, startProgram } from './harness.mjs';

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

const YEAR = { first_day: '2016-01-01', last_day: '2016-12-31' };
const organisation = 'wmar';

/** A plan of 2016 with one goal and two indicators, of which one came to 45 talks. */
async function planOf2016(call) {
    const made = async (plural, data) => {
        const { status, body } = await call('POST', `/${plural}`, { data: { organisation, ...data } });
        assert.equal(status, 201, JSON.stringify(body));
        return body.id;
    };
    const plan = await made('plans', { title: { es: 'Plan 2016' }, ...YEAR, check: 'demo' });
    const objective = await made('objectives', { plan, title: { es: 'Más gente' } });
    const goal = await made('goals', {
        plan,
        objective,
        statement: { es: 'Dar 60 charlas en escuelas' },
        type: 'reach',
        ...YEAR,
        check: 'demo',
        budget: [
            { name: { es: 'Viajes' }, amount: 3000, currency: 'ARS', rate: 15, rate_date: '2016-01-04' },
            { name: { es: 'Impresos' }, amount: 100, currency: 'USD' },
        ],
    });
    const indicator = { goal, kind: 'reported', accumulation: 'cumulative', unit: { es: 'charlas' } };
    const targets = [{ ...YEAR, value: { value: 60, quality: 'exact' } }];
    const talks = await made('indicators', { ...indicator, name: { es: 'Charlas dadas' }, targets });
    await made('indicators', { ...indicator, name: { es: 'Escuelas visitadas' } });
    await made('observations', { indicator: talks, ...YEAR, value: { value: 45, quality: 'exact' }, by: 'reported', check: 'demo' });
    return { plan, goal };
}

test('a plan is consulted on, agreed, and changed with a reason that stays beside what was agreed', async () => {
    const { page, context, complaints, go } = await openPage(browser, program.address, { language: 'es' });
    await signIn(page, program.address, program.accounts.find(({ name }) => name === 'Coordinadora'));
    const { plan, goal } = await planOf2016(await asPerson(page, program.address));
    const now = () => page.locator('[aria-current="step"]').innerText();
    const step = async (button) => {
        await page.getByRole('button', { name: button }).click();
        await page.getByRole('dialog').getByRole('button', { name: button }).click();
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
        await settled(page);
    };

    await go(`/plans/${plan}?uselang=es`);
    assert.equal(await now(), 'Borrador');
    await step('Abrir a consulta');
    assert.equal(await now(), 'En consulta');
    await step('Acordar el plan');
    assert.equal(await now(), 'Acordado');
    await page.getByText(/Versión 1 acordada el .* por Coordinadora/).waitFor();

    // Another statement asks for a reason, and is not saved without one.
    await go(`/edit/goal/${goal}?uselang=es`);
    const statement = page.getByRole('group', { name: 'Enunciado' }).getByRole('textbox').first();
    await statement.fill('Dar 50 charlas en escuelas');
    const reason = page.getByRole('textbox', { name: 'Razón del cambio (necesaria)' });
    await reason.waitFor();
    await page.getByRole('button', { name: 'Guardar' }).click();
    await page.getByText('Digan por qué cambia esto').first().waitFor();
    await reason.fill('Huelga docente de marzo');
    await page.getByRole('button', { name: 'Guardar' }).click();
    await page.waitForURL(`**/goals/${goal}*`);
    await settled(page);

    // What was agreed stays in sight on the goal's page and on the plan's.
    for (const path of [`/plans/${plan}/goals/${goal}`, `/plans/${plan}`]) {
        await go(`${path}?uselang=es`);
        const changed = page.getByRole('region', { name: 'Cambios desde que se acordó' });
        assert.equal(await changed.locator('del').first().innerText(), '60');
        assert.equal(await changed.locator('ins').first().innerText(), '50');
        assert.match(await changed.innerText(), /Huelga docente de marzo.*Coordinadora/s);
    }
    await page.getByRole('link', { name: 'Comparar ambas versiones' }).click();
    await page.waitForURL('**/compare/goal/**');

    // Budget: each currency on its own, together only by the rates that are said. 3000 ÷ 15 + 100 = 300.
    await go(`/plans/${plan}/goals/${goal}?uselang=es`);
    const budget = page.getByRole('table', { name: 'Presupuesto' });
    assert.match(await budget.getByRole('row', { name: /Total en US\$/ }).innerText(), /300/);
    assert.deepEqual(complaints, []);
    await context.close();
});

/** Moves a plan through the states that lie before `last`, and into it. */
async function moved(call, plan, last) {
    for (const state of ['in_consultation', 'agreed', 'closed']) {
        const { body: { revision } } = await call('GET', `/plans/${plan}`);
        const { status, body } = await call('POST', `/plans/${plan}/state`, { state, base: revision, comment: 'prueba' });
        assert.equal(status, 200, JSON.stringify(body));
        if (state === last) return;
    }
}

test('a closed plan’s goal says why it stays as it is, and who may open the plan again', async () => {
    const { page, context, complaints, go } = await openPage(browser, program.address, { language: 'es', bypassCSP: true });
    await signIn(page, program.address, program.accounts.find(({ name }) => name === 'Coordinadora'));
    const call = await asPerson(page, program.address);
    const { plan, goal } = await planOf2016(call);
    const changing = () => page.locator('.page-header, .indicator__head').getByRole('link', { name: 'Editar', exact: true }).or(page.getByRole('button', { name: /^Revisar/ }));
    await go(`/plans/${plan}/goals/${goal}?uselang=es`);
    assert.ok((await changing().count()) >= 3);
    await moved(call, plan, 'closed');
    await go(`/plans/${plan}/goals/${goal}?uselang=es`);
    await page.getByText('El plan está cerrado').waitFor();
    assert.equal(await changing().count(), 0);
    assert.ok((await page.getByRole('link', { name: 'Agregar un valor' }).count()) > 0, 'values still come');
    await assertWellMade(page, 'goal of a closed plan', 'wide');
    await page.getByRole('link', { name: /pueden volver a abrirlo/ }).click();
    await page.getByRole('button', { name: 'Reabrir el plan' }).waitFor();
    assert.equal(await page.locator('main').getByRole('link', { name: 'Editar', exact: true }).count(), 0);
    assert.deepEqual(complaints, []);
    await context.close();
});

test('open comments are counted beside the fields they are about, and lead to the thread', async () => {
    const { page, context, complaints, go } = await openPage(browser, program.address, { language: 'es', bypassCSP: true });
    await signIn(page, program.address, program.accounts.find(({ name }) => name === 'Coordinadora'));
    const call = await asPerson(page, program.address);
    const { plan, goal } = await planOf2016(call);
    const said = async (field, text) => {
        const data = { organisation, about: { kind: 'goal', id: goal }, field, text, language: 'es' };
        const { status, body } = await call('POST', '/comments', { data });
        assert.equal(status, 201, JSON.stringify(body));
        return body.id;
    };
    await said('/statement', '¿Sesenta, de dónde salen?');
    const resolved = await said('/statement', '¿Escuelas o aulas?');
    await said('/type', '¿No es aumentar?');
    await go(`/plans/${plan}/goals/${goal}?uselang=es`);
    await page.getByRole('link', { name: 'Enunciado: 2 comentarios abiertos sobre «Enunciado»: ir allí' }).waitFor();
    const type = page.getByRole('heading', { name: /^Tipo/ }).getByRole('link');
    assert.match(await type.innerText(), /^un comentario abierto/);
    await type.press('Enter');
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    assert.match(await focused(), /¿No es aumentar\?/);
    await assertWellMade(page, 'goal with comments', 'wide');
    assert.equal((await call('POST', `/comments/${resolved}/resolve`, { resolved: true })).status, 200);
    await go(`/plans/${plan}/goals/${goal}?uselang=es`);
    await page.getByRole('link', { name: 'Enunciado: un comentario abierto sobre «Enunciado»: ir allí' }).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
});

test('next year’s plan is looked at, then made, with what was measured as its baselines', async () => {
    const { page, context, complaints, go } = await openPage(browser, program.address, { language: 'es' });
    await signIn(page, program.address, program.accounts.find(({ name }) => name === 'Coordinadora'));
    const { plan } = await planOf2016(await asPerson(page, program.address));
    await go(`/plans/${plan}?uselang=es`);
    await page.getByRole('button', { name: 'Hacer con este el plan del año próximo' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Ver qué resultará' }).click();
    await dialog.getByText('1 línea de base a partir de lo medido').waitFor();
    assert.match(await dialog.innerText(), /Charlas dadas: 45/);
    await dialog.getByText('1 línea de base por reunir').waitFor();
    await dialog.getByRole('button', { name: 'Hacer el plan' }).click();
    await page.waitForURL(/plan-2017/);
    await settled(page);
    assert.equal(await page.locator('h1').innerText(), 'Plan 2017');
    assert.equal(await page.locator('[aria-current="step"]').innerText(), 'Borrador');
    await page.getByRole('link', { name: /Dar 60 charlas/ }).first().click();
    await page.getByText('Último valor del plan anterior: observación').first().waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
});

test('vision and mission are written once and stand on the organisation’s page', async () => {
    const { page, context, complaints, go } = await openPage(browser, program.address, { language: 'es' });
    await signInAsSteward(page, program);
    await go('/organisations/wmcl/purpose?uselang=es');
    await page.getByRole('link', { name: 'Escribirlos' }).click();
    await page.getByRole('group', { name: 'Visión' }).getByRole('textbox').first().fill('Que todas las personas compartan lo que saben (demo)');
    await page.getByRole('button', { name: 'Guardar' }).click();
    await page.waitForURL('**/organisations/wmcl/purpose');
    await page.getByText('Que todas las personas compartan').waitFor();
    await page.getByText(/Falta en/).first().waitFor();
    await go('/organisations/wmcl?uselang=es');
    await page.getByText('Que todas las personas compartan').waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
});
