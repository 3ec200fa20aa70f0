// SPDX-License-Identifier: GPL-3.0-or-later
// Notifications by e-mail, in Spanish: an address is given and confirmed by the link that a real mail server received, a
// letter comes once somebody names the account, and its link ends the mail. Without a mail server the page says so.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { asPerson, assertWellMade, openPage, settled, signIn, signInAsSteward, startBrowser, startProgram, TOP } from './harness.mjs';

let box;
let mailServer;
let program;
let browser;
before(async () => {
    box = mkdtempSync(join(tmpdir(), 'brujula-mail-'));
    mailServer = spawn(join(TOP, 'tests', 'program', 'mail_server.py'), [box], { stdio: ['ignore', 'pipe', 'ignore'] });
    const port = await new Promise((resolve, reject) => {
        mailServer.stdout.once('data', (bytes) => resolve(String(bytes).trim()));
        mailServer.once('exit', () => reject(new Error('the mail server did not start')));
    });
    program = await startProgram((own) => [
        ...['--smtp-url', `smtp://127.0.0.1:${port}`, '--smtp-plain', '--mail-from', 'brujula@example.org'],
        ...['--public-address', `http://127.0.0.1:${own}`, '--mail-zone', 'America/Santiago'],
    ]);
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await program?.stop();
    mailServer?.kill();
    rmSync(box, { recursive: true, force: true });
});

/** The n-th letter that came, once it is there: its headers and its plain text. */
async function letter(number) {
    const name = `${String(number).padStart(4, '0')}.eml`;
    const until = Date.now() + 90_000;
    while (!readdirSync(box).includes(name)) {
        assert.ok(Date.now() < until, `letter ${number} did not come`);
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const raw = readFileSync(join(box, name), 'latin1');
    const [head, ...body] = raw.split('\r\n\r\n');
    const bytes = body.join('\r\n\r\n').replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    return { head, text: Buffer.from(bytes, 'latin1').toString('utf8').split('text/html')[0] };
}

const pathIn = (text, beginning) => {
    const found = text.match(new RegExp(`${program.address}(${beginning}\\S*)`));
    assert.ok(found, `${beginning} in ${text}`);
    return found[1];
};

test('an address is given, confirmed by its link, written to, and taken off by the link of a letter', async () => {
    const { page, go, complaints, context } = await openPage(browser, program.address, { language: 'es', bypassCSP: true });
    await signIn(page, program.address, program.accounts.find(({ name }) => name === 'Coordinadora'));
    await go('/notifications');
    const address = page.getByLabel('Dirección de correo electrónico');
    const save = page.getByRole('button', { name: 'Guardar', exact: true });
    await address.fill('coordinación@example.org');
    await page.getByLabel('Enseguida, en minutos').check();
    await save.click();
    await page.getByText('no es una dirección a la que se pueda enviar correo').waitFor();
    await address.fill('coordinacion@example.org');
    await save.click();
    await page.getByText('Guardado.').waitFor();
    await page.getByText('Un enlace para confirmar la dirección va en camino a coordinacion@example.org').waitFor();
    const link = pathIn((await letter(1)).text, '/mail/confirm');
    await page.reload();
    await settled(page);
    await page.getByText(/Se envió un enlace a coordinacion@example.org/).waitFor();
    assert.equal(await page.getByText('El correo va a coordinacion').count(), 0, 'it does not count yet');
    await assertWellMade(page, 'the form with an address that waits', 'wide');

    const reader = await openPage(browser, program.address, { language: 'es', width: 'phone' });
    await reader.go(link);
    await reader.page.getByRole('button', { name: 'Confirmar' }).click();
    await reader.page.getByText('La dirección está confirmada.').waitFor();
    await reader.go(link);
    await reader.page.getByRole('button', { name: 'Confirmar' }).click();
    await reader.page.getByText('El enlace ya se usó').waitFor();
    await page.reload();
    await settled(page);
    await page.getByText('El correo va a coordinacion@example.org').waitFor();

    const other = await openPage(browser, program.address, { language: 'es' });
    await signInAsSteward(other.page, program);
    const call = await asPerson(other.page, program.address);
    const said = await call('POST', '/comments', {
        data: { organisation: 'iberocoop', about: { kind: 'plan', id: 'wmar-2015' }, text: '@Coordinadora, ¿y la línea de base?', language: 'es' },
    });
    assert.equal(said.status, 201, JSON.stringify(said.body));
    assert.equal((await call('GET', '/mail')).body.address, '', 'nobody is told of another’s address');
    const { head, text: digest } = await letter(2);
    assert.match(head, /Subject: .*notificaci/);
    assert.match(head, /List-Unsubscribe-Post: List-Unsubscribe=One-Click/);
    assert.ok(digest.includes('> @Coordinadora, ¿y la línea de base?'), digest);
    await reader.go(pathIn(digest, '/plans/wmar-2015#discussion'));
    await reader.page.getByText('¿y la línea de base?').first().waitFor();

    await reader.go(pathIn(digest, '/mail/unsubscribe'));
    await reader.page.getByText('No se enviará más correo a la cuenta Coordinadora').waitFor();
    await reader.page.getByRole('button', { name: 'Detener el correo' }).click();
    await reader.page.getByText('No llegará más correo.').waitFor();
    await page.reload();
    await settled(page);
    assert.ok(await page.getByLabel('Nunca').isChecked());
    assert.deepEqual([...complaints, ...reader.complaints, ...other.complaints], []);
    await Promise.all([context.close(), reader.context.close(), other.context.close()]);
});

test('a wrong recipient is told on the page, where another address can be given', async () => {
    const { page, go, complaints, context } = await openPage(browser, program.address, { language: 'es', width: 'phone', bypassCSP: true });
    await signIn(page, program.address, program.accounts.find(({ name }) => name === 'Coordinadora'));
    await go('/notifications');
    await page.getByLabel('Dirección de correo electrónico').fill('nobody@example.org');
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    await page.getByText('va en camino a nobody@example.org').waitFor();
    const told = page.getByText(/no se pudo entregar: 550 5.1.1/);
    for (let i = 0; i < 50 && (await told.count()) === 0; ++i) {
        await page.reload();
        await settled(page);
    }
    await told.waitFor();
    await assertWellMade(page, 'the form with an address that was refused', 'phone');
    assert.deepEqual(complaints, []);
    await context.close();
});

test('where no mail server is set the page says that none is sent', async () => {
    const plain = await startProgram();
    const { page, go, context } = await openPage(browser, plain.address, { language: 'es' });
    await signIn(page, plain.address, plain.accounts.find(({ name }) => name === 'Coordinadora'));
    await go('/notifications');
    await page.getByText('Esta instalación no envía correo electrónico').waitFor();
    assert.equal(await page.getByLabel('Dirección de correo electrónico').count(), 0);
    await context.close();
    await plain.stop();
});
