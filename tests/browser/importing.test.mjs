// SPDX-License-Identifier: GPL-3.0-or-later
// A plan from a spreadsheet, in Spanish: chosen, matched, corrected, agreed, and taken back; on a screen and a phone.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assertWellMade, asPerson, openPage, settled, signIn, startBrowser, startProgram, TOP } from './harness.mjs';

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

const WORKBOOK = join(TOP, 'tests/cases/importing/plan-in-spanish/input.xlsx');

for (const width of ['wide', 'phone']) {
    test(`a plan comes from a spreadsheet in one step and goes again: ${width}`, async () => {
        const { page, context, complaints, go } = await openPage(browser, program.address, { language: 'es', width, bypassCSP: true });
        await signIn(page, program.address, program.accounts.find(({ name }) => name === 'Coordinadora'));
        const call = await asPerson(page, program.address);
        const title = `Plan traído (${width})`;

        await go('/import?what=plan&organisation=wmar&uselang=es');
        await page.getByLabel('Título del plan nuevo').fill(title);
        await page.getByLabel('Primer día').fill('2015-01-01');
        await page.getByLabel('Último día').fill('2015-12-31');
        await page.locator('input[type=file]').setInputFiles(WORKBOOK);

        // The columns are recognised, and their header is found below the title.
        await page.getByRole('heading', { name: 'Reconocer las columnas' }).waitFor();
        await page.getByText('Línea de base (2014)').first().waitFor();
        await assertWellMade(page, `columns ${width}`, width);
        await page.getByRole('button', { name: 'Ver lo que se escribiría' }).click();

        // What can be read in two ways is asked; nothing can be agreed to before.
        await page.getByText('¿Cómo escribe los números esta tabla?').waitFor();
        assert.ok(await page.getByRole('button', { name: 'Aceptar y escribir' }).isDisabled());
        await assertWellMade(page, `check ${width}`, width);
        await page.getByRole('radio', { name: 'coma para los decimales' }).check();
        await page.getByRole('heading', { name: 'Lo que respondieron' }).waitFor();
        await page.getByText('Formar a 40 docentes').first().waitFor();

        // What was answered can be answered otherwise.
        await page.getByRole('radio', { name: 'punto para los decimales' }).check();
        await page.getByRole('radio', { name: 'coma para los decimales' }).check();

        // A reload loses nothing.
        await page.reload();
        await settled(page);
        await page.getByText('Habían empezado con').waitFor();

        await page.getByRole('button', { name: 'Aceptar y escribir' }).click();
        await page.waitForURL('**/imports/*');
        await settled(page);
        await page.getByRole('heading', { name: 'Lo que se trajo' }).waitFor();
        await assertWellMade(page, `done ${width}`, width);
        const { body: plans } = await call('GET', '/plans?organisation=wmar&limit=1000');
        const made = plans.items.find(({ data }) => data.title.es === title);
        assert.ok(made, 'the plan is not there');

        await page.getByRole('button', { name: 'Deshacer' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Deshacer' }).click();
        await page.getByText('Se deshizo.').waitFor();
        assert.equal((await call('GET', `/plans/${made.id}`)).status, 404);
        assert.deepEqual(complaints, []);
        await context.close();
    });
}

test('an old workbook is refused with the way out', async () => {
    const { page, context, go } = await openPage(browser, program.address, { language: 'es' });
    await signIn(page, program.address, program.accounts.find(({ name }) => name === 'Coordinadora'));
    await go('/import?what=plan&organisation=wmar&uselang=es');
    await page.locator('input[type=file]').setInputFiles({ name: 'plan.xls', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from('d0cf11e0a1b11ae1', 'hex') });
    await page.getByRole('alert').getByText('guárdenlo como .xlsx').waitFor();
    await context.close();
});
