// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asPerson, openPage, settled, signInAsSteward, startBrowser, startProgram } from './harness.mjs';

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

const open = (options) => openPage(browser, program.address, options);

/** Presses Tab until the focus is on something that matches; fails where it never is. */
async function tabTo(page, selector) {
    for (let presses = 0; presses < 40; presses++) {
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
        await page.keyboard.press('Tab');
    }
    assert.fail(`the keyboard never reaches ${selector}`);
}

test('signing in needs nothing but the keyboard, and goes on where one was', async () => {
    const { page, context, complaints, go } = await open();
    await go('/recent');
    await tabTo(page, '.skip-link');
    await tabTo(page, 'a[href^="/sign-in"]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/sign-in/);
    await tabTo(page, 'input[name="username"]');
    await page.keyboard.type(program.accounts[0].name);
    await page.keyboard.press('Tab');
    await page.keyboard.type(program.accounts[0].password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/recent');
    await page.getByText(program.accounts[0].name, { exact: true }).first().waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
});

test('a wrong password says so, keeps the name and moves the focus to the message', async () => {
    const { page, context, go } = await open();
    await go('/sign-in');
    await page.fill('input[name="username"]', program.accounts[0].name);
    await page.fill('input[name="password"]', 'not the password');
    await page.keyboard.press('Enter');
    await page.locator('[role="alert"] .cdx-message--error').waitFor();
    assert.equal(await page.inputValue('input[name="username"]'), program.accounts[0].name);
    assert.equal(await page.inputValue('input[name="password"]'), '');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'alert');
    await context.close();
});

test('the language that was chosen is still there after a reload, and uselang shows another for once', async () => {
    const { page, context, go } = await open({ language: 'es' });
    await go('/recent');
    assert.equal(await page.textContent('h1'), 'Cambios recientes');
    await page.locator('.language-switch button[lang="pt-BR"]').click();
    await page.getByRole('heading', { name: 'Mudanças recentes' }).waitFor();
    await page.reload();
    await settled(page);
    assert.equal(await page.textContent('h1'), 'Mudanças recentes');
    assert.equal(await page.getAttribute('html', 'lang'), 'pt-BR');
    await go('/recent?uselang=en');
    assert.equal(await page.textContent('h1'), 'Recent changes');
    await go('/recent');
    assert.equal(await page.textContent('h1'), 'Mudanças recentes');
    await context.close();
});

test('search finds without accents what was written with them, and marks it', async () => {
    const { page, context, go } = await open();
    await signInAsSteward(page, program);
    const call = await asPerson(page, program.address);
    const data = { name: { es: 'Organización Ñandú de Evaluación' }, statuses: [{ kind: 'user_group', check: 'demo' }] };
    const made = await call('POST', '/organisations', { id: 'nandu', data });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    await go('/recent');
    await page.fill('.site-header__search input', 'nandu evaluacion');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=nandu/); // Recent changes has a link of the same name
    await page.getByRole('link', { name: 'Organización Ñandú de Evaluación' }).waitFor();
    await page.locator('mark').first().waitFor();
    assert.ok((await page.locator('mark').allTextContents()).includes('Ñandú'));
    await context.close();
});

test('an address that does not exist says so', async () => {
    const { page, context, complaints, go } = await open({ language: 'en' });
    await go('/nothing/here');
    assert.equal(await page.textContent('h1'), 'There is no such page');
    assert.deepEqual(complaints, []);
    await context.close();
});

test('the home page needs less than 250 kB on the first visit and nothing from elsewhere', async () => {
    const { page, context, complaints } = await open();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    let bytes = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto(`${program.address}/`);
    await settled(page);
    assert.ok(bytes > 20_000, `only ${bytes} bytes were counted`);
    assert.ok(bytes < 250_000, `${bytes} bytes`);
    assert.deepEqual(complaints, []);
    await context.close();
});

test('the menu of a phone opens and closes by keyboard', async () => {
    const { page, context, go } = await open({ width: 'phone' });
    await go('/recent');
    const plans = page.locator('.site-header__sections a').first();
    assert.equal(await plans.isVisible(), false);
    await tabTo(page, '.site-header__toggle');
    await page.keyboard.press('Enter');
    assert.equal(await plans.isVisible(), true);
    assert.equal(await page.getAttribute('.site-header__toggle', 'aria-expanded'), 'true');
    const widest = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(widest <= 390, `the page is ${widest} pixels wide`);
    await context.close();
});
