// SPDX-License-Identifier: GPL-3.0-or-later
// A browser without a screen: keeps cookies by host, follows redirections one by one.
export class Person {
    #jars = new Map();

    constructor(address) {
        this.address = address;
    }

    /** One request; whatever cookies come are kept. `query` is left in the address. */
    async ask(url, { method = 'GET', headers = {}, body } = {}) {
        const { host } = new URL(url);
        const jar = this.#jars.get(host) ?? new Map();
        this.#jars.set(host, jar);
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
        const answer = await fetch(url, { method, body, redirect: 'manual', headers: { ...headers, ...(cookie && { cookie }) } });
        for (const line of answer.headers.getSetCookie()) {
            const [name, ...value] = line.split(';')[0].split('=');
            const ended = /max-age=0|expires=thu, 01 jan 1970/i.test(line);
            if (ended) jar.delete(name);
            else jar.set(name, value.join('='));
        }
        return answer;
    }

    /** What the program answers to the interface. */
    async api(method, path, data) {
        const csrf = this.csrf ?? (await this.ask(`${this.address}/api/v1/session`).then((answer) => answer.json())).csrf;
        const answer = await this.ask(`${this.address}/api/v1${path}`, {
            method,
            headers: { 'X-CSRF-Token': csrf, ...(data && { 'Content-Type': 'application/json' }) },
            body: data && JSON.stringify(data),
        });
        return { status: answer.status, body: await answer.json() };
    }

    async signIn({ name, password }) {
        const { status, body } = await this.api('POST', '/session', { name, password });
        if (status !== 200) throw new Error(JSON.stringify(body));
    }

    /** Who the program takes this to be. */
    async account() {
        return (await this.api('GET', '/session')).body.account?.name ?? null;
    }

    /** What the next page says. */
    async said() {
        return (await this.api('GET', '/sign-in/providers')).body.said;
    }

    /** Through the provider's own pages as `login`, up to the address that it sends back to, which is not opened. */
    async throughProvider(there, login) {
        let answer = await this.ask(there);
        let at = there;
        for (let step = 0; step < 12; ++step) {
            const to = answer.headers.get('location');
            if (to) {
                at = new URL(to, at).href;
                if (at.startsWith(this.address)) return at;
                answer = await this.ask(at);
                continue;
            }
            const page = await answer.text();
            const form = /<form[^>]*action="([^"]+)"[^>]*>\s*<input type="hidden" name="prompt" value="([a-z]+)"/.exec(page);
            if (!form) throw new Error(`${answer.status} ${at}: ${page.slice(0, 300)}`);
            const fields = { prompt: form[2], ...(form[2] === 'login' && { login, password: 'any' }) };
            at = new URL(form[1], at).href;
            answer = await this.ask(at, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields) });
        }
        throw new Error(`no end at ${at}`);
    }

    /** Begins to sign in (or to link, with `password`): where the provider sends the browser back to. */
    async toProvider(provider, login, { password, path = '/plans' } = {}) {
        const begun = password
            ? await this.api('POST', '/me/wiki-accounts', { provider, password, path })
            : await this.api('POST', '/sign-in/wiki-accounts', { provider, path });
        if (begun.status !== 200) throw new Error(JSON.stringify(begun.body));
        return this.throughProvider(begun.body.address, login);
    }

    /** The browser goes back: where it is sent on to. */
    async goBack(address) {
        const answer = await this.ask(address);
        return answer.headers.get('location');
    }
}
