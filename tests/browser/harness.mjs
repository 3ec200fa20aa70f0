// SPDX-License-Identifier: GPL-3.0-or-later
// The real program with a fresh demo network, and Debian's Chromium to look at it with.
import assert from 'node:assert/strict';
import { spawn, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const TOP = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const fromUi = createRequire(join(TOP, 'ui', 'package.json'));
const { chromium } = fromUi('playwright-core');
const AXE = readFileSync(fromUi.resolve('axe-core/axe.min.js'), 'utf8');

export const WIDTHS = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

const FLAGS = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
];

/** The program to test: BRUJULA, or the newest that was built. */
function program() {
    const candidates = [process.env.BRUJULA, ...['release', 'debug'].map((preset) => join(TOP, 'build', preset, 'brujula'))];
    const found = candidates.find((path) => path && existsSync(path));
    if (!found) throw new Error('there is no brujula to test: build it, or name it in BRUJULA');
    return found;
}

/** The demo's accounts by name, as `brujula demo` wrote them down: a name and a password a line. */
function accountsOf(data) {
    const lines = readFileSync(join(data, 'demo-accounts.txt'), 'utf8').split('\n');
    return lines
        .map((line) => line.trim().split(/\s+/))
        .filter(([name, password]) => name && password && !name.startsWith('#'))
        .map(([name, password]) => ({ name, password }));
}

/**
 * Starts the program on a free port with a fresh demo network: its address, its accounts, and how to stop it. Options of
 * `brujula serve` that depend on its port are given as a function of it.
 */
export async function startProgram(optionsAt = null) {
    const data = mkdtempSync(join(tmpdir(), 'brujula-browser-'));
    execFileSync(program(), ['demo', '--data', data], { stdio: ['ignore', 'ignore', 'inherit'] });
    const running = await startOn(data, optionsAt);
    return { ...running, accounts: accountsOf(data) };
}

/** Starts it on an empty folder: the same without accounts, with the address of the page that makes the network. */
export async function startEmptyProgram(optionsAt = null) {
    const running = await startOn(mkdtempSync(join(tmpdir(), 'brujula-browser-')), optionsAt);
    const setup = /\/setup\?code=\S+/;
    while (!setup.test(running.said())) await new Promise((resolve) => setImmediate(resolve));
    return { ...running, setup: setup.exec(running.said())[0] };
}

async function startOn(data, optionsAt) {
    const port = optionsAt ? await freePort() : 0;
    const child = spawn(program(), ['serve', '--data', data, '--port', String(port), '--ui', join(TOP, 'ui', 'dist'), ...(optionsAt?.(port) ?? [])], {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    let said = '';
    const address = await new Promise((resolve, reject) => {
        child.stdout.on('data', (bytes) => {
            said += bytes;
            const found = /http:\/\/[^\s/]+:\d+/.exec(said);
            if (found) resolve(found[0]);
        });
        child.on('exit', (code) => reject(new Error(`the program ended with ${code} before it listened`)));
    });
    const stop = async () => {
        child.kill('SIGTERM');
        if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
        rmSync(data, { recursive: true, force: true });
    };
    return { address, data, stop, said: () => said };
}

function freePort() {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.on('error', reject);
        server.listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

/** A browser; every context it makes is new: no cookies, no storage. */
export function startBrowser() {
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    return chromium.launch({ executablePath, headless: true, args: FLAGS });
}

/**
 * A fresh page at a width and in a language; what goes wrong in it (errors of scripts, the content security policy,
 * requests to elsewhere) is gathered in `complaints`.
 */
export async function openPage(browser, address, { width = 'wide', language = 'es', bypassCSP = false, ...options } = {}) {
    const context = await browser.newContext({ viewport: WIDTHS[width], locale: language, bypassCSP, reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const complaints = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
        const isAnswer = message.text().startsWith('Failed to load resource');
        if (message.type() === 'error' && !isAnswer) complaints.push(message.text());
    });
    page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(address) && !url.startsWith('data:') && !url.startsWith('blob:')) complaints.push(`asked ${url}`);
    });
    const go = async (path) => {
        await page.goto(address + path);
        await settled(page);
    };
    return { page, context, complaints, go };
}

/** Waits until the page has its title and nothing is loading. */
export async function settled(page) {
    await page.waitForSelector('h1', { timeout: 15_000 });
    await page.waitForLoadState('networkidle');
}

/** Signs in over HTTP, in the page's own context. */
export async function signIn(page, address, { name, password }) {
    const session = await page.request.get(`${address}/api/v1/session`).then((answer) => answer.json());
    const answer = await page.request.post(`${address}/api/v1/session`, {
        headers: { 'X-CSRF-Token': session.csrf },
        data: { name, password },
    });
    if (!answer.ok()) throw new Error(`${name} could not sign in: ${answer.status()} ${await answer.text()}`);
    return answer.json();
}

/** Signs in with the first of the demo's accounts whose role reaches the whole network. */
export async function signInAsSteward(page, { address, accounts }) {
    for (const account of accounts) {
        const { account: who, network } = await signIn(page, address, account);
        if (who.grants.some(({ organisation, role }) => organisation === network && ['steward', 'administrator'].includes(role)))
            return account;
    }
    throw new Error('no account of the demo reaches the whole network');
}

/** The program's HTTP interface as the page's own person uses it. */
export async function asPerson(page, address) {
    const { csrf } = await page.request.get(`${address}/api/v1/session`).then((answer) => answer.json());
    return async (method, path, data) => {
        const answer = await page.request.fetch(`${address}/api/v1${path}`, {
            method,
            headers: { 'X-CSRF-Token': csrf, 'Content-Type': 'application/json' },
            data,
        });
        return { status: answer.status(), body: answer.status() === 204 ? null : await answer.json() };
    };
}

/** What axe finds wrong, one line a finding. The page must have been opened with bypassCSP. */
async function axeFindings(page) {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} (${node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ''})`));
}

/** Fails where axe finds something, where the page is wider than the screen, or where a message has no text. */
export async function assertWellMade(page, name, width) {
    assert.deepEqual(await axeFindings(page), [], name);
    const widest = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(widest <= WIDTHS[width].width, `${name} is ${widest} pixels wide`);
    assert.equal(await page.getByText('⧼').count(), 0, `${name} has a message without a text`);
}
