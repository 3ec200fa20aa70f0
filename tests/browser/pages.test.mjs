// SPDX-License-Identifier: GPL-3.0-or-later
// Every place of the interface as axe sees it, at both widths and in each language, with nothing wider than the screen.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assertWellMade, openPage, signInAsSteward, startBrowser, startProgram, TOP } from './harness.mjs';
import { openPlace, pictureOf, PLACES, picturesOf, prepared } from './places.mjs';

/** Every place in Spanish at both widths; in English and Portuguese those that are pictured in them. */
const LOOKS = [
    ['wide', 'es'],
    ['phone', 'es'],
    ['wide', 'en'],
    ['phone', 'pt'],
];

let program;
let browser;
/** What the places need, made once: a plan is not brought twice. */
let made;
before(async () => {
    program = await startProgram();
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await program?.stop();
});

for (const [width, language] of LOOKS)
    test(`every place is well made, ${width}, ${language}`, async () => {
        const options = { width, language, bypassCSP: true };
        const steward = await openPage(browser, program.address, options);
        const visitor = await openPage(browser, program.address, options);
        await signInAsSteward(steward.page, program);
        made ??= await prepared(steward.page, program);
        const wrong = [];
        for (const [name, place] of Object.entries(PLACES)) {
            if (place.widths && !place.widths.includes(width)) continue;
            if (language !== 'es' && !place.languages?.includes(language)) continue;
            const opened = place.visitor ? visitor : steward;
            await openPlace(opened, place, language, made);
            await assertWellMade(opened.page, name, width).catch((error) => wrong.push(error.message));
            await opened.page.unrouteAll();
        }
        assert.deepEqual(wrong, []);
        assert.deepEqual([...steward.complaints, ...visitor.complaints], []);
        await steward.context.close();
        await visitor.context.close();
    });

test('every route of the interface is a place, and every place has its pictures', () => {
    const router = readFileSync(join(TOP, 'ui', 'src', 'router.ts'), 'utf8');
    const routes = [...router.matchAll(/path: '([^']+)'/g)].map(([, path]) => path);
    const known = new Set(Object.values(PLACES).map(({ route }) => route));
    assert.deepEqual(routes.filter((route) => !known.has(route)), []);
    assert.deepEqual([...known].filter((route) => !routes.includes(route)), []);
    const pictures = picturesOf().map((picture) => pictureOf(...picture));
    const missing = pictures.filter((file) => !existsSync(join(TOP, 'docs', 'screenshots', file)));
    assert.deepEqual(missing, [], 'node tests/browser/pictures.mjs takes them');
});
