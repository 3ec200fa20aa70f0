#!/usr/bin/env node
// SPDX-License-Identifier: GPL-3.0-or-later
// Takes the pictures of docs/screenshots: every place at both widths in Spanish, some in English and Portuguese.
//   tools/build program ui && node tests/browser/pictures.mjs [PLACE…]
// pngquant (apt-get install pngquant) makes them a third as large; without it they are as Chromium draws them.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openPage, signInAsSteward, startBrowser, startProgram, TOP, WIDTHS } from './harness.mjs';
import { openPlace, pictureOf, PLACES, picturesOf, prepared } from './places.mjs';

/** Of a longer page, its beginning. */
const HIGHEST = 2600;
/** A busy machine draws slowly; a picture is not what proves that a page is fast. */
const LONGEST_MS = 60_000;
const FOLDER = join(TOP, 'docs', 'screenshots');
mkdirSync(FOLDER, { recursive: true });
const wanted = process.argv.slice(2);
const program = await startProgram();
const browser = await startBrowser();
let made;
/** Of the one session that every picture is taken with. */
let cookies;

async function picture(name, width, language) {
    const place = PLACES[name];
    const opened = await openPage(browser, program.address, { width, language });
    opened.page.setDefaultTimeout(LONGEST_MS);
    if (cookies) await opened.context.addCookies(cookies);
    else await signInAsSteward(opened.page, program);
    cookies ??= await opened.context.cookies();
    made ??= await prepared(opened.page, program);
    if (place.visitor) await opened.context.clearCookies();
    await openPlace(opened, place, language, made);
    const path = join(FOLDER, pictureOf(name, width, language));
    const height = await opened.page.evaluate(() => document.documentElement.scrollHeight);
    const clip = { x: 0, y: 0, width: WIDTHS[width].width, height: Math.min(height, HIGHEST) };
    await opened.page.screenshot({ path, fullPage: true, clip, animations: 'disabled' });
    spawnSync('pngquant', ['--force', '--skip-if-larger', '--strip', '--nofs', '--output', path, '32', path]);
    if (opened.complaints.length) console.log(`${name} ${width} ${language}: ${opened.complaints.join('; ')}`);
    await opened.context.close();
}

try {
    for (const [name, width, language] of picturesOf())
        if (!wanted.length || wanted.includes(name)) await picture(name, width, language);
} finally {
    await browser.close();
    await program.stop();
}
