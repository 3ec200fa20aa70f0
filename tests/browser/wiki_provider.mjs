// SPDX-License-Identifier: GPL-3.0-or-later
// The program beside a real OpenID provider that its people may sign in with.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLIENT, startProvider } from '../provider/provider.mjs';

/** `start` is startProgram or startEmptyProgram. The provider is called La Casa; `stop` ends both. */
export async function startWithProvider(start) {
    const folder = mkdtempSync(join(tmpdir(), 'brujula-wiki-'));
    const provider = await startProvider(() => ['http://127.0.0.1/not-yet']);
    const program = await start((port) => {
        const file = join(folder, 'wiki.json');
        const client = { client_id: CLIENT.id, client_secret_file: 'secret' };
        writeFileSync(join(folder, 'secret'), `${CLIENT.secret}\n`);
        writeFileSync(file, JSON.stringify({ providers: [{ id: 'house', name: 'La Casa', way: 'openid', issuer: provider.issuer, ...client }] }));
        return ['--wiki-accounts', file, '--public-address', `http://127.0.0.1:${port}`];
    });
    provider.sendBackTo([`${program.address}/api/v1/sign-in/callback/house`]);
    const stop = async () => {
        await program.stop();
        await provider.stop();
        rmSync(folder, { recursive: true, force: true });
    };
    return { program, provider, stop };
}

/** The provider's own two pages. */
export async function atProvider(page, provider, login) {
    await page.waitForURL(`${provider.issuer}/**`);
    if (await page.locator('input[name=login]').count()) {
        await page.locator('input[name=login]').fill(login);
        await page.locator('input[name=password]').fill('cualquiera');
        await page.getByRole('button', { name: 'Sign-in' }).click();
    }
    await page.getByRole('button', { name: 'Continue' }).click();
}

/** The provider's login page asks for a font elsewhere: nothing goes there. */
export const keepInside = (context) => context.route(/fonts\.googleapis\.com/, (request) => request.abort());

/** Complaints of the program's own pages: what the provider's pages ask for is theirs. */
export const ours = (complaints, provider) => complaints.filter((line) => !line.includes(provider.issuer) && !line.includes('fonts.googleapis.com'));
