// SPDX-License-Identifier: GPL-3.0-or-later
// The region on one page: members side by side, filters in the address, by keyboard, as a table, saved, in a frame.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { asPerson, assertWellMade, openPage, settled, signInAsSteward, startBrowser, startProgram } from './harness.mjs';

const YEAR = { first_day: '2014-01-01', last_day: '2014-12-31' };
const MEMBERS = [
    ['wmar', 150, 162],
    ['wmcl', 120, 60],
    ['wmmx', 200, 90],
    ['wmuy', 80, 30],
    ['wmpt', 100, null],
];

let program;
let browser;
before(async () => {
    program = await startProgram();
    browser = await startBrowser();
    const { page, context } = await openPage(browser, program.address);
    await signInAsSteward(page, program);
    await goalsOf2014(await asPerson(page, program.address));
    await context.close();
});
after(async () => {
    await browser?.close();
    await program?.stop();
});

/** A goal of each member that feeds the same core metric; the goal of wmcl was missed, with a lesson. */
async function goalsOf2014(call) {
    const made = async (kind, data) => {
        const { status, body } = await call('POST', `/${kind}`, { data });
        assert.equal(status, 201, JSON.stringify(body));
        return body.id;
    };
    for (const [organisation, target, value] of MEMBERS) {
        const plan = await made('plans', { organisation, title: { es: 'Plan de prueba' }, ...YEAR, check: 'demo' });
        const objective = await made('objectives', { organisation, plan, title: { es: 'Comunidad' } });
        const goal = await made('goals', { organisation, plan, objective, statement: { es: `Llegar a ${target} personas` }, type: 'reach', ...YEAR, check: 'demo' });
        const indicator = await made('indicators', {
            organisation,
            goal,
            name: { es: 'Personas que participan' },
            unit: { es: 'personas' },
            core_metric: 'participants-tested',
            direction: 'increasing',
            accumulation: 'cumulative',
            frequency: 'yearly',
            targets: [{ ...YEAR, value: { value: target, quality: 'exact' } }],
        });
        if (value !== null)
            await made('observations', { organisation, indicator, ...YEAR, value: { value, quality: 'exact' }, by: 'reported', check: 'demo' });
        if (organisation === 'wmcl')
            await made('reviews', {
                organisation,
                plan,
                title: { es: 'Revisión' },
                ...YEAR,
                state: 'closed',
                closed_on: '2015-02-01',
                goals: [{ goal, outcome: 'missed', differently: { es: 'Empezar antes' } }],
                check: 'demo',
            });
    }
}

const chart = (page) => page.getByRole('figure', { name: 'Personas que participan' });
const membersOf = (page) => chart(page).locator('tbody th').allInnerTexts();

test('members stand by name, each against its own target, with the median drawn from three values on', async () => {
    const { page, go, complaints, context } = await openPage(browser, program.address);
    await go('/region?year=2014&indicator=core:participants-tested');
    const names = await membersOf(page);
    assert.equal(names.length, 5);
    assert.deepEqual(names, [...names].sort((a, b) => a.localeCompare(b, 'es')));
    const words = await chart(page).innerText();
    // 30, 60, 90, 162: the median is (60 + 90) / 2; the quartiles 30 + 0.75 · 30 and 90 + 0.25 · 72.
    assert.match(words, /Mediana 75 · mitad central 52,5–108/);
    assert.match(words, /medido por 4 de 5 organizaciones/);
    assert.match(words, /162.*de 150.*alcanzado/s);
    assert.match(words, /sin medir/);
    await page.getByText('Empezar antes').waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
});

test('filters and order are in the address, and the way back leads through them', async () => {
    const { page, go, context } = await openPage(browser, program.address);
    await go('/region?year=2014&indicator=core:participants-tested');
    await page.getByRole('combobox', { name: 'País' }).click();
    await page.getByRole('option', { name: 'México' }).click();
    await page.waitForURL(/country=MX/);
    await page.waitForFunction(() => document.querySelectorAll('.indicator-chart tbody tr').length === 1);
    assert.deepEqual(await membersOf(page), ['Wikimedia México']);
    await go('/region?year=2014&indicator=core:participants-tested&order=value');
    assert.equal((await membersOf(page))[0], 'Wikimedia Argentina');
    await page.getByRole('button', { name: '2015' }).click();
    await page.waitForURL(/year=2014,2015/);
    await page.getByRole('heading', { level: 1, name: 'La región, 2014 · 2015' }).waitFor();
    await context.close();
});

test('a number of goals opens the goals that it counts', async () => {
    const { page, go, context, complaints } = await openPage(browser, program.address, { bypassCSP: true });
    await go('/region?year=2014&indicator=core:participants-tested');
    const row = page.getByRole('region', { name: 'Objetivos por organización' }).or(page.locator('table')).locator('tr', { hasText: 'Wikimedia Chile' }).last();
    const missed = row.locator('td[data-label="No cumplidos"]').getByRole('button');
    const counted = Number(await missed.innerText());
    assert.ok(counted > 0);
    await missed.press('Enter');
    await page.getByRole('link', { name: 'Abrir los objetivos' }).click();
    await page.waitForURL(/\/region\/goals\?.*member=wmcl.*standing=missed/);
    await page.getByRole('heading', { name: 'Objetivos de la región, 2014' }).waitFor();
    await settled(page);
    assert.equal(await page.locator('.region-goals li').count(), counted);
    await page.getByRole('link', { name: /decidido en la revisión/ }).first().waitFor();
    await assertWellMade(page, 'goals of the region', 'wide');
    await page.getByRole('combobox', { name: 'Cómo va' }).click();
    await page.getByRole('option', { name: 'Todos', exact: true }).or(page.getByRole('option', { name: /^Tod/ })).first().click();
    await page.waitForURL((url) => !url.search.includes('standing='));
    assert.ok((await page.locator('.region-goals li').count()) >= counted);
    assert.deepEqual(complaints, []);
    await context.close();
});

test('the keyboard alone reaches a year, the table and a number', async () => {
    const { page, go, context } = await openPage(browser, program.address);
    await go('/region?year=2014&indicator=core:participants-tested');
    await page.getByRole('button', { name: 'Tabla' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/view=table/);
    const table = page.getByRole('region', { name: 'Organizaciones e indicadores' });
    assert.match(await table.innerText(), /Mediana\s+75/);
    await page.getByRole('button', { name: 'Gráficos' }).focus();
    await page.keyboard.press('Enter');
    await chart(page).waitFor();
    await chart(page).getByRole('button', { name: '162' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Abrir el objetivo' }).waitFor();
    await context.close();
});

test('a view is saved under a name, found by others, and taken away again', async () => {
    const steward = await openPage(browser, program.address);
    await signInAsSteward(steward.page, program);
    await steward.go('/region?year=2014&indicator=core:participants-tested&order=place');
    await steward.page.getByRole('button', { name: 'Guardar esta vista' }).click();
    const dialog = steward.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Título' }).fill('Vista de la prueba');
    await dialog.getByRole('button', { name: 'Guardar' }).click();
    await steward.page.getByRole('link', { name: 'Vista de la prueba' }).waitFor();
    const visitor = await openPage(browser, program.address);
    await visitor.go('/region?year=2015');
    await visitor.page.getByRole('link', { name: 'Vista de la prueba' }).click();
    await visitor.page.waitForURL(/order=place/);
    await chart(visitor.page).waitFor();
    assert.equal(await visitor.page.getByRole('button', { name: 'Guardar esta vista' }).count(), 0);
    await visitor.context.close();
    const saved = steward.page.locator('.saved-views li').filter({ hasText: 'Vista de la prueba' });
    await saved.getByRole('button').click();
    await steward.page.getByRole('dialog').getByRole('button', { name: /Quitar|Eliminar/ }).last().click();
    await saved.waitFor({ state: 'detached' });
    assert.deepEqual([...steward.complaints, ...visitor.complaints], []);
    await steward.context.close();
});

test('a chart is taken away as a picture and the values as files', async () => {
    const { page, go, context } = await openPage(browser, program.address);
    await go('/region?year=2014&indicator=core:participants-tested');
    const [download] = await Promise.all([page.waitForEvent('download'), chart(page).getByRole('button', { name: /SVG/ }).click()]);
    assert.equal(download.suggestedFilename(), 'region-core-participants-tested.svg');
    const answers = await Promise.all(
        ['CSV', 'XLSX', 'JSON'].map(async (name) => {
            const address = await page.getByRole('link', { name: `Descargar como ${name}` }).getAttribute('href');
            return page.request.get(program.address + address);
        }),
    );
    assert.deepEqual(answers.map((answer) => answer.status()), [200, 200, 200]);
    assert.match(await answers[0].text(), /wmmx,Wikimedia México,core:participants-tested/);
    await context.close();
});

test('another site may hold the embedded region in a frame, and no other page', async () => {
    const embed = `${program.address}/region?year=2014&indicator=core:participants-tested&embed=1`;
    const html = `<!doctype html><title>x</title><iframe id="a" src="${embed}" width="900" height="700"></iframe><iframe id="b" src="${program.address}/plans"></iframe>`;
    const other = createServer((_, answer) => answer.writeHead(200, { 'Content-Type': 'text/html' }).end(html));
    await new Promise((listening) => other.listen(0, '127.0.0.1', listening));
    const { page, context } = await openPage(browser, program.address);
    await page.goto(`http://127.0.0.1:${other.address().port}/`);
    const framed = page.frameLocator('#a');
    await framed.getByRole('figure', { name: 'Personas que participan' }).waitFor();
    assert.equal(await framed.locator('.site-header').count(), 0);
    assert.equal(await page.frameLocator('#b').locator('.site-header').count(), 0);
    const [opened] = await Promise.all([context.waitForEvent('page'), framed.getByRole('link', { name: 'Wikimedia Chile' }).first().click()]);
    await settled(opened);
    assert.match(opened.url(), /\/organisations\/wmcl$/);
    await context.close();
    other.close();
});
