// SPDX-License-Identifier: GPL-3.0-or-later
// An evaluation plan, in Spanish: begun from the plan, its matrix written in place while the rules say what is missing;
// what is due of it, and the calendar that follows it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asPerson, assertWellMade, openPage, settled, signIn, startBrowser, startProgram } from './harness.mjs';

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

const QUESTION = '¿Siguen editando quienes empezaron en los cursos?';
const organisation = 'wmar';

async function signedIn(options = {}) {
    const opened = await openPage(browser, program.address, { language: 'es', ...options });
    await signIn(opened.page, program.address, program.accounts.find(({ name }) => name === 'Coordinadora'));
    return { ...opened, call: await asPerson(opened.page, program.address) };
}

/** A plan of next year with a goal and an indicator, so that what is due of it is not past. */
async function planOfNextYear(call) {
    const year = new Date().getUTCFullYear() + 1;
    const days = { first_day: `${year}-01-01`, last_day: `${year}-12-31` };
    const made = async (plural, data) => {
        const { status, body } = await call('POST', `/${plural}`, { data: { organisation, ...data } });
        assert.equal(status, 201, JSON.stringify(body));
        return body.id;
    };
    const plan = await made('plans', { title: { es: `Plan ${year}` }, ...days, check: 'demo' });
    const objective = await made('objectives', { plan, title: { es: 'Contenido' } });
    const goal = await made('goals', { plan, objective, statement: { es: 'Que sigan editando' }, ...days, check: 'demo' });
    await made('indicators', { goal, name: { es: 'Personas que siguen' }, frequency: 'yearly', targets: [{ ...days, value: { value: 10 } }] });
    return { plan, year };
}

test('a coordinator plans the evaluation, and what it promises is due', async () => {
    const { page, context, complaints, go, call } = await signedIn();
    const { plan, year } = await planOfNextYear(call);
    await go(`/plans/${plan}?uselang=es`);
    await page.getByRole('button', { name: 'Planificar la evaluación' }).click();
    await page.waitForURL('**/evaluation-plans/*');
    await settled(page);
    await page.getByText('Todavía no pregunta nada.').waitFor();

    // A question: what is missing stands in its cell, and goes as it is written.
    await page.getByRole('button', { name: 'Agregar una pregunta' }).click();
    const form = page.locator('.question-form');
    const inSpanish = (label) => form.getByRole('group', { name: label }).getByLabel('español');
    await inSpanish('Pregunta').fill(QUESTION);
    await page.locator('.matrix').getByText('No dice cómo se averiguará.').first().waitFor();
    await inSpanish('Método').fill('Conteo de ediciones de la cohorte');
    await page.locator('tr th ~ td').getByText('No dice cómo se averiguará.').waitFor({ state: 'detached' });
    await form.getByLabel('Personas que siguen').check();
    await inSpanish('Fuente de los datos').fill('Historial de eswiki');
    await form.getByLabel('A recolectar hasta el').fill(`30 nov ${year}`);
    await form.getByLabel('Informar hasta el').fill(`15 nov ${year}`);
    await form.getByText('vence antes de que se recolecten los datos').first().waitFor();
    await form.getByLabel('Informar hasta el').fill(`20 dic ${year}`);
    await inSpanish('Uso de la respuesta').fill('La comisión decide si repite los cursos');
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    await page.getByText('Todo está guardado.').waitFor();
    await page.locator('.matrix .cell-finding').getByText('Nadie es responsable.').waitFor();
    await page.getByText('Hay una cosa que falta o no cuadra').waitFor();

    // Two rows change places.
    await page.getByRole('button', { name: 'Agregar una pregunta' }).click();
    await inSpanish('Pregunta').fill('¿Y en los museos?');
    await page.getByRole('button', { name: 'Subir: ¿Y en los museos?' }).click();
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    await page.getByText('Todo está guardado.').waitFor();
    assert.match(await page.locator('.matrix tbody th').first().innerText(), /museos/);

    // What it promises is due, month by month; the calendar says the same without signing in.
    await page.getByRole('link', { name: 'Qué vence' }).click();
    await page.waitForURL('**/due?*');
    await page.getByRole('heading', { name: `noviembre de ${year}` }).waitFor();
    await page.getByRole('link', { name: `Recolectar datos: ${QUESTION}` }).waitFor();
    await page.getByRole('heading', { name: 'Vencido' }).waitFor();
    const feed = await page.getByRole('link', { name: 'Abrir el archivo' }).getAttribute('href');
    const text = await fetch(feed).then((answer) => answer.text());
    assert.match(text, /^BEGIN:VCALENDAR\r\n/);
    assert.ok(text.includes(`DTSTART;VALUE=DATE:${year}1130\r\n`), text.slice(0, 2000));
    assert.ok(text.replaceAll('\r\n ', '').includes(`SUMMARY:Recolectar datos: ${QUESTION}`));
    assert.deepEqual(complaints, []);
    await context.close();
});

test('somebody else saved meanwhile: both sides, and a merge', async () => {
    const { page, context, go, call } = await signedIn();
    const data = { organisation, plan: 'wmar-2015', title: { es: 'Evaluación a cuatro manos' }, questions: [{ question: { es: '¿Quiénes volvieron?' } }] };
    const { body: plan } = await call('POST', '/evaluation-plans', { data });
    await go(`/evaluation-plans/${plan.id}?uselang=es`);
    await page.getByRole('button', { name: /Editar: ¿Quiénes/ }).click();
    await page.locator('.question-form').getByRole('group', { name: 'Método' }).getByLabel('español').fill('Encuesta');
    const theirs = { ...plan.data, questions: [{ ...plan.data.questions[0], method: { es: 'Entrevistas' } }] };
    await call('PUT', `/evaluation-plans/${plan.id}`, { base: plan.revision, data: theirs });
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    await page.locator('#conflict-title').waitFor();
    await page.locator('.conflict__go').click();
    await page.getByText('Todo está guardado.').waitFor();
    const { body: newest } = await call('GET', `/evaluation-plans/${plan.id}`);
    assert.equal(newest.data.questions[0].method.es, 'Encuesta');
    await context.close();
});

test('a survey after takes over what the one before asks, and what only one of them asks is told', async () => {
    const { page, context, complaints, go, call } = await signedIn();
    await go('/evaluation-plans/wmar-2015-evaluacion?uselang=es');
    await page.locator('.matrix').getByText('«material» se pregunta después, pero no antes').waitFor();
    await page.getByRole('button', { name: 'Editar: (demo) ¿Qué dicen las personas docentes del material?' }).click();
    await page.getByRole('button', { name: 'Quitar la pregunta 2 de la encuesta' }).click();
    await page.getByRole('button', { name: 'Quitar la pregunta 1 de la encuesta' }).click();
    await page.getByRole('button', { name: 'Preguntar lo mismo que la otra encuesta' }).click();
    assert.equal(await page.getByLabel('Clave de la pregunta 1').inputValue(), 'confianza');
    await page.locator('.matrix').getByText('«material»').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    await page.getByText('Todo está guardado.').waitFor();
    const { body } = await call('GET', '/evaluation-plans/wmar-2015-evaluacion');
    assert.deepEqual(body.data.questions[3].survey_items, body.data.questions[2].survey_items);
    assert.deepEqual(complaints, []);
    await context.close();
});

test('who is not signed in reads the matrix on a phone, and what is due of the whole network', async () => {
    const { page, context, complaints, go } = await openPage(browser, program.address, { language: 'es', width: 'phone' });
    await go('/evaluate?uselang=es');
    await page.getByRole('link', { name: /^Evaluación de Plan/ }).click();
    await page.locator('.matrix').getByText(QUESTION).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Guardar' }).count(), 0);
    await go('/due?uselang=es');
    await page.getByRole('link', { name: `Recolectar datos: ${QUESTION}` }).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
});

test('the days by which a plan is reviewed are chosen where one sees what is due', async () => {
    const { page, context, complaints, go, call } = await signedIn({ bypassCSP: true });
    const { plan, year } = await planOfNextYear(call);
    await go(`/due?organisation=${organisation}&uselang=es`);
    const own = page.getByRole('listitem').filter({ has: page.locator(`a[href="/plans/${plan}"]`) }).filter({ has: page.locator('.review-days') });
    await own.getByRole('button', { name: 'Elegir días de revisión' }).press('Enter');
    await page.keyboard.press('Tab');
    await own.getByLabel('Día de revisión 1').fill(`${year}-06-30`);
    await own.getByRole('button', { name: 'Añadir un día' }).click();
    await own.getByLabel('Día de revisión 2').fill(`${year - 1}-06-30`);
    await own.getByRole('button', { name: 'Guardar' }).click();
    await own.getByText('anterior al comienzo del plan').waitFor();
    await assertWellMade(page, 'choosing review days', 'wide');
    await own.getByRole('button', { name: 'Quitar el día 2' }).click();
    await own.getByRole('button', { name: 'Guardar' }).click();
    await own.locator(`time[datetime="${year}-06-30"]`).waitFor();
    await page.locator('.due-list__one', { hasText: `Revisión de resultados: Plan ${year}` }).waitFor();
    assert.deepEqual((await call('GET', `/plans/${plan}`)).body.data.review_days, [`${year}-06-30`]);
    await go(`/plans/${plan}?uselang=es`);
    await page.locator(`.plan-reviews time[datetime="${year}-06-30"]`).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
});
