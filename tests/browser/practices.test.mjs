// SPDX-License-Identifier: GPL-3.0-or-later
// Good practices, in Spanish: found without an account, endorsed by another organisation and never by one's own, adopted into
// a plan whose results come back, and moved from stage to stage with a reason.
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

const OWN = 'talleres-de-a-dos'; // of wmar
const OTHERS = 'curso-de-un-semestre'; // of wmcl
const account = (name) => program.accounts.find((one) => one.name === name);

test('who is not signed in finds a practice; what the list is narrowed to is in the address', async () => {
    const { page, context, complaints, go } = await openPage(browser, program.address, { language: 'es' });
    await go('/?uselang=es');
    await page.getByRole('link', { name: 'Todas las buenas prácticas' }).click();
    await page.waitForURL('**/practices*');
    await page.getByText('6 en total', { exact: true }).waitFor(); // the page before says "26 en total"
    await page.getByRole('searchbox', { name: 'Buscar' }).last().fill('CALIFICA artículo');
    await page.getByText('1 de 6').waitFor();
    await page.waitForURL('**q=CALIFICA*');
    await go('/practices?uselang=es&stage=retired&organisation=wmar');
    await page.getByText('1 de 6').waitFor();
    await page.getByRole('link', { name: '(demo) Wikipedia en tu provincia' }).click();
    await settled(page);
    await page.getByText('Se dejó tras los malos resultados').waitFor();
    assert.equal(await page.locator('[aria-current=step]').innerText().then((text) => text.includes('retirada')), true);
    assert.equal(await page.getByRole('button', { name: 'Respaldar' }).count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Adoptar en nuestro plan' }).count(), 0);
    await go('/organisations/wmar?uselang=es');
    await page.getByRole('link', { name: 'Sus buenas prácticas' }).click();
    await page.waitForURL('**/practices?organisation=wmar*');
    await page.getByText('2 de 6').waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
});

test('another organisation endorses with its words, once; one’s own cannot', async () => {
    const { page, context, complaints, go } = await openPage(browser, program.address, { language: 'es' });
    await signIn(page, program.address, account('Miembro'));
    await go(`/practices/${OWN}?uselang=es`);
    assert.equal(await page.getByRole('button', { name: 'Respaldar' }).count(), 0, 'one’s own practice offers to be endorsed');
    const call = await asPerson(page, program.address);
    const data = { organisation: 'wmar', text: { es: 'Es muy buena' } };
    const refused = await call('POST', `/practices/${OWN}/endorse?uselang=es`, { data });
    assert.equal(refused.status, 400);
    assert.match(refused.body.detail, /otra organización/);

    await go(`/practices/${OTHERS}?uselang=es`);
    await page.getByRole('button', { name: 'Respaldar' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('En nombre de Wikimedia Argentina').waitFor();
    await dialog.getByRole('button', { name: 'Respaldar' }).click();
    await dialog.getByText('Escriban por qué la respaldan.').waitFor();
    await dialog.getByLabel('español').fill('La usamos en La Plata y nadie abandonó.');
    await dialog.getByRole('button', { name: 'Respaldar' }).click();
    await page.getByText('El respaldo quedó guardado.').waitFor();
    await page.locator('blockquote').getByText('La usamos en La Plata').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Respaldar' }).count(), 0, 'it can be endorsed twice');
    await go('/practices?uselang=es&organisation=wmcl');
    await page.getByText('con el respaldo de 2 organizaciones').waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
});

test('a plan adopts a practice with a new goal, and its result comes back', async () => {
    const { page, context, complaints, go } = await openPage(browser, program.address, { language: 'es' });
    await signIn(page, program.address, account('Coordinadora'));
    await go(`/practices/${OTHERS}?uselang=es`);
    await page.getByRole('button', { name: 'Adoptar en nuestro plan' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Adoptar', exact: true }).click();
    await dialog.getByText('Elijan el plan.').waitFor();
    await dialog.getByRole('combobox', { name: 'Plan' }).click();
    await page.getByRole('option', { name: '(demo) Plan 2015 de Wikimedia Argentina' }).click();
    await dialog.getByRole('combobox', { name: 'Objetivo SMART nuevo' }).click();
    await page.getByRole('option', { name: '(demo) Educación' }).click();
    await dialog.getByLabel('español').fill('Con dos docentes por curso');
    await dialog.getByRole('button', { name: 'Adoptar', exact: true }).click();
    await page.getByText('Quedó adoptada en su plan.').waitFor();
    const adopted = page.locator('.practice-adoptions__one', { hasText: 'Con dos docentes por curso' });
    await adopted.getByText('todavía sin indicador').waitFor();

    // The goal gets an indicator and a value: the practice shows how far it is.
    const call = await asPerson(page, program.address);
    const { body: view } = await call('GET', `/views/practices/${OTHERS}`);
    const { goal } = view.adoptions.find(({ adoption }) => adoption.data.plan === 'wmar-2015');
    const year = { first_day: '2015-01-01', last_day: '2015-12-31' };
    const made = async (plural, data) => {
        const { status, body } = await call('POST', `/${plural}`, { data: { organisation: 'wmar', ...data } });
        assert.equal(status, 201, JSON.stringify(body));
        return body.id;
    };
    const indicator = await made('indicators', {
        goal: goal.goal.id,
        name: { es: 'Artículos' },
        unit: { es: 'artículos' },
        accumulation: 'cumulative',
        targets: [{ ...year, value: { value: 40, quality: 'exact' } }],
    });
    await made('observations', { indicator, ...year, value: { value: 44, quality: 'exact' }, by: 'reported', check: 'demo' });
    await go(`/practices/${OTHERS}?uselang=es`);
    await adopted.getByText('alcanzado').waitFor();
    await adopted.getByRole('link', { name: 'Poner en marcha la práctica' }).click();
    await page.locator('.side-rail').getByRole('link', { name: '(demo) Un semestre entero en la universidad' }).click();
    await page.waitForURL(`**/practices/${OTHERS}*`);
    assert.deepEqual(complaints, []);
    await context.close();
});

test('its own organisation moves it to another stage with a reason, and sees what the rules say', async () => {
    const { page, context, complaints, go } = await openPage(browser, program.address, { language: 'es' });
    await signIn(page, program.address, account('Coordinadora'));
    await go(`/practices/${OWN}?uselang=es`);
    await page.getByText('Tocaba volver a mirarla el').waitFor();
    await page.getByRole('button', { name: 'Pasar a otra etapa' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Decidir' }).click();
    await dialog.getByText('Digan por qué.').waitFor();
    const reason = dialog.getByRole('group', { name: 'Razón' }).getByLabel('español');
    await reason.fill('Los talleres ahora son en línea');

    // What was written is kept: the page is left and the address of the draft leads back to it.
    await dialog.getByText('Borrador').waitFor();
    await go(`/practices/${OWN}?uselang=es&do=stage`);
    assert.equal(await reason.inputValue(), 'Los talleres ahora son en línea');
    await dialog.getByRole('button', { name: 'Decidir' }).click();
    await page.getByText('La decisión quedó anotada.').waitFor();
    await page.locator('.stage-line__decisions').getByText('Los talleres ahora son en línea').waitFor();
    assert.equal(await page.getByText('Tocaba volver a mirarla el').count(), 0, 'a retired practice is to be looked at again');

    // The form says what the rules find as one writes.
    await go('/new/practice?uselang=es&organisation=wmar');
    await page.getByRole('heading', { name: 'Qué puede mejorar' }).waitFor();
    await page.getByText('No dice qué problema resuelve.').waitFor();
    await page.getByRole('group', { name: 'Problema' }).getByLabel('español').fill('Nadie vuelve');
    await page.getByText('No dice qué problema resuelve.').waitFor({ state: 'detached' });
    assert.deepEqual(complaints, []);
    await context.close();
});

test('another organisation endorses a goal on its page, and takes its word back', async () => {
    const { page, context, complaints, go } = await openPage(browser, program.address, { language: 'es' });
    await signIn(page, program.address, account('Coordinadora'));
    await go('/goals/wmcl-2018-concursos?uselang=es');
    await page.getByRole('button', { name: 'Respaldar en nombre de Wikimedia Argentina' }).click();
    const back = page.getByRole('button', { name: 'Retirar el respaldo de Wikimedia Argentina' });
    await back.waitFor();
    await go('/history/goal/wmcl-2018-concursos?uselang=es');
    await page.getByText('Con el respaldo de Wikimedia Argentina').first().waitFor();
    await go('/goals/wmcl-2018-concursos?uselang=es');
    await back.click();
    await page.getByRole('button', { name: 'Respaldar en nombre de Wikimedia Argentina' }).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
});
