// SPDX-License-Identifier: GPL-3.0-or-later
// From nothing to a network at work, in Spanish, without a command line: an empty folder, the network and its first
// administrator by the code on the terminal, a member, somebody invited by a link, a second factor, a plan from a
// spreadsheet, signing in through a real provider, the home of each.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assertWellMade, openPage, settled, startBrowser, startEmptyProgram, TOP } from './harness.mjs';
import { atProvider, keepInside, ours, startWithProvider } from './wiki_provider.mjs';

const WORKBOOK = join(TOP, 'tests/cases/importing/plan-in-spanish/input.xlsx');
const PASSWORD = 'puentes sobre el río ancho';

let browser;
before(async () => {
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
});

/** The code that an authenticator shows for a secret in base32 (RFC 6238), `steps` half minutes from now. */
function codeOf(secret, steps = 0) {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const bits = [...secret.replace(/\s/g, '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
    const mac = createHmac('sha1', key).update(counter).digest();
    const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, '0');
}

const button = (page, name) => page.getByRole('button', { name, exact: true });

async function choosePassword(page, password) {
    await page.getByLabel('Contraseña nueva', { exact: true }).fill(password);
    await page.getByLabel('Contraseña nueva, otra vez').fill(password);
}

async function makeNetwork(page, go, program) {
    await go('/');
    await page.getByRole('link', { name: 'Crear la red' }).waitFor();
    await go(program.setup);
    await page.getByLabel('Nombre de la red').fill('Red de prueba');
    await page.getByLabel('Su nombre').fill('Ana');
    await choosePassword(page, PASSWORD);
    await button(page, 'Crear la red').click();
    await page.getByRole('heading', { level: 1, name: 'Red de prueba' }).waitFor();
}

/** The member is there at once; the next thing to do was to add it. */
async function addMember(page) {
    await page.getByRole('link', { name: 'Agregar el primer miembro de la red' }).click();
    await settled(page);
    await page.getByRole('group', { name: 'Nombre' }).getByLabel('español').fill('Wikimedia Ejemplo');
    await button(page, 'Agregar: Estatus').click();
    await page.getByRole('group', { name: 'Estatus' }).getByRole('combobox').first().click();
    await page.getByRole('option', { name: 'grupo de usuarios' }).click();
    await page.getByRole('button', { name: /^(Guardar|Publicar)/ }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Wikimedia Ejemplo' }).waitFor();
}

async function invite(page, go) {
    await go('/accounts');
    await button(page, 'Invitar a alguien').first().click();
    await page.getByRole('textbox', { name: 'Nombre' }).first().fill('Beatriz');
    const form = page.locator('.invite-form');
    await form.getByRole('combobox', { name: 'Organización' }).click();
    await page.getByRole('option', { name: 'Wikimedia Ejemplo' }).click();
    await form.getByRole('combobox', { name: 'Rol' }).click();
    await page.getByRole('option', { name: 'coordinación' }).click();
    await button(form, 'Dar este rol').click();
    await button(form, 'Invitar a alguien').click();
    return page.locator('.invitation-link code').innerText();
}

/** Adds a second factor to the account that is signed in: its secret and the recovery codes. */
async function addSecondFactor(page, go) {
    await go('/account');
    const section = page.locator('section', { has: page.getByRole('heading', { name: 'Segundo factor' }) });
    await section.getByLabel('Contraseña actual').fill(PASSWORD);
    await button(section, 'Agregar un segundo factor').click();
    const secret = await section.locator('code').innerText();
    await section.getByLabel('Código de la aplicación').fill(codeOf(secret));
    await button(section, 'Confirmar').click();
    await section.getByRole('listitem').first().waitFor();
    const recovery = await section.getByRole('listitem').allInnerTexts();
    assert.equal(recovery.length, 10);
    await button(section, 'Ya los guardé').click();
    await section.getByText('El segundo factor está activo').waitFor();
    return { secret, recovery };
}

/** Signs in with the password and the second factor. */
async function signInWithCode(page, go, code) {
    await go('/sign-in');
    await page.getByLabel('Nombre').fill('Beatriz');
    await page.getByLabel('Contraseña', { exact: true }).fill(PASSWORD);
    await button(page, 'Iniciar sesión').click();
    await page.getByText('Ahora falta el código').waitFor();
    await page.getByLabel('Código de la aplicación o un código de recuperación').fill(code);
    await button(page, 'Iniciar sesión').click();
    await page.getByRole('heading', { name: 'Lo suyo' }).waitFor();
}

/** The plan that a chapter has in a spreadsheet, in one step. */
async function bringPlan(page, go, width) {
    await go('/plans');
    await page.getByRole('link', { name: 'Traer un plan que ya tienen' }).click();
    await settled(page);
    await page.getByLabel('Título del plan nuevo').fill('Plan de la hoja');
    await page.getByLabel('Primer día').fill('2015-01-01');
    await page.getByLabel('Último día').fill('2015-12-31');
    await page.locator('input[type=file]').setInputFiles(WORKBOOK);
    await button(page, 'Ver lo que se escribiría').click();
    await page.getByRole('radio', { name: 'coma para los decimales' }).check();
    await page.getByText('Formar a 40 docentes').first().waitFor();
    await assertWellMade(page, 'the plan before it is agreed', width);
    await button(page, 'Aceptar y escribir').click();
    await page.getByRole('heading', { name: 'Lo que se trajo' }).waitFor();
    await page.getByRole('link', { name: 'Plan de la hoja' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Plan de la hoja' }).waitFor();
}

async function linkWikiAccount(page, go, provider) {
    await go('/account');
    await page.getByLabel('Su contraseña de aquí').fill(PASSWORD);
    await button(page, 'Vincular una cuenta de La Casa').click();
    await atProvider(page, provider, 'berta');
    await page.getByText('La cuenta wiki de La Casa quedó vinculada.').waitFor();
}

/** Signs in through the provider; the second factor is asked for, too. */
async function signInThroughProvider(page, go, provider, code, width) {
    await go('/sign-in?next=/plans');
    await button(page, 'Iniciar sesión con La Casa').click();
    await atProvider(page, provider, 'berta');
    await page.getByText('La cuenta wiki es correcta').waitFor();
    await settled(page);
    await assertWellMade(page, 'the code after the wiki account', width);
    await page.getByLabel('Código de la aplicación o un código de recuperación').fill('no es este');
    await button(page, 'Iniciar sesión').click();
    await page.getByText('El código no es correcto').waitFor();
    await page.getByLabel('Código de la aplicación o un código de recuperación').fill(code);
    await button(page, 'Iniciar sesión').click();
    await page.waitForURL('**/plans');
    await page.getByRole('link', { name: 'Plan de la hoja' }).first().waitFor();
}

for (const width of ['wide', 'phone'])
    test(`an empty folder becomes a network with a member and somebody at work, ${width}`, async () => {
        const { program, provider, stop } = await startWithProvider(startEmptyProgram);
        const one = await openPage(browser, program.address, { width, language: 'es', bypassCSP: true });
        const other = await openPage(browser, program.address, { width, language: 'es', bypassCSP: true });
        await keepInside(other.context);
        try {
            await makeNetwork(one.page, one.go, program);
            await assertWellMade(one.page, 'home of a new network', width);
            await one.go('/setup');
            await one.page.getByText('ya está preparada').waitFor();
            await one.go('/');
            await addMember(one.page);
            await one.go('/');
            await one.page.getByRole('link', { name: 'Wikimedia Ejemplo' }).first().waitFor();
            const link = await invite(one.page, one.go);
            await assertWellMade(one.page, 'accounts', width);

            await other.page.goto(link);
            await settled(other.page);
            await other.page.getByText('Invitación de Ana').waitFor();
            await assertWellMade(other.page, 'invitation', width);
            await choosePassword(other.page, PASSWORD);
            await button(other.page, 'Elegir esta contraseña').click();
            await other.page.getByRole('link', { name: 'Empezar un plan para Wikimedia Ejemplo' }).waitFor();
            await assertWellMade(other.page, 'home of who was invited', width);

            const { secret, recovery } = await addSecondFactor(other.page, other.go);
            await assertWellMade(other.page, 'own account', width);
            await other.context.clearCookies();
            await signInWithCode(other.page, other.go, codeOf(secret, 1));
            await bringPlan(other.page, other.go, width);
            await linkWikiAccount(other.page, other.go, provider);
            await other.context.clearCookies();
            await signInThroughProvider(other.page, other.go, provider, recovery[0], width);

            await one.go('/security-log');
            await one.page.getByText('segundo factor agregado').last().waitFor();
            await assertWellMade(one.page, 'security log', width);
            await one.go('/accounts/Beatriz');
            await assertWellMade(one.page, 'one account', width);
            await button(one.page, 'Suspender').click();
            await one.page.getByText('Beatriz quedó suspendida').waitFor();
            await other.go('/');
            if (width === 'phone') await other.page.locator('.site-header__toggle').click();
            await other.page.getByRole('link', { name: 'Iniciar sesión' }).first().waitFor();
            assert.deepEqual(ours([...one.complaints, ...other.complaints], provider), []);
        } finally {
            await one.context.close();
            await other.context.close();
            await stop();
        }
    });
