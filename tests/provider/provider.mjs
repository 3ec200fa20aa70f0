// SPDX-License-Identifier: GPL-3.0-or-later
// A real OpenID provider on a free port of this machine, behind a door that can change, delay or withhold what it
// answers: what hostile, slow and broken providers do is done at the door, everything else is the real thing. Beside it
// the door has MediaWiki's three addresses (Extension:OAuth), which tell who somebody is by a profile.
import { createServer } from 'node:http';
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import Provider from 'oidc-provider';

export const CLIENT = { id: 'brujula', secret: 'the client\'s secret: 100 %' };
// By what one signs in with, which is OpenID's subject, too: the number of the global account, and its name.
const SUBJECTS = { ana: ['28121', 'Ana Prueba'], berta: ['31337', 'Berta Prueba'], namesake: ['99', 'Ana'] };

/** A pair of keys as a private JWK. */
export async function newKey(kid, alg = 'RS256') {
    const { privateKey } = await generateKeyPair(alg, { extractable: true });
    return { ...(await exportJWK(privateKey)), kid, alg, use: 'sig' };
}

function providerAt(issuer, ways, keys) {
    const provider = new Provider(issuer, {
        clients: [
            {
                client_id: CLIENT.id,
                client_secret: CLIENT.secret,
                redirect_uris: ways,
                grant_types: ['authorization_code'],
                response_types: ['code'],
                id_token_signed_response_alg: keys[0].alg,
            },
        ],
        jwks: { keys },
        cookies: { keys: ['only for tests'] },
        claims: { openid: ['sub'], profile: ['preferred_username'] },
        pkce: { required: () => true },
        features: { devInteractions: { enabled: true } },
        findAccount: (_, login) => {
            const [, name] = SUBJECTS[login] ?? [login, login];
            return { accountId: login, claims: () => ({ sub: login, preferred_username: name }) };
        },
    });
    provider.on('server_error', (_, error) => console.error('provider:', error));
    return provider.callback();
}

const bodyOf = async (stream) => {
    const parts = [];
    for await (const part of stream) parts.push(part);
    return Buffer.concat(parts);
};

/** What the provider answers, gathered instead of sent. */
function answerOf(handler, request, body) {
    return new Promise((resolve, reject) => {
        const inner = createServer(handler).listen(0, '127.0.0.1', async () => {
            try {
                const headers = { ...request.headers };
                const answer = await fetch(`http://127.0.0.1:${inner.address().port}${request.url}`, {
                    method: request.method,
                    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !['host', 'connection', 'content-length'].includes(name))),
                    body: body.length ? body : undefined,
                    redirect: 'manual',
                });
                resolve({ status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) });
            } catch (error) {
                reject(error);
            } finally {
                inner.closeAllConnections();
                inner.close();
            }
        });
    });
}

/** MediaWiki does not say who it is where it sends people back (RFC 9207). */
function asMediaWiki(location) {
    return location.includes('/callback/wiki?') ? location.replace(/&iss=[^&]*|iss=[^&]*&/, '') : location;
}

/** MediaWiki's addresses as those of the provider. */
const MEDIAWIKI = { '/w/rest.php/oauth2/authorize': '/auth', '/w/rest.php/oauth2/access_token': '/token', '/w/rest.php/oauth2/resource/profile': '/me' };

/**
 * Starts it. `ways`: the addresses that people are sent back to. `door` may hold, for a path: a function of
 * {status, headers, text} that changes it, 'hang' (no answer), 'cut' (the connection ends).
 */
export async function startProvider(ways, firstKey) {
    let keys = [firstKey ?? (await newKey('first'))];
    let handler;
    const door = new Map();
    const asked = [];
    const server = createServer(async (request, response) => {
        const { pathname } = new URL(request.url, 'http://door');
        const body = await bodyOf(request);
        asked.push({ path: pathname, method: request.method, headers: request.headers, body: body.toString() });
        const change = door.get(pathname);
        if (change === 'hang') return;
        if (change === 'cut') return request.socket.destroy();
        if (pathname.startsWith('/w/')) request.url = request.url.replace(pathname, MEDIAWIKI[pathname] ?? pathname);
        const answer = await answerOf(handler, request, body);
        let text = answer.body;
        let { status } = answer;
        if (pathname.endsWith('/resource/profile') && status === 200) {
            const { sub, preferred_username: username } = JSON.parse(text);
            text = JSON.stringify({ sub: Number(SUBJECTS[sub][0]), username, editcount: 12, confirmed_email: true, blocked: false, groups: ['*', 'user'], rights: ['read'], grants: ['mwoauth-authonly'] });
        }
        if (pathname.endsWith('/access_token') && status === 200) text = JSON.stringify({ ...JSON.parse(text), id_token: undefined });
        const headers = {};
        for (const [name, value] of answer.headers) if (!['content-length', 'content-encoding', 'connection', 'transfer-encoding', 'set-cookie', 'keep-alive'].includes(name)) headers[name] = value;
        if (headers.location) headers.location = asMediaWiki(headers.location);
        const cookies = answer.headers.getSetCookie();
        if (cookies.length) headers['set-cookie'] = cookies;
        if (change) ({ status = status, text = text } = await change({ status, headers, text: text.toString() }));
        response.writeHead(status, headers).end(text);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${server.address().port}`;
    let back = ways;
    const real = () => {
        const callback = providerAt(issuer, back(), keys);
        // The provider believes that it is asked under its own address.
        handler = (request, response) => {
            request.headers.host = new URL(issuer).host;
            callback(request, response);
        };
    };
    real();
    return {
        issuer,
        door,
        asked,
        keys: () => keys,
        /** From now on it sends people back to these addresses alone. */
        sendBackTo: (addresses) => {
            back = () => addresses;
            real();
        },
        /** From now on it signs with these keys, the first one, and shows no others. */
        turnTo: (next) => {
            keys = next;
            real();
        },
        stop: () => {
            server.closeAllConnections();
            return new Promise((resolve) => server.close(resolve));
        },
    };
}

/** A change at the door for '/token': the id_token with other claims or another header, signed with `key`. */
export function otherToken(key, claims, header = {}) {
    return async ({ text }) => {
        const tokens = JSON.parse(text);
        if (!tokens.id_token) return {};
        const all = { ...decodeJwt(tokens.id_token), ...claims };
        const { alg, kid } = decodeProtectedHeader(tokens.id_token);
        const signing = header.alg === 'HS256' ? new TextEncoder().encode(JSON.stringify(key)) : await importJWK(key, header.alg ?? alg);
        tokens.id_token = await new SignJWT(all).setProtectedHeader({ alg, kid, ...header }).sign(signing);
        return { text: JSON.stringify(tokens) };
    };
}
