// SPDX-License-Identifier: GPL-3.0-or-later
// Retention periods in Spanish, on a screen and a phone: chosen by an administrator, told in What is due to who may read it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asPerson, assertWellMade, openPage, signIn, startBrowser, startProgram } from './harness.mjs';

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

const accountNamed = (name) => program.accounts.find((account) => account.name === name);

for (const width of ['wide', 'phone'])
    test(`periods are chosen, and what goes is told to who may read it (${width})`, async () => {
        const { page, context, complaints, go } = await openPage(browser, program.address, { language: 'es', width, bypassCSP: true });
        await signIn(page, program.address, accountNamed('Administradora'));
        await go('/erasures');
        const cohorts = page.getByLabel('Nombres en las cohortes');
        await cohorts.fill('2,5');
        await page.getByText('Meses enteros, de 1 a 240').first().waitFor();
        assert.ok(await page.getByRole('button', { name: 'Guardar los plazos' }).isDisabled());
        await cohorts.fill('24');
        await page.getByRole('button', { name: 'Guardar los plazos' }).click();
        await page.getByText('Los plazos quedaron guardados.').waitFor();
        await assertWellMade(page, `erasures ${width}`, width);
        await go('/due');
        await page.getByRole('heading', { name: 'Lo que se va pronto' }).waitFor();
        await assertWellMade(page, `due ${width}`, width);

        const other = await openPage(browser, program.address, { language: 'es', width });
        await other.go('/due');
        await other.page.getByRole('heading', { level: 1, name: 'Qué vence' }).waitFor();
        assert.equal(await other.page.getByRole('heading', { name: 'Lo que se va pronto' }).count(), 0);
        const call = await asPerson(page, program.address);
        assert.deepEqual((await call('GET', '/retention')).body, { cohort_months: 24, removed_months: null });
        assert.deepEqual([...complaints, ...other.complaints], []);
        await Promise.all([context.close(), other.context.close()]);
    });
