// SPDX-License-Identifier: GPL-3.0-or-later
// Wiki accounts in Spanish, through a real provider's own login page, at both widths: linked with the password, signed in with,
// unlinked; one that nobody linked; a provider that is away leaves the sign-in page standing.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CLIENT, startProvider } from '../provider/provider.mjs';
import { assertWellMade, openPage, settled, signIn, startBrowser, startProgram } from './harness.mjs';

let folder;
let provider;
let program;
let browser;
before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'brujula-wiki-'));
    provider = await startProvider(() => ['http://127.0.0.1/not-yet']);
    program = await startProgram((port) => {
        const file = join(folder, 'wiki.json');
        const client = { client_id: CLIENT.id, client_secret_file: 'secret' };
        writeFileSync(join(folder, 'secret'), `${CLIENT.secret}\n`);
        writeFileSync(file, JSON.stringify({ providers: [{ id: 'house', name: 'La Casa', way: 'openid', issuer: provider.issuer, ...client }] }));
        return ['--wiki-accounts', file, '--public-address', `http://127.0.0.1:${port}`];
    });
    provider.sendBackTo([`${program.address}/api/v1/sign-in/callback/house`]);
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await program?.stop();
    await provider?.stop();
    rmSync(folder, { recursive: true, force: true });
});

const coordinator = () => program.accounts.find(({ name }) => name === 'Coordinadora');

/** The provider's own two pages. */
async function atProvider(page, login) {
    await page.waitForURL(`${provider.issuer}/**`);
    if (await page.locator('input[name=login]').count()) {
        await page.locator('input[name=login]').fill(login);
        await page.locator('input[name=password]').fill('cualquiera');
        await page.getByRole('button', { name: 'Sign-in' }).click();
    }
    await page.getByRole('button', { name: 'Continue' }).click();
}

/** Complaints of the program's own pages: what the provider's pages ask for is theirs. */
const ours = (complaints) => complaints.filter((line) => !line.includes(provider.issuer) && !line.includes('fonts.googleapis.com'));

for (const width of ['wide', 'phone'])
    test(`a wiki account is linked, signed in with and unlinked (${width})`, async () => {
        const { page, go, complaints, context } = await openPage(browser, program.address, { language: 'es', width, bypassCSP: true });
        await context.route(/fonts\.googleapis\.com/, (request) => request.abort());
        await signIn(page, program.address, coordinator());
        await go('/account');
        await page.getByRole('heading', { name: 'Cuentas wiki' }).waitFor();
        await page.getByRole('button', { name: 'Vincular una cuenta de La Casa' }).click();
        await page.getByText('Escriban primero su contraseña.').waitFor();
        await assertWellMade(page, 'the account without its password', width);
        await page.getByLabel('Su contraseña de aquí').fill(coordinator().password);
        await page.getByRole('button', { name: 'Vincular una cuenta de La Casa' }).click();
        await atProvider(page, 'ana');
        await page.getByText('La cuenta wiki de La Casa quedó vinculada.').waitFor();
        await page.getByText('Ana Prueba').waitFor();
        await settled(page);
        await assertWellMade(page, 'the account with a link', width);

        const other = await openPage(browser, program.address, { language: 'es', width, bypassCSP: true });
        await other.context.route(/fonts\.googleapis\.com/, (request) => request.abort());
        await other.go('/sign-in?next=/plans');
        await assertWellMade(other.page, 'signing in with a provider', width);
        await other.page.getByRole('button', { name: 'Iniciar sesión con La Casa' }).click();
        await atProvider(other.page, 'ana');
        await other.page.waitForURL(`${program.address}/plans`);
        await other.page.getByText('Coordinadora').first().waitFor({ state: 'attached' }); // a phone has it in its menu

        await page.getByLabel('Su contraseña de aquí').fill(coordinator().password);
        await page.getByRole('button', { name: 'Desvincular Ana Prueba' }).click();
        await page.getByText('Ana Prueba ya no está vinculada.').waitFor();
        assert.deepEqual([...ours(complaints), ...ours(other.complaints)], []);
        await Promise.all([context.close(), other.context.close()]);
    });

test('who has not linked it is told what to do, and a provider that is away leaves the page standing', async () => {
    const { page, go, context } = await openPage(browser, program.address, { language: 'es', width: 'phone', bypassCSP: true });
    await context.route(/fonts\.googleapis\.com/, (request) => request.abort());
    await go('/sign-in');
    await page.getByRole('button', { name: 'Iniciar sesión con La Casa' }).click();
    await atProvider(page, 'berta');
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
