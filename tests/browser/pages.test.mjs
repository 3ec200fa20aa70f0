// SPDX-License-Identifier: GPL-3.0-or-later
// Every page of the shell, seen by axe at both widths in every language, and pictured.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asPerson, axeFindings, LANGUAGES, openPage, screenshot, signInAsSteward, startBrowser, startProgram, WIDTHS } from './harness.mjs';

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

/** The newest goal, with a second revision to compare. */
async function preparedGoal(page) {
    const call = await asPerson(page, program.address);
    const { body } = await call('GET', '/goals?limit=1');
    const [goal] = body.items;
    assert.ok(goal, 'the demo has no goal');
    if (goal.revision === 1) await call('PUT', `/goals/${goal.id}`, { base: 1, comment: 'again', data: { ...goal.data, source: 'https://example.org/' } });
    return goal.id;
}

const PAGES = {
    'sign-in': () => '/sign-in',
    search: () => '/search?q=wikimedia',
    recent: () => '/recent',
    metrics: () => '/metrics',
    metric: () => '/metrics/bytes-added',
    lake: () => '/lake',
    drafts: () => '/drafts',
    history: (goal) => `/history/goal/${goal}`,
    compare: (goal) => `/compare/goal/${goal}?from=1&to=2`,
    record: (goal) => `/records/goal/${goal}`,
    edit: (goal) => `/edit/goal/${goal}`,
    new: () => '/new/indicator',
    'not-found': () => '/nothing/here',
};

for (const width of Object.keys(WIDTHS))
    for (const language of LANGUAGES)
        test(`axe finds nothing on the pages of the shell, ${width}, ${language}`, async () => {
            const { page, context, complaints, go } = await openPage(browser, program.address, { width, language, bypassCSP: true });
            await signInAsSteward(page, program);
            const goal = await preparedGoal(page);
            for (const [name, path] of Object.entries(PAGES)) {
                const address = path(goal);
                await go(`${address}${address.includes('?') ? '&' : '?'}uselang=${language}`);
                await screenshot(page, `${name}-${language}-${width}`);
                assert.deepEqual(await axeFindings(page), [], name);
                const widest = await page.evaluate(() => document.documentElement.scrollWidth);
                assert.ok(widest <= WIDTHS[width].width, `${name} is ${widest} pixels wide`);
                assert.equal(await page.getByText('⧼').count(), 0, `${name} has a message without a text`);
            }
            assert.deepEqual(complaints, []);
            await context.close();
        });
