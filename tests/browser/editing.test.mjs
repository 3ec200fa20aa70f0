// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { after, before, beforeEach, afterEach, test } from 'node:test';
import { asPerson, openPage, settled, signInAsSteward, startBrowser, startProgram } from './harness.mjs';

let program;
let browser;
let page;
let context;
let complaints;
let go;
let call;
let plan;

before(async () => {
    program = await startProgram();
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await program?.stop();
});

let count = 0;
beforeEach(async () => {
    ({ page, context, complaints, go } = await openPage(browser, program.address, { language: 'en' }));
    await signInAsSteward(page, program);
    call = await asPerson(page, program.address);
    await call('PATCH', '/session', { language: 'en' });
    const organisation = `writers-${++count}`;
    await call('POST', '/organisations', {
        id: organisation,
        data: { name: { en: 'Writers' }, statuses: [{ kind: 'user_group', check: 'demo' }] },
    });
    plan = `writers-plan-${count}`;
    const data = {
        organisation,
        title: { en: 'Plan of the writers' },
        first_day: '2015-01-01',
        last_day: '2015-12-31',
        summary: { en: 'Education and culture.' },
        check: 'demo',
    };
    const made = await call('POST', '/plans', { id: plan, data });
    assert.equal(made.status, 201, JSON.stringify(made.body));
});
afterEach(async () => {
    assert.deepEqual(complaints, []);
    await context.close();
});

const title = () => page.getByRole('group', { name: 'Title' }).getByLabel('English');
const summary = () => page.getByRole('group', { name: 'Summary' }).getByLabel('English');
const shown = (text) => page.getByRole('main').getByText(text).first().waitFor();

test('what was written survives a reload, says so, and can be discarded', async () => {
    await go(`/edit/plan/${plan}`);
    await title().fill('Plan of the writers, second draft');
    await shown('Draft kept in this browser');
    page.on('dialog', (dialog) => dialog.accept());
    await page.reload();
    await settled(page);
    await shown('was restored');
    assert.equal(await title().inputValue(), 'Plan of the writers, second draft');
    await go('/drafts').catch(() => undefined);
    await page.getByRole('link', { name: 'Plan of the writers, second draft' }).click();
    await settled(page);
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    assert.equal(await title().inputValue(), 'Plan of the writers');
    await page.reload();
    await settled(page);
    assert.equal(await page.getByText('was restored').count(), 0);
});

test('leaving with unsaved changes asks, and keeps the draft when one leaves', async () => {
    await go(`/edit/plan/${plan}`);
    await title().fill('Not saved');
    const recent = page.getByRole('link', { name: 'Recent changes' });
    await recent.click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    await page.getByRole('button', { name: 'Keep writing' }).click();
    assert.ok(page.url().endsWith(`/edit/plan/${plan}`));
    assert.equal(await title().inputValue(), 'Not saved');
    await recent.click();
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await page.waitForURL('**/recent');
    await page.goBack();
    await settled(page);
    assert.equal(await title().inputValue(), 'Not saved');
});

test('saving writes a revision with its comment and leaves no draft', async () => {
    await go(`/edit/plan/${plan}`);
    await title().fill('Plan, saved');
    await page.getByLabel('Why, in a few words').fill('A better title');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.waitForURL(`**/plans/${plan}`);
    const { body } = await call('GET', `/plans/${plan}`);
    assert.equal(body.revision, 2);
    assert.equal(body.comment, 'A better title');
    assert.deepEqual(body.data.title, { en: 'Plan, saved' });
    assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('brujula-draft')).length), 0);
});

test('days are taken as people write them, and what cannot be read is said beside the field', async () => {
    await go(`/edit/plan/${plan}`);
    const last = page.getByLabel('Last day');
    await last.fill('30 nov 2015');
    await shown(/Monday,? 30 November 2015/);
    await last.fill('some day');
    await shown('This could not be read as a date');
    await last.fill('31/12/2014');
    await page.locator('.cdx-message--warning, .cdx-field__validation-message').filter({ hasText: '2014' }).first().waitFor();
    await last.fill('21.11.2015');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.waitForURL(`**/plans/${plan}`);
    assert.equal((await call('GET', `/plans/${plan}`)).body.data.last_day, '2015-11-21');
});

test('a stale save shows both sides and the merge, with a choice for each place', async () => {
    await go(`/edit/plan/${plan}`);
    const { body: seen } = await call('GET', `/plans/${plan}`);
    const theirs = { ...seen.data, title: { en: 'Their title', es: 'Su título' } };
    await call('PUT', `/plans/${plan}`, { base: 1, comment: 'theirs', data: theirs });
    await title().fill('My title');
    await summary().fill('My summary.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'Somebody else saved meanwhile' }).waitFor();
    for (const text of ['Their', 'My']) await shown(text);
    await page.getByLabel('Keep theirs').check();
    await page.getByRole('button', { name: 'Save the merged version' }).click();
    await page.waitForURL(`**/plans/${plan}`);
    const { body } = await call('GET', `/plans/${plan}`);
    assert.equal(body.revision, 3);
    assert.deepEqual(body.data.title, { en: 'Their title', es: 'Su título' });
    assert.deepEqual(body.data.summary, { en: 'My summary.' });
});

test('two revisions are compared word by word, and an older one is restored', async () => {
    const { body: seen } = await call('GET', `/plans/${plan}`);
    await call('PUT', `/plans/${plan}`, { base: 1, comment: 'worse', data: { ...seen.data, title: { en: 'Plan of nobody' } } });
    await go(`/history/plan/${plan}`);
    await page.getByRole('button', { name: 'Compare the chosen revisions' }).click();
    await page.waitForURL(`**/compare/plan/${plan}?from=1&to=2`);
    await page.locator('del').first().waitFor();
    assert.equal(await page.locator('del').first().textContent(), 'the writers');
    assert.equal(await page.locator('ins').first().textContent(), 'nobody');
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('dialog').getByLabel('Why, in a few words').fill('It was better');
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await page.waitForURL(`**/history/plan/${plan}`);
    await shown('It was better');
    const { body } = await call('GET', `/plans/${plan}`);
    assert.equal(body.revision, 3);
    assert.deepEqual(body.data.title, { en: 'Plan of the writers' });
});

test('somebody who is not signed in is led to signing in, not to a form', async () => {
    const visitor = await openPage(browser, program.address, { language: 'en' });
    await visitor.go(`/edit/plan/${plan}`);
    assert.equal(await visitor.page.locator('form.edit-form').count(), 0);
    await visitor.page.getByRole('link', { name: 'Sign in' }).last().waitFor();
    await visitor.context.close();
});
