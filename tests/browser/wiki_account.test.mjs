// SPDX-License-Identifier: GPL-3.0-or-later
// Wiki accounts in Spanish, through a real provider's own login page, at both widths: linked with the password, signed in with,
// unlinked; one that nobody linked; a provider that is away leaves the sign-in page standing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertWellMade, openPage, settled, signIn, startBrowser, startProgram } from './harness.mjs';
import { atProvider, keepInside, ours, startWithProvider } from './wiki_provider.mjs';

let provider;
let program;
let stop;
let browser;
before(async () => {
    ({ program, provider, stop } = await startWithProvider(startProgram));
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await stop?.();
});

const coordinator = () => program.accounts.find(({ name }) => name === 'Coordinadora');

for (const width of ['wide', 'phone'])
    test(`a wiki account is linked, signed in with and unlinked (${width})`, async () => {
        const { page, go, complaints, context } = await openPage(browser, program.address, { language: 'es', width, bypassCSP: true });
        await keepInside(context);
        await signIn(page, program.address, coordinator());
        await go('/account');
        await page.getByRole('heading', { name: 'Cuentas wiki' }).waitFor();
        await page.getByRole('button', { name: 'Vincular una cuenta de La Casa' }).click();
        await page.getByText('Escriban primero su contraseña.').waitFor();
        await assertWellMade(page, 'the account without its password', width);
        await page.getByLabel('Su contraseña de aquí').fill(coordinator().password);
        await page.getByRole('button', { name: 'Vincular una cuenta de La Casa' }).click();
        await atProvider(page, provider, 'ana');
        await page.getByText('La cuenta wiki de La Casa quedó vinculada.').waitFor();
        await page.getByText('Ana Prueba').waitFor();
        await settled(page);
        await assertWellMade(page, 'the account with a link', width);

        const other = await openPage(browser, program.address, { language: 'es', width, bypassCSP: true });
        await keepInside(other.context);
        await other.go('/sign-in?next=/plans');
        await assertWellMade(other.page, 'signing in with a provider', width);
        await other.page.getByRole('button', { name: 'Iniciar sesión con La Casa' }).click();
        await atProvider(other.page, provider, 'ana');
        await other.page.waitForURL(`${program.address}/plans`);
        await other.page.getByText('Coordinadora').first().waitFor({ state: 'attached' }); // a phone has it in its menu

        await page.getByLabel('Su contraseña de aquí').fill(coordinator().password);
        await page.getByRole('button', { name: 'Desvincular Ana Prueba' }).click();
        await page.getByText('Ana Prueba ya no está vinculada.').waitFor();
        assert.deepEqual(ours([...complaints, ...other.complaints], provider), []);
        await Promise.all([context.close(), other.context.close()]);
    });

test('who has not linked it is told what to do, and a provider that is away leaves the page standing', async () => {
    const { page, go, context } = await openPage(browser, program.address, { language: 'es', width: 'phone', bypassCSP: true });
    await keepInside(context);
    await go('/sign-in');
    await page.getByRole('button', { name: 'Iniciar sesión con La Casa' }).click();
    await atProvider(page, provider, 'berta');
    await page.getByText('Ninguna cuenta de aquí está vinculada').waitFor();
    await settled(page);
    await assertWellMade(page, 'nobody linked it', 'phone');

    await provider.stop();
    await go('/sign-in');
    await page.getByLabel('Nombre de usuario', { exact: true }).fill(coordinator().name);
    await page.getByLabel('Contraseña').fill(coordinator().password);
    await page.getByRole('button', { name: 'Iniciar sesión', exact: true }).click();
    await page.waitForURL(`${program.address}/`);
    await context.close();
});
