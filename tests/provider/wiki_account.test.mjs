// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in with a wiki account: the real program and a real provider over loopback. What a hostile or broken provider
// does is done at the provider's door (provider.mjs).
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { Person } from './person.mjs';
import { CLIENT, newKey, otherToken, startProvider } from './provider.mjs';

const PROGRAM = process.env.BRUJULA ?? new URL('../../build/release/brujula', import.meta.url).pathname;
const ANA = { name: 'Ana', password: 'una contraseña larga' };
const BERTA = { name: 'Berta', password: 'otra contraseña larga' };
const BACK = '/api/v1/sign-in/callback';

let folder;
let provider;
let child;
let address;
let log = '';

function freePort() {
    return new Promise((resolve) => {
        const server = createServer().listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

function brujula(options, input = '') {
    return spawnSync(PROGRAM, options, { input, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8', BRUJULA_DATA: join(folder, 'data') } });
}

function settings(issuer) {
    const client = { client_id: CLIENT.id, client_secret_file: 'secret' };
    const wiki = `${issuer}/w/rest.php/oauth2`;
    const endpoints = { authorization_endpoint: `${wiki}/authorize`, token_endpoint: `${wiki}/access_token`, profile_endpoint: `${wiki}/resource/profile` };
    return {
        providers: [
            { id: 'house', name: 'The house', way: 'openid', issuer, ...client },
            { id: 'wiki', name: 'Meta', way: 'profile', issuer: `${issuer}/w`, scope: 'openid profile', ...endpoints, ...client },
        ],
    };
}

before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'brujula-wiki-'));
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    provider = await startProvider(() => ['house', 'wiki'].map((id) => `${address}${BACK}/${id}`));
    writeFileSync(join(folder, 'secret'), `${CLIENT.secret}\n`);
    writeFileSync(join(folder, 'wiki.json'), JSON.stringify(settings(provider.issuer)));
    const begun = brujula(['network', 'new', 'wmar', 'Wikimedia Argentina']);
    assert.equal(begun.status, 0, begun.stderr);
    for (const { name, password } of [ANA, BERTA]) {
        const made = brujula(['account', 'add', name, '--own', '--organisation', 'wmar', '--role', 'member'], `${password}\n${password}\n`);
        assert.equal(made.status, 0, made.stderr);
    }
    child = spawn(PROGRAM, ['serve', '--data', join(folder, 'data'), '--port', String(port), '--wiki-accounts', join(folder, 'wiki.json'), '--public-address', address], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stderr.on('data', (bytes) => (log += bytes));
    await new Promise((resolve, reject) => {
        child.stdout.once('data', resolve);
        child.once('exit', () => reject(new Error(log)));
    });
});
after(async () => {
    child?.kill('SIGTERM');
    if (child && child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
    await provider?.stop();
    rmSync(folder, { recursive: true, force: true });
});
afterEach(() => provider.door.clear());

/** Somebody new at the program and at the provider. */
const someone = () => new Person(address);

async function link(who, at, login) {
    const person = someone();
    await person.signIn(who);
    const to = await person.goBack(await person.toProvider(at, login, { password: who.password, path: '/account' }));
    return { person, to, said: await person.said() };
}

/** Signs in as `login`, the way back changed by `change`: who that is then, and what is said. */
async function tries(at, login, change = (back) => back) {
    const person = someone();
    const to = await person.goBack(change(await person.toProvider(at, login)));
    return { account: await person.account(), to, said: await person.said(), person };
}

async function refused(at, login, key, change) {
    const { account, to, said } = await tries(at, login, change);
    assert.equal(account, null, 'nobody gets in');
    assert.equal(said?.key, key, said?.text);
    assert.match(to, /^\/sign-in/);
    return said.text;
}

test('a wiki account that nobody linked gets nobody in and makes no account, whatever its name', async () => {
    const text = await refused('house', 'ana', 'error-wiki-nobody');
    assert.match(text, /The house.*link it.*invitation/s);
    await refused('wiki', 'namesake', 'error-wiki-nobody'); // the wiki calls it Ana
    assert.deepEqual(brujula(['account', 'list']).stdout.match(/^(Ana|Berta)/gm).sort(), ['Ana', 'Berta']);
});

test('linking needs a session and its password', async () => {
    const person = someone();
    assert.equal((await person.api('POST', '/me/wiki-accounts', { provider: 'house', password: 'x' })).status, 401);
    await person.signIn(ANA);
    const wrong = await person.api('POST', '/me/wiki-accounts', { provider: 'house', password: 'not this one' });
    assert.equal(wrong.body.key, 'error-wiki-password');
    assert.deepEqual((await person.api('GET', '/me/wiki-accounts')).body.items, []);
});

test('linked with OpenID Connect, one signs in, is listed, unlinks, and then it is over', async () => {
    const { person, to, said } = await link(ANA, 'house', 'ana');
    assert.equal(to, '/account');
    assert.deepEqual([said.good, said.key], [true, 'wiki-linked-now']);
    const { items } = (await person.api('GET', '/me/wiki-accounts')).body;
    assert.deepEqual([items.length, items[0].provider, items[0].name, items[0].used], [1, 'The house', 'Ana Prueba', null]);
    const signed = await tries('house', 'ana');
    assert.deepEqual([signed.account, signed.to, signed.said], ['Ana', '/plans', null]);
    assert.notEqual((await person.api('GET', '/me/wiki-accounts')).body.items[0].used, null);
    assert.equal((await person.api('DELETE', `/me/wiki-accounts/${items[0].id}`, { password: 'not this one' })).status, 400);
    assert.equal((await person.api('DELETE', `/me/wiki-accounts/${items[0].id}`, { password: ANA.password })).status, 200);
    await refused('house', 'ana', 'error-wiki-nobody');
});

test('by a profile as MediaWiki gives it, and one wiki account belongs to one account', async () => {
    assert.equal((await link(ANA, 'wiki', 'ana')).said.key, 'wiki-linked-now');
    assert.equal((await tries('wiki', 'ana')).account, 'Ana');
    assert.equal((await link(BERTA, 'wiki', 'ana')).said.key, 'error-wiki-linked-elsewhere');
    assert.equal((await link(ANA, 'wiki', 'ana')).said.key, 'error-wiki-linked');
    await refused('house', 'ana', 'error-wiki-nobody'); // the same person of the same name by another provider
    const back = provider.asked.find(({ path }) => path.endsWith('/access_token'));
    assert.match(back.body, /code_verifier=[\w-]{43}/);
    assert.match(back.headers.authorization, /^Basic /);
    assert.match(back.headers['user-agent'], /^Brujula\/\S+ \(http:\/\/127\.0\.0\.1:\d+\)$/);
    await link(ANA, 'house', 'ana');
});

test('a wrong, used, foreign or missing state is told so, and the code stays unused', async () => {
    const before_ = provider.asked.filter(({ path }) => path === '/token').length;
    const changed = (back) => back.replace(/state=[^&]+/, 'state=0000');
    await refused('house', 'ana', 'error-wiki-state', changed);
    await refused('house', 'ana', 'error-wiki-state', (back) => back.replace(/state=[^&]+&?/, ''));
    const person = someone();
    const back = await person.toProvider('house', 'ana');
    const other = someone();
    assert.match(await other.goBack(back), /^\/sign-in/); // another browser with the stolen address
    assert.equal((await other.said()).key, 'error-wiki-state');
    assert.equal(await other.account(), null);
    assert.equal(provider.asked.filter(({ path }) => path === '/token').length, before_);
    assert.equal(await person.goBack(back), '/plans');
    assert.equal(await person.account(), 'Ana');
});

test('a replayed answer and a replayed code get nobody in', async () => {
    const person = someone();
    const back = await person.toProvider('house', 'ana');
    assert.equal(await person.goBack(back), '/plans');
    const used = new URL(back).searchParams.get('code');
    await person.goBack(back);
    assert.equal((await person.said()).key, 'error-wiki-state');
    await refused('house', 'ana', 'error-wiki-code', (next) => next.replace(/code=[^&]+/, `code=${used}`));
});

test('the answer of one provider does not pass for another’s', async () => {
    await refused('house', 'ana', 'error-wiki-mixed-up', (back) => back.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Flogin.example.net'));
    await refused('house', 'ana', 'error-wiki-mixed-up', (back) => back.replace(/&?iss=[^&]+/, ''));
    await refused('house', 'ana', 'error-wiki-mixed-up', (back) => back.replace('/callback/house', '/callback/wiki'));
});

test('a token that does not hold is refused, and the reason is told', async () => {
    const [key] = provider.keys();
    const now = Math.floor(Date.now() / 1000);
    const stranger = await newKey(key.kid);
    for (const [why, claims, header, by] of [
        ['another program', { aud: 'another' }],
        ['expired', { exp: now - 300, iat: now - 600 }],
        ['future', { iat: now + 300, exp: now + 600 }],
        ['another provider', { iss: 'https://login.example.net' }],
        ['another sign-in', { nonce: 'another' }],
        ['signature', {}, {}, stranger],
        ['not signed in a way', {}, { alg: 'HS256' }],
        ['does not publish', {}, { kid: 'nobody’s' }],
        ['who you are', { sub: '' }],
    ]) {
        provider.door.set('/token', otherToken(by ?? key, claims, header));
        assert.match(await refused('house', 'ana', 'error-wiki-proof'), new RegExp(why));
    }
    provider.door.set('/token', ({ text }) => {
        const tokens = JSON.parse(text);
        const [, claims] = tokens.id_token.split('.');
        const none = Buffer.from('{"alg":"none"}').toString('base64url');
        return { text: JSON.stringify({ ...tokens, id_token: `${none}.${claims}.` }) };
    });
    assert.match(await refused('house', 'ana', 'error-wiki-proof'), /not signed in a way/);
});

test('clocks may differ by two minutes', async () => {
    const [key] = provider.keys();
    const now = Math.floor(Date.now() / 1000);
    provider.door.set('/token', otherToken(key, { iat: now + 60, exp: now + 600 }));
    assert.equal((await tries('house', 'ana')).account, 'Ana');
    provider.door.set('/token', otherToken(key, { iat: now - 600, exp: now - 60 }));
    assert.equal((await tries('house', 'ana')).account, 'Ana');
});

test('the profile must be of whom the token is', async () => {
    provider.door.set('/me', ({ text }) => ({ text: JSON.stringify({ ...JSON.parse(text), sub: 'another' }) }));
    await refused('house', 'ana', 'error-wiki-proof');
    for (const sub of [0, false, null]) {
        provider.door.set('/w/rest.php/oauth2/resource/profile', ({ text }) => ({ text: JSON.stringify({ ...JSON.parse(text), sub }) }));
        await refused('wiki', 'ana', 'error-wiki-profile');
    }
});

test('what the token endpoint says is told in words', async () => {
    const answer = (status, text) => () => ({ status, text });
    for (const [status, text, key] of [
        [400, '{"error":"invalid_grant"}', 'error-wiki-code'],
        [401, '{"error":"invalid_client"}', 'error-wiki-settings'],
        [400, '{"error":"<script>alert(1)</script>"}', 'error-wiki-answer'],
        [500, 'oops', 'error-wiki-away'],
        [302, '', 'error-wiki-answer'],
        [200, '<html>', 'error-wiki-answer'],
        [200, 'x'.repeat(300_000), 'error-wiki-away'],
        [200, '{"access_token":"a","token_type":"mac"}', 'error-wiki-answer'],
    ]) {
        provider.door.set('/token', answer(status, text));
        await refused('house', 'ana', key);
    }
    provider.door.set('/token', 'cut');
    await refused('house', 'ana', 'error-wiki-away');
    provider.door.clear();
    await refused('house', 'ana', 'error-wiki-denied', (back) => back.replace(/code=[^&]+/, 'error=access_denied'));
    await refused('house', 'ana', 'error-wiki-answer', (back) => back.replace(/code=[^&]+/, 'error=%3Cb%3E'));
});

test('no redirection of a provider is followed', async () => {
    provider.door.set('/token', ({ headers }) => {
        headers.location = `${provider.issuer}/elsewhere`;
        return { status: 307, text: '' };
    });
    await refused('house', 'ana', 'error-wiki-answer');
    assert.equal(provider.asked.some(({ path }) => path === '/elsewhere'), false);
});

test('one goes on within this site only', async () => {
    for (const path of ['https://attacker.example/', '//attacker.example', '/\\attacker.example', '/a b', '/a\r\nSet-Cookie: b=c', '/api/v1/session', '']) {
        const person = someone();
        assert.equal(await person.goBack(await person.toProvider('house', 'ana', { path })), '/', path);
    }
});

test('a link is not made for a session that is another’s by then', async () => {
    const person = someone();
    await person.signIn(BERTA);
    const back = await person.toProvider('house', 'berta', { password: BERTA.password });
    await person.signIn(ANA);
    await person.goBack(back);
    assert.equal((await person.said()).key, 'error-wiki-session');
    assert.equal((await tries('house', 'berta')).account, null);
});

test('a provider that hangs keeps no one else waiting, and more than a few are turned away at once', async () => {
    const waiting = await Promise.all(
        Array.from({ length: 5 }, async () => {
            const person = someone();
            return { person, back: await person.toProvider('house', 'ana') };
        }),
    );
    provider.door.set('/token', 'hang');
    const started = Date.now();
    const ends = waiting.map(({ person, back }) => person.goBack(back).then(async () => ({ after: Date.now() - started, said: await person.said() })));
    const asked = await Promise.all(Array.from({ length: 20 }, () => fetch(`${address}/api/v1/session`).then(({ status }) => status)));
    assert.ok(Date.now() - started < 5000, 'others are answered meanwhile');
    assert.deepEqual(new Set(asked), new Set([200]));
    const said = await Promise.all(ends);
    assert.deepEqual(said.map(({ said: { key } }) => key).sort(), ['away', 'away', 'away', 'busy', 'busy'].map((word) => `error-wiki-${word}`));
    assert.ok(said.every(({ after: took }) => took < 15_000), 'and none waits for ever');
    provider.door.clear();
    assert.equal((await tries('house', 'ana')).account, 'Ana');
});

test('a new key is found, one that was withdrawn is not believed any more', async () => {
    const [old] = provider.keys();
    const next = await newKey('next', 'ES256');
    provider.turnTo([next, old]);
    assert.equal((await tries('house', 'ana')).account, 'Ana', 'of another kind, under a new name');
    const gone = await newKey('gone');
    provider.turnTo([next]);
    provider.door.set('/token', otherToken(gone, {}, { alg: 'RS256', kid: 'gone' }));
    assert.match(await refused('house', 'ana', 'error-wiki-proof'), /does not publish/);
});

test('too many begun from one address are turned away for a while, and passwords still work', async () => {
    let last;
    for (let i = 0; i < 21; ++i) last = await someone().api('POST', '/sign-in/wiki-accounts', { provider: 'wiki' });
    assert.equal(last.status, 429);
    assert.equal(last.body.key, 'error-wiki-too-many');
    const person = someone();
    await person.signIn(ANA);
    assert.equal(await person.account(), 'Ana');
});

test('the log has no code, token or secret', () => {
    assert.ok(log.includes('identity: house: error-wiki-proof'));
    for (const { body } of provider.asked.filter(({ path }) => path === '/token')) assert.equal(log.includes(new URLSearchParams(body).get('code')), false);
    assert.equal(log.includes(CLIENT.secret), false);
});

test('settings that are wrong are named at start and by check', () => {
    const file = join(folder, 'wrong.json');
    for (const [wrong, said] of [
        ['{"providers":[{"id":"one","client_id":"x","secret_sent":"none","way":"openid","issuer":"http://login.example.org"}]}', /one: issuer must be an https address/],
        ['{"providers":[{"id":"one","client_id":"x","way":"wikimedia","client_secret_file":"nowhere"}]}', /nowhere cannot be read/],
        ['{"providers":[{"id":"one","clientid":"x","way":"wikimedia"}]}', /no setting “clientid”/],
        ['{', /wrong\.json/],
    ]) {
        writeFileSync(file, wrong);
        const started = brujula(['serve', '--port', '0', '--wiki-accounts', file, '--public-address', address]);
        assert.deepEqual([started.status, said.test(started.stderr)], [2, true], started.stderr);
        const checked = brujula(['check', '--wiki-accounts', file, '--public-address', address]);
        assert.deepEqual([checked.status, said.test(checked.stdout)], [1, true], checked.stdout);
    }
    const without = brujula(['serve', '--port', '0', '--wiki-accounts', join(folder, 'wiki.json')]);
    assert.match(without.stderr, /--public-address/);
    const well = brujula(['check', '--wiki-accounts', join(folder, 'wiki.json'), '--public-address', address]);
    assert.equal(well.status, 0, well.stdout);
    assert.match(well.stdout, /Wiki accounts of Meta/);
});
