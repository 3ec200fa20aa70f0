// SPDX-License-Identifier: GPL-3.0-or-later
// Comparisons of the demo, in Spanish: an activity's people beside similar users, before and after, and how long they
// stay; an organisation beside its own years; values that do not hold together, with the fix that one click writes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asPerson, assertWellMade, openPage, settled, signIn, signInAsSteward, startBrowser, startProgram, WIDTHS } from './harness.mjs';

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

const ACTIVITY = '/activities/editaton-museo?uselang=es';

async function coordinator(options = {}) {
    const opened = await openPage(browser, program.address, { language: 'es', bypassCSP: true, ...options });
    await signIn(opened.page, program.address, program.accounts.find(({ name }) => name === 'Coordinadora'));
    return { ...opened, call: await asPerson(opened.page, program.address) };
}

for (const width of Object.keys(WIDTHS))
    test(`an activity's people: beside similar users, before and after, and how long they stay, ${width}`, async () => {
        const { page, context, complaints, go } = await coordinator({ width });
        await go(ACTIVITY);
        await page.locator('#similar-users').waitFor();
        await page.locator('#before-after').waitFor();
        const changes = page.getByRole('region', { name: 'Todos los números al lado de los períodos anteriores' });
        await changes.waitFor();
        assert.match(await changes.innerText(), /wikis enteras/);
        await page.getByText('regresión a la media').waitFor();
        await page.getByRole('heading', { name: 'La diferencia de cada persona consigo misma' }).waitFor();
        await page.locator('.survival-chart').waitFor();
        await settled(page);
        await assertWellMade(page, 'activity', width);
        assert.deepEqual(complaints, []);
        await context.close();
    });

test('everybody who registered on the wikis then stands beside the participants', async () => {
    const { page, context, complaints, go } = await coordinator();
    await go(`${ACTIVITY}&who=new`);
    const section = page.locator('section', { has: page.locator('#retention') });
    await section.getByText(/personas que se registraron desde dos semanas antes/).waitFor();
    const listed = await section.innerText();
    await section.getByLabel('Quiénes').or(section.locator('[aria-labelledby~="retention-who"]')).first().click();
    await section.getByRole('option', { name: 'quienes se registraron entonces en sus wikis' }).click();
    await page.waitForURL('**who=new-of-wikis*');
    await section.getByText(/Editores nuevos \(una edición en el primer día\): \d/).waitFor();
    await settled(page);
    assert.notEqual(await section.innerText(), listed);
    assert.deepEqual(complaints, []);
    await context.close();
});

test('the chart of before and after is read by the keyboard, as a table, and taken along', async () => {
    const { page, context, complaints, go } = await coordinator();
    await go(`${ACTIVITY}&around=30`);
    const section = page.locator('section', { has: page.locator('#before-after') });
    const chart = section.locator('.line-chart');
    await chart.waitFor();
    await chart.locator('svg').first().waitFor();
    const reading = chart.locator('.chart-reading');
    const last = await reading.innerText();
    await chart.locator('.line-chart__box').focus();
    await page.keyboard.press('Home');
    await page.waitForFunction(([text]) => document.querySelector('#before-after').parentElement.querySelector('.chart-reading').innerText !== text, [last]);
    await chart.getByRole('button', { name: 'Ver como tabla' }).click();
    await chart.getByRole('table').waitFor();
    const waiting = page.waitForEvent('download');
    await section.getByRole('button', { name: 'Descargar todos los períodos como CSV' }).click();
    assert.equal((await waiting).suggestedFilename(), 'editaton-museo-before-after-all.csv');
    assert.deepEqual(complaints, []);
    await context.close();
});

for (const width of Object.keys(WIDTHS))
    test(`an organisation's year beside its own years is measured when asked for, ${width}`, async () => {
        const { page, context, complaints, go } = await coordinator({ width });
        await go('/organisations/wmar?uselang=es');
        await page.getByRole('button', { name: 'Comparar los años' }).click();
        await page.waitForURL('**beside=*');
        const section = page.locator('section', { has: page.locator('#before-after') });
        await section.getByRole('heading', { name: 'En qué se basa' }).waitFor();
        await section.getByText('No alcanza: 0 de 4 períodos completos').first().waitFor();
        await section.getByText('Ninguna actividad con personas o categorías cae en este período.').first().waitFor();
        await section.getByRole('heading', { name: 'Lo que informó la propia organización, año tras año' }).waitFor();
        await settled(page);
        await assertWellMade(page, 'organisation', width);
        assert.deepEqual(complaints, []);
        await context.close();
    });

test('visitors are offered no comparison that they could not see', async () => {
    const { page, context, complaints, go } = await openPage(browser, program.address, { language: 'es' });
    await go(ACTIVITY);
    assert.equal(await page.locator('#similar-users, #before-after, #retention').count(), 0);
    await go('/organisations/wmar?uselang=es');
    assert.equal(await page.locator('#before-after').count(), 0);
    const refused = await page.request.get(`${program.address}/api/v1/activities/editaton-museo/before-after`);
    assert.equal(refused.status(), 401);
    assert.deepEqual(complaints, []);
    await context.close();
});

for (const width of Object.keys(WIDTHS))
    test(`a percentage that does not follow from its counts is put right by one click, ${width}`, async () => {
        const opened = await openPage(browser, program.address, { language: 'es', width, bypassCSP: true });
        const { page, context, complaints, go } = opened;
        await signInAsSteward(page, program);
        const call = await asPerson(page, program.address);
        const { body: list } = await call('GET', '/indicators?organisation=wmar&limit=200');
        const ratio = list.items.find(({ data }) => data.measure === 'percentage');
        assert.ok(ratio, 'the demo has a percentage');
        const value = { value: 1.2, quality: 'exact' };
        const days = width === 'wide' ? { first_day: '2014-09-01', last_day: '2014-09-30' } : { first_day: '2014-08-01', last_day: '2014-08-31' };
        const data = { organisation: 'wmar', indicator: ratio.id, ...days, value, numerator: 36, denominator: 3334, by: 'reported' };
        const { status, body } = await call('POST', '/observations', { data });
        assert.equal(status, 201, JSON.stringify(body));
        await go('/quality?organisation=wmar&rule=D3&uselang=es');
        await settled(page);
        await assertWellMade(page, 'quality', width);
        const finding = page.locator('.quality-group li', { has: page.locator(`a[href$="${body.id}"]`) });
        await finding.getByRole('button').first().click();
        await finding.waitFor({ state: 'detached' });
        const { body: fixed } = await call('GET', `/observations/${body.id}`);
        assert.equal(fixed.data.value.value, 1.1);
        assert.deepEqual(complaints, []);
        await context.close();
    });
