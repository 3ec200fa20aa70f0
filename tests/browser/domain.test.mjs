// SPDX-License-Identifier: GPL-3.0-or-later
// The coordinator's walk from a plan to a measured outcome, in Spanish.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asPerson, openPage, settled, signIn, signInAsSteward, startBrowser, startProgram } from './harness.mjs';

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

const DAYS = { first_day: '2014-05-10', last_day: '2014-05-11' };
const YEAR = { first_day: '2014-01-01', last_day: '2014-12-31' };
const STATEMENT = 'Mejorar 200 artículos en editatones durante 2014';

/** A goal of 2014 that the walk's activity serves: 200 pages edited, none observed yet. */
async function goalOf2014(call) {
    const made = async (kind, data) => {
        const { status, body } = await call('POST', `/${kind}`, { data });
        assert.equal(status, 201, JSON.stringify(body));
        return body.id;
    };
    const organisation = 'wmar';
    const plan = await made('plans', { organisation, title: { es: 'Plan 2014' }, ...YEAR, check: 'demo' });
    const objective = await made('objectives', { organisation, plan, title: { es: 'Contenido' } });
    const goal = await made('goals', { organisation, plan, objective, statement: { es: STATEMENT }, type: 'reach', ...YEAR, check: 'demo' });
    await made('indicators', {
        organisation,
        goal,
        name: { es: 'Artículos editados' },
        kind: 'measured',
        metric: { metric: 'pages-edited', definition: 'wikimetrics.deduplicated' },
        unit: { es: 'artículos' },
        direction: 'increasing',
        accumulation: 'cumulative',
        frequency: 'quarterly',
        targets: [{ ...YEAR, value: { value: 200, quality: 'exact' } }],
    });
    const activity = await made('activities', {
        organisation,
        goal,
        name: { es: 'Editatón Museo X' },
        type: 'editing',
        ...DAYS,
        time_zone: 'America/Argentina/Buenos_Aires',
        wikis: ['simwiki'],
    });
    return { plan, goal, activity };
}

/** The names of a cohort of the demo, as somebody would paste them. */
async function namesOf(call, cohort) {
    const { body } = await call('GET', `/cohorts/${cohort}`);
    return body.data.members.map(({ user_name }) => user_name);
}

function coordinator() {
    const account = program.accounts.find(({ name }) => name === 'Coordinadora');
    assert.ok(account, 'the demo has no coordinator');
    return account;
}

test('a coordinator goes from the plan to a measured outcome, and the goal moves', async () => {
    const { page, context, complaints, go } = await openPage(browser, program.address, { language: 'es' });
    await signIn(page, program.address, coordinator());
    const call = await asPerson(page, program.address);
    const { plan, goal, activity } = await goalOf2014(call);
    const names = await namesOf(call, 'editaton-museo-cohorte');

    // From the network down the chain.
    await go('/?uselang=es');
    await page.getByRole('link', { name: 'Wikimedia Argentina' }).last().click();
    await page.waitForURL('**/organisations/wmar*');
    await page.getByRole('link', { name: 'Plan 2014', exact: true }).click();
    await page.waitForURL(`**/plans/${plan}*`);
    await page.getByRole('link', { name: STATEMENT }).click();
    await page.waitForURL(`**/goals/${goal}*`);
    await page.getByText('sin medir').first().waitFor();
    await page.getByRole('link', { name: 'Editatón Museo X' }).click();
    await page.waitForURL(`**/activities/${activity}*`);

    // The participants: who is not found is said with the reason before anything is saved.
    await page.getByRole('button', { name: 'Pegar o subir la lista de participantes' }).click();
    const text = page.getByLabel('Nombres de usuario de quienes participaron');
    await text.fill(['\ufeff' + names[0].replaceAll(' ', '_'), `"${names[1]}",simwiki`, ...names.slice(2), 'Nadie Que Exista'].join('\r\n'));
    await page.getByText(`No encontramos a 1 de ${names.length + 1} personas`).waitFor();
    await page.getByRole('cell', { name: 'Nadie Que Exista' }).waitFor();
    await page.reload();
    await settled(page);
    await page.getByText(`No encontramos a 1 de ${names.length + 1} personas`).waitFor(); // the draft is still there
    assert.equal((await call('GET', `/activities/${activity}`)).body.data.cohort, undefined);
    await page.getByText('otorgado en papel').click();
    await page.getByRole('button', { name: `Guardar ${names.length} personas` }).click();
    await page.getByText('La lista de participantes quedó guardada').waitFor();
    assert.equal((await call('GET', `/views/activities/${activity}`)).body.cohort.people, names.length);

    // Measure: numbers, none of them missing its origin.
    await page.getByRole('button', { name: 'Medir' }).click();
    const row = page.getByRole('row').filter({ hasText: 'pages-edited/wikimetrics.deduplicated' });
    await row.waitFor();
    const measured = (await call('GET', `/views/activities/${activity}`)).body.measurements[0];
    const value = measured.data.values.find(({ metric }) => metric === 'pages-edited').value;
    assert.ok(value >= 200, `the simulated cohort edited ${value} pages`);
    await page.getByText('La historia de simwiki es simulada').waitFor();
    await page.getByRole('button', { name: 'Medir de nuevo' }).click();
    await page.getByText('los números son los mismos').waitFor();

    // The number becomes an observation, and the goal is met.
    await row.getByRole('button', { name: /^Usar para un objetivo/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Artículos editados').waitFor();
    await dialog.getByRole('button', { name: 'Guardar como valor observado' }).click();
    await dialog.getByText('El objetivo tiene un valor nuevo').waitFor();
    await dialog.getByText('alcanzado', { exact: false }).first().waitFor();
    await dialog.getByRole('link', { name: 'Abrir el objetivo' }).click();
    await page.waitForURL(`**/goals/${goal}*`);
    await page.locator('.indicator .status-word--met').waitFor();

    // The observation opens down to the pages that were counted, sorted and paged by the program.
    await page.locator('.indicator__bullet .the-number__figure--opens').first().click();
    await page.getByRole('link', { name: 'Abrir la lista que hay detrás' }).click();
    await page.waitForURL((url) => url.pathname === `/measurements/${measured.id}` && url.search.includes('pages-edited'));
    await page.getByText(`1–50 de ${value}`).waitFor();
    await page.getByRole('button', { name: 'Siguiente' }).click();
    await page.getByText('51–100 de').waitFor();
    assert.match(page.url(), /offset=50/);
    await page.getByRole('columnheader', { name: 'Ediciones' }).getByRole('button').click();
    await page.waitForURL(/sort=edits/);
    assert.doesNotMatch(page.url(), /offset=/);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /CSV/ }).click()]);
    assert.match(download.suggestedFilename(), /\.csv$/);
    assert.deepEqual(complaints, []);
    await context.close();
});

test('a target is revised with its day and its reason, and the one agreed at first stays', async () => {
    const { page, context, complaints, go } = await openPage(browser, program.address, { language: 'es' });
    await signIn(page, program.address, coordinator());
    const call = await asPerson(page, program.address);
    const { goal } = await goalOf2014(call);
    await go(`/goals/${goal}`);
    await page.getByRole('button', { name: /^Revisar el número objetivo/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Nuevo número objetivo').fill('150');
    await dialog.getByRole('button', { name: 'Guardar el nuevo número objetivo' }).click();
    await dialog.getByText('Expliquen por qué').waitFor();
    await page.reload();
    await settled(page);
    assert.equal(await dialog.getByLabel('Nuevo número objetivo').inputValue(), '150'); // kept as a draft
    await dialog.getByLabel('español').first().fill('Hubo un editatón menos');
    await dialog.getByRole('button', { name: 'Guardar el nuevo número objetivo' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Hubo un editatón menos').waitFor();
    const { body } = await call('GET', `/indicators?goal=${goal}`);
    const [target] = body.items[0].data.targets;
    assert.equal(target.value.value, 150);
    assert.equal(target.revisions[0].was.value, 200);
    assert.deepEqual(complaints, []);
    await context.close();
});

test('who may not see the people sees their number only, and no list behind a measurement', async () => {
    const { page, context, go } = await openPage(browser, program.address, { language: 'es' });
    const owner = await openPage(browser, program.address, { language: 'es' });
    await signIn(owner.page, program.address, coordinator());
    const measurement = await measured(await asPerson(owner.page, program.address));
    await owner.context.close();

    await go('/activities/editaton-museo');
    await page.getByText('Quiénes son lo ve solamente quien coordina la actividad').waitFor();
    assert.equal(await page.getByRole('button', { name: /Medir/ }).count(), 0);
    await go(`/measurements/${measurement}?metric=edits`);
    await page.locator('.async-view__error').waitFor();
    assert.equal(await page.locator('.facts-list table').count(), 0);
    await context.close();
});

test('the region is measured as one, and what its activities share is counted once', async () => {
    const { page, context, complaints, go } = await openPage(browser, program.address);
    await signInAsSteward(page, program);
    await go('/organisations/iberocoop');
    const section = page.getByRole('region', { name: 'Las actividades de la región, juntas' });
    const measured = page.waitForResponse((answer) => answer.url().includes('/measurements/run'));
    await section.getByRole('button', { name: /^Medir/ }).click();
    await measured;
    await settled(page); // the demo's own run of the region is there before: its parts give way to the new run's
    await section.getByRole('button', { name: 'Ver cada actividad por separado' }).click();
    const table = section.getByRole('region', { name: 'Cada actividad por separado, y juntas' });
    await table.waitFor();
    const columns = await table.locator('thead th').allTextContents();
    const edited = columns.findIndex((name) => name.trim() === 'Páginas editadas');
    const number = async (row) => {
        const text = await row.locator('th, td').nth(edited).textContent();
        return Number(text.replaceAll(/[^0-9-]/g, ''));
    };
    const parts = await Promise.all((await table.locator('tbody tr').all()).map(number));
    const [overlap, together] = await Promise.all((await table.locator('tfoot tr').all()).map(number));
    assert.ok(parts.length >= 7, `${parts.length} activities`);
    assert.ok(overlap < 0, 'the demo’s activities share pages');
    assert.equal(parts.reduce((sum, one) => sum + one, 0) + overlap, together);
    assert.deepEqual(complaints, []);
    await context.close();
});

test('filters stand in the address and come back with it', async () => {
    const { page, context, go } = await openPage(browser, program.address, { language: 'es' });
    await go('/?country=AR');
    await page.getByText(/^\d+ de 26$/).waitFor();
    const rows = page.locator('.member-table tbody tr');
    const some = await rows.count();
    assert.ok(some > 0 && some < 26);
    await go('/plans?organisation=wmar&year=2015');
    await page.getByText(/\d+ de \d+/).waitFor();
    assert.equal(await page.getByRole('link', { name: /Wikimedia Chile/ }).count(), 0);
    await go('/activities?from=2014-09-01');
    await page.getByText('Taller para docentes').waitFor();
    assert.equal(await page.getByText('Editatón en el museo').count(), 0);
    await context.close();
});

/** A measurement of the demo's museum edit-a-thon. */
async function measured(call) {
    const { body } = await call('POST', '/measurements/run', {
        organisation: 'wmar',
        scope: { activities: ['editaton-museo'], wikis: ['simwiki'], ...DAYS, time_zone: 'America/Argentina/Buenos_Aires' },
        metrics: ['edits', 'participants', 'pages-edited'],
    });
    assert.ok(body.id, JSON.stringify(body));
    return body.id;
}
