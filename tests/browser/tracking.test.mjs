// SPDX-License-Identifier: GPL-3.0-or-later
// The indicator tracking table: written in like a spreadsheet, by keyboard alone, with the clipboard, on a phone.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { asPerson, assertWellMade, openPage, settled, signIn, startBrowser, startProgram } from './harness.mjs';

const YEAR = { first_day: '2015-01-01', last_day: '2015-12-31' };
const QUARTERS = [['2015-01-01', '2015-03-31'], ['2015-04-01', '2015-06-30'], ['2015-07-01', '2015-09-30'], ['2015-10-01', '2015-12-31']];

let program;
let browser;
let opened;
let page;
let call;
let plan;
let count = 0;

before(async () => {
    program = await startProgram();
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await program?.stop();
});

async function coordinator(options = {}) {
    const made = await openPage(browser, program.address, { language: 'es', permissions: ['clipboard-read', 'clipboard-write'], ...options });
    await signIn(made.page, program.address, program.accounts.find(({ name }) => name === 'Coordinadora'));
    return { ...made, call: await asPerson(made.page, program.address) };
}

/** A plan of 2015 with a running total (400 by December) and an indicator with a target for each quarter (10, usual 1 to 50). */
async function planWithIndicators() {
    const made = async (kind, data) => {
        const { status, body } = await call('POST', `/${kind}`, { data: { organisation: 'wmar', ...data } });
        assert.equal(status, 201, JSON.stringify(body));
        return body.id;
    };
    const title = { es: `Plan con tabla ${++count}` };
    const id = await made('plans', { title, ...YEAR, check: 'demo' });
    const objective = await made('objectives', { plan: id, title: { es: `Comunidad ${count}` } });
    const statement = { es: `Sumar 400 personas a los talleres de 2015, grupo ${count}` };
    const goal = await made('goals', { plan: id, objective, statement, type: 'reach', ...YEAR, check: 'demo' });
    const amount = (value) => ({ value, quality: 'exact' });
    await made('indicators', {
        goal, name: { es: `A Personas ${count}` }, kind: 'reported', unit: { es: 'personas' }, accumulation: 'cumulative',
        frequency: 'quarterly', targets: [{ ...YEAR, value: amount(400) }],
    });
    await made('indicators', {
        goal, name: { es: `B Talleres ${count}` }, kind: 'reported', unit: { es: 'talleres' }, accumulation: 'periodic',
        frequency: 'quarterly', least: amount(1), greatest: amount(50),
        targets: QUARTERS.map(([first_day, last_day]) => ({ first_day, last_day, value: amount(10) })),
    });
    return id;
}

beforeEach(async () => {
    opened = await coordinator();
    ({ page, call } = opened);
    plan = await planWithIndicators();
    await opened.go(`/plans/${plan}/tracking?uselang=es`);
});
afterEach(async () => {
    assert.deepEqual(opened.complaints, []);
    await opened.context.close();
});

const cell = (row, column) => page.locator(`[data-place="${row}-${column}"]`);
const saveButton = () => page.getByRole('button', { name: /^Guardar/ });
const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
};
async function typed(text, then) {
    await page.keyboard.type(text);
    await page.keyboard.press(then);
}
async function saved() {
    const { body } = await call('GET', `/views/plans/${plan}/tracking`);
    return body.objectives[0].goals[0].rows.map(({ cells }) => cells.map((one) => one?.actual?.value ?? null));
}
/** The place that has the focus. */
const focus = () => page.evaluate(() => document.activeElement?.getAttribute('data-place'));

test('values are typed, corrected, undone and saved by keyboard alone', async () => {
    for (let stop = 0; stop < 60 && (await focus()) !== '0-0'; stop++) await page.keyboard.press('Tab');
    assert.equal(await focus(), '0-0', 'Tab reaches the table');
    await typed('1.040', 'Tab');
    assert.equal(await focus(), '0-1');
    await typed('95', 'Enter');
    assert.equal(await focus(), '1-1');
    await cell(0, 1).getByText('Un total acumulado no baja').waitFor();
    await press('ArrowUp', 'ArrowLeft', 'F2', 'Home', 'Delete', 'Delete', 'Delete', 'Enter');
    assert.match(await cell(0, 0).innerText(), /^40\b/);
    assert.equal(await page.getByText('Un total acumulado no baja').count(), 0);
    await press('ArrowRight');
    await typed('muchos', 'Escape');
    assert.equal(await cell(1, 1).getByText('muchos').count(), 0);
    await typed('muchos', 'Enter');
    await cell(1, 1).getByText('no es un número').waitFor();
    assert.ok(await saveButton().isDisabled());
    await press('Control+z');
    await cell(1, 1).getByText('no es un número').waitFor({ state: 'detached' });
    await press('ArrowLeft');
    await typed('- no hubo talleres', 'Enter');
    for (let stop = 0; stop < 20 && !(await saveButton().evaluate((button) => button === document.activeElement)); stop++)
        await page.keyboard.press('Tab');
    await press('Enter');
    await page.getByText('Se guardaron 3 valores.').waitFor();
    const [people, workshops] = await saved();
    assert.deepEqual(people, [40, 95, null, null]);
    assert.deepEqual(workshops, [null, null, null, null]);
});

test('a block is pasted from a spreadsheet, undone, done again, copied, filled down and saved', async () => {
    await cell(0, 0).click();
    await page.evaluate(() => navigator.clipboard.writeText('100\t205,5\t"310"\n12\t0\t9\t≥ 11\n'));
    await press('Control+v');
    await page.getByText('7 celdas pegadas').waitFor();
    assert.match(await cell(0, 1).innerText(), /^205,5/);
    await cell(1, 1).getByText('Menos de lo habitual').waitFor();
    await press('Control+z');
    assert.equal(await page.getByText('sin guardar').count(), 0);
    await press('Control+y');
    assert.equal(await page.getByText('sin guardar').count(), 7);

    await cell(0, 0).click();
    await press('Shift+ArrowRight', 'Control+c');
    await page.getByText('2 celdas copiadas').waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '100\t205,5');
    await cell(0, 3).click();
    await typed('400', 'ArrowUp');
    await press('Shift+ArrowDown', 'Control+d');
    assert.match(await cell(1, 3).innerText(), /^400/);
    await press('Control+z');
    assert.match(await cell(1, 3).innerText(), /^≥ 11/);

    await saveButton().click();
    await page.getByText('Se guardaron 8 valores.').waitFor();
    assert.deepEqual(await saved(), [[100, 205.5, 310, 400], [12, 0, 9, 11]]);
    await page.reload();
    await settled(page);
    await cell(0, 3).getByText('alcanzado').waitFor();
    await cell(1, 1).getByText('no alcanzado').waitFor();
    await cell(1, 2).getByText('casi alcanzado').waitFor();
    assert.match(await cell(1, 3).innerText(), /11/);
});

test('what is not saved survives a reload, and Save takes it', async () => {
    await cell(0, 2).click();
    await typed('77', 'Enter');
    await page.getByText('Borrador guardado en este navegador').waitFor();
    page.on('dialog', (dialog) => dialog.accept());
    await page.reload();
    await settled(page);
    assert.match(await cell(0, 2).innerText(), /^77/);
    await page.getByText('sin guardar').first().waitFor();
    await saveButton().click();
    await page.getByText('Se guardó un valor.').waitFor();
    await page.reload();
    await settled(page);
    assert.equal(await page.getByText('sin guardar').count(), 0);
    assert.deepEqual((await saved())[0], [null, null, 77, null]);
});

test('what somebody else changed meanwhile is shown, and one chooses', async () => {
    await cell(1, 0).click();
    await typed('5', 'Tab');
    await typed('6', 'Tab');
    const { body } = await call('GET', `/views/plans/${plan}/tracking`);
    const indicator = body.objectives[0].goals[0].rows[1].indicator.id;
    const [first_day, last_day] = QUARTERS[0];
    const theirs = { indicator, first_day, last_day, observation: null, base: 0, value: { value: 9, quality: 'exact' } };
    assert.equal((await call('POST', `/plans/${plan}/tracking`, { cells: [theirs] })).status, 200);

    await saveButton().click();
    await page.getByRole('heading', { name: 'Alguien más guardó mientras tanto' }).waitFor();
    assert.deepEqual((await saved())[1], [9, null, null, null], 'nothing of mine was saved');
    await page.getByText('9 (Coordinadora)').click();
    await page.getByRole('button', { name: 'Tomar estos valores' }).click();
    await page.getByText('sin guardar').nth(1).waitFor({ state: 'detached' });
    await saveButton().click();
    await page.getByText('Se guardó un valor.').waitFor();
    assert.deepEqual((await saved())[1], [9, 6, null, null]);
});

test('periods and legend are in the address, and the files are there', async () => {
    await call('POST', `/plans/${plan}/tracking`, { cells: [] });
    await opened.go(`/plans/${plan}/tracking?columns=years&met=90&on=70&uselang=es`);
    assert.equal(await page.getByRole('columnheader').count(), 4);
    await page.getByText('desde el 90 % del número objetivo').waitFor();
    for (const ending of ['XLSX', 'CSV']) {
        const link = page.getByRole('link', { name: new RegExp(ending) });
        const address = await link.getAttribute('href');
        assert.match(address, /columns=years/);
        const answer = await page.request.get(program.address + address);
        assert.equal(answer.status(), 200);
        assert.match(answer.headers()['content-disposition'], /attachment/);
    }
});

/** Participants by gender, with parts that make up the total. */
async function splitByGender() {
    const { body } = await call('GET', `/views/plans/${plan}/tracking`);
    const { id } = body.objectives[0].goals[0].rows[1].indicator;
    const { body: { revision, data } } = await call('GET', `/indicators/${id}`);
    const disaggregations = [{ key: 'gender', name: { es: 'Género' }, categories: [{ key: 'women', name: { es: 'mujeres' } }, { key: 'men', name: { es: 'hombres' } }] }];
    const { status, body: said } = await call('PUT', `/indicators/${id}`, { base: revision, data: { ...data, disaggregations }, comment: 'prueba' });
    assert.equal(status, 200, JSON.stringify(said));
}
const parts = async () => {
    const { body } = await call('GET', `/views/plans/${plan}/tracking`);
    const { cells } = body.objectives[0].goals[0].rows[1];
    return cells.map((one) => (one?.observations[0]?.parts ?? []).map(({ category, value }) => `${category} ${value.value}`).join(', '));
};

test('categories are written in lines of their own, held against the total, and propose it', async () => {
    await splitByGender();
    await opened.go(`/plans/${plan}/tracking?uselang=es`);
    assert.equal(await page.getByRole('rowheader', { name: /mujeres/ }).count(), 0);
    await page.getByRole('checkbox', { name: 'Con una línea por categoría' }).check();
    await page.getByRole('rowheader', { name: /mujeres/ }).waitFor();
    await cell(1, 0).click();
    await page.evaluate(() => navigator.clipboard.writeText('20\t\n12\t7\n9\t5\n'));
    await press('Control+v');
    await cell(1, 0).getByText('Por Género suma 21 y el total es 20: corrijan uno de los dos.').waitFor();
    await cell(3, 0).click();
    await typed('8', 'Enter');
    await cell(1, 0).getByText('suma 21').waitFor({ state: 'detached' });
    await cell(1, 1).getByText('Suma 12 (Género)').waitFor();
    await saveButton().click();
    await page.getByText('Se guardaron 2 valores.').waitFor();
    assert.deepEqual(await parts(), ['women 12, men 8', 'women 7, men 5', '', '']);
    assert.deepEqual((await saved())[1], [20, null, null, null], 'the sum is not stored by itself');

    await cell(1, 1).click();
    await press('Enter', 'Enter');
    await press('Control+z');
    await cell(1, 1).getByText('Suma 12 (Género)').waitFor();
    await press('Control+y');
    await saveButton().click();
    await page.getByText('Se guardó un valor.').waitFor();
    assert.deepEqual((await saved())[1], [20, 12, null, null]);
    assert.deepEqual((await parts()).slice(0, 2), ['women 12, men 8', 'women 7, men 5']);
});

test('a formula tells how it is made, and follows its parts', async () => {
    const goal = 'wmar-2014-participantes-anual';
    const year = async () => {
        const { body } = await call('GET', `/views/plans/wmar-2014/tracking?columns=targets`);
        const rows = body.objectives.flatMap(({ goals }) => goals).find((one) => one.goal.id === goal).rows;
        return rows.find(({ indicator }) => indicator.id === `${goal}-mujeres`).cells.at(-1).actual?.value;
    };
    // 195 women of 512 people.
    assert.ok(Math.abs((await year()) - (195 / 512) * 100) < 1e-9);
    await opened.go(`/plans/wmar-2014/goals/${goal}?uselang=es`);
    const panel = (name) => page.locator('section.indicator').filter({ has: page.getByRole('heading', { name, exact: true }) });
    const share = panel('Proporción de mujeres');
    await share.locator('.formula-words').getByText('mujeres que participaron').waitFor();
    await share.getByRole('link', { name: 'Participantes en actividades (mujeres)' }).waitFor();
    assert.match(await share.locator('.formula-words').innerText(), /÷ Participantes en actividades × 100/);
    assert.match(await share.innerText(), /38,09/);
    const cost = panel('Costo por participante');
    assert.match(await cost.innerText(), /Gasto en actividades ÷ Participantes en actividades/);
    assert.match(await cost.innerText(), /7,77/);

    // Five more women are told in the tracking table: 200 of 517.
    await opened.go('/plans/wmar-2014/tracking?parts=1&uselang=es');
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /^Participantes en actividades/ }) });
    await row.locator('[data-place]', { hasText: '512' }).click();
    await typed('517', 'ArrowDown');
    await typed('200', 'Enter');
    await saveButton().click();
    await page.getByText('Se guardó un valor.').waitFor();
    assert.ok(Math.abs((await year()) - (200 / 517) * 100) < 1e-9);
    await opened.go(`/plans/wmar-2014/goals/${goal}?uselang=es`);
    assert.match(await panel('Proporción de mujeres').innerText(), /38,68/);
});

test('goals stand below their axis and objective', async () => {
    await opened.context.close();
    opened = await coordinator({ bypassCSP: true });
    ({ page, call } = opened);
    const { body: axis } = await call('POST', '/axes', { data: { organisation: 'wmar', plan, title: { es: 'Personas primero' }, order: 1 } });
    const { body: table } = await call('GET', `/views/plans/${plan}/tracking`);
    const { id } = table.objectives[0].objective;
    const { body: { revision, data } } = await call('GET', `/objectives/${id}`);
    assert.equal((await call('PUT', `/objectives/${id}`, { base: revision, data: { ...data, axis: axis.id } })).status, 200);
    await opened.go(`/plans/${plan}/tracking?uselang=es`);
    const headings = await page.locator('tbody th[scope="rowgroup"]').allInnerTexts();
    assert.deepEqual(headings.slice(0, 2), ['Eje Personas primero', `Comunidad ${count}`]);
    await assertWellMade(page, 'tracking table with an axis', 'wide');
});

test('the plan keeps a legend, and the address overrides it', async () => {
    await opened.go(`/plans/${plan}/tracking?met=90&on=70&uselang=es`);
    await page.getByRole('button', { name: 'Guardar para este plan' }).click();
    await page.waitForURL((url) => !url.search.includes('met='));
    await page.getByText('desde el 90 % del número objetivo').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Guardar para este plan' }).count(), 0);
    const { body } = await call('GET', `/plans/${plan}`);
    assert.deepEqual(body.data.legend, { met: 90, on_course: 70 });
    await opened.go(`/plans/${plan}/tracking?met=100&uselang=es`);
    await page.getByText('desde el 100 % del número objetivo').waitFor();
    await page.getByRole('button', { name: 'Volver a los del plan' }).click();
    await page.getByText('desde el 90 % del número objetivo').waitFor();
});

test('on a phone each indicator is a card with fields', async () => {
    await opened.context.close();
    opened = await coordinator({ width: 'phone', bypassCSP: true });
    ({ page, call } = opened);
    await opened.go(`/plans/${plan}/tracking?uselang=es`);
    const field = page.getByLabel(`A Personas ${count}, T2 2015`);
    await field.fill('≥ 120');
    await field.blur();
    await page.getByLabel(`B Talleres ${count}, T1 2015`).fill('60');
    await page.getByLabel(`B Talleres ${count}, T1 2015`).blur();
    await page.getByText('Más de lo habitual').waitFor();
    await saveButton().click();
    await page.getByText('Se guardaron 2 valores.').waitFor();
    assert.deepEqual(await saved(), [[null, 120, null, null], [60, null, null, null]]);
    await splitByGender();
    await opened.go(`/plans/${plan}/tracking?parts=1&uselang=es`);
    for (const [name, value] of [['mujeres', '7'], ['hombres', '5']]) {
        const one = page.getByLabel(`B Talleres ${count}, ${name}, T2 2015`);
        await one.fill(value);
        await one.blur();
    }
    await page.getByRole('button', { name: 'Tomar 12, la suma por Género' }).click();
    await saveButton().click();
    await page.getByText('Se guardó un valor.').waitFor();
    assert.deepEqual((await saved())[1], [60, 12, null, null]);
    assert.equal((await parts())[1], 'women 7, men 5');
    await assertWellMade(page, 'tracking table on a phone', 'phone');
});
