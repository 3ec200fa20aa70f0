// SPDX-License-Identifier: GPL-3.0-or-later
// A logic model: drawn by keyboard alone and by mouse, read by a visitor, saved by two at once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { asPerson, assertWellMade, openPage, settled, signIn, startBrowser, startProgram } from './harness.mjs';

const PLAN = { title: { en: 'Plan of the model' }, first_day: '2015-01-01', last_day: '2015-12-31', check: 'demo' };
const ITEMS = [
    { key: 'i1', column: 'input', text: { en: 'Two trainers' }, difficulty: 0 },
    { key: 'a1', column: 'activities', text: { en: 'Workshops' }, difficulty: 0 },
    { key: 's1', column: 'short_outcome', text: { en: 'They can edit' }, difficulty: 0 },
];

let program;
let browser;
let opened;
let page;
let call;
before(async () => {
    program = await startProgram();
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await program?.stop();
});
beforeEach(async () => {
    opened = await openPage(browser, program.address, { language: 'en', bypassCSP: true });
    page = opened.page;
    await signIn(page, program.address, program.accounts.find(({ name }) => name === 'Coordinadora'));
    call = await asPerson(page, program.address);
    await call('PATCH', '/session', { language: 'en' });
});
afterEach(async () => {
    assert.deepEqual(opened.complaints, []);
    await opened.context.close();
});

const focusedName = () => page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText ?? '');
const shown = (text) => page.getByText(text).first().waitFor();

/** Presses Tab until something of that name has the focus. */
async function tabTo(name, back = false) {
    for (let stop = 0; stop < 250; stop++) {
        await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
        if (name.test(await focusedName())) return;
    }
    throw new Error(`Tab does not reach ${name}`);
}

/** Waits until the rules have said something of that kind, or no longer do. */
const told = (text, state = 'attached') => page.locator('.finding-list').getByText(text).first().waitFor({ state });

async function modelOf(items = ITEMS, links = []) {
    const data = { organisation: 'wmar', plan: 'wmar-2015', title: { en: 'Workshops that teach' }, items, links, check: 'demo' };
    const { status, body } = await call('POST', '/logic-models', { data });
    assert.equal(status, 201, JSON.stringify(body));
    return body.id;
}
const saved = async (id) => (await call('GET', `/logic-models/${id}`)).body.data;

test('a model is begun on the plan’s page, drawn by keyboard alone, kept as a draft, saved and downloaded', async () => {
    const { body: plan } = await call('POST', '/plans', { data: { organisation: 'wmar', ...PLAN } });
    await opened.go(`/plans/${plan.id}`);
    await tabTo(/^Add a logic model$/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/logic-models\/.*mode=edit/);
    const id = new URL(page.url()).pathname.split('/').pop();
    await settled(page);

    await tabTo(/^Add to: Participants$/);
    await page.keyboard.press('Enter');
    await page.keyboard.type('Workshops');
    await page.keyboard.press('Alt+ArrowRight');
    assert.equal(await focusedName(), 'Activities: text of the item');
    await told('From “Workshops” no arrow leads to a product or an outcome');
    await tabTo(/^Add to: Short-term/);
    await page.keyboard.press('Enter');
    await page.keyboard.type('They can edit');
    await tabTo(/^Link to: “Workshops”/, true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await told('It is not said why “Workshops” leads to “They can edit”');
    await tabTo(/^Why “Workshops” leads to “They can edit”$/);
    await page.keyboard.type('One learns by doing');
    await told('It is not said why', 'detached');

    await tabTo(/^Link to: “They can edit”/, true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await told('These lead back to where they began: Workshops → They can edit → Workshops');
    await page.locator('.logic-card').getByText('in a circle').first().waitFor();
    await tabTo(/Undo/, true);
    await page.keyboard.press('Enter');
    await told('These lead back', 'detached');

    await shown('Draft kept in this browser');
    page.once('dialog', (dialog) => dialog.accept());
    await page.reload();
    await settled(page);
    await shown('was restored');
    assert.equal(await page.getByLabel('Activities: text of the item').inputValue(), 'Workshops');
    assert.equal((await saved(id)).items, undefined);
    await tabTo(/^Save$/);
    await page.keyboard.press('Enter');
    await shown('The logic model was saved.');
    const { items, links } = await saved(id);
    assert.deepEqual(items.map(({ column, text }) => [column, text.en]), [['activities', 'Workshops'], ['short_outcome', 'They can edit']]);
    assert.equal(links.length, 1);
    assert.equal(links[0].rationale.en, 'One learns by doing');

    const waiting = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download as SVG' }).click();
    const download = await waiting;
    assert.equal(download.suggestedFilename(), `${id}.svg`);
    const drawing = readFileSync(await download.path(), 'utf8');
    assert.match(drawing, /^<\?xml[^]*<svg [^]*One learns by doing[^]*<\/svg>\s*$/);
});

test('a card and an arrow are dragged, and a chosen arrow asks for its reason', async () => {
    const id = await modelOf();
    await opened.go(`/logic-models/${id}?mode=edit`);
    const centre = async (selector) => {
        const box = await page.locator(selector).boundingBox();
        return [box.x + box.width / 2, box.y + box.height / 2];
    };
    const drag = async (from, to) => {
        await page.mouse.move(...from);
        await page.mouse.down();
        await page.mouse.move(...to, { steps: 8 });
        await page.mouse.up();
    };
    await drag(await centre('#item-i1 .card-controls__handle'), await centre('#item-a1'));
    await drag(await centre('#item-a1 .card-controls__handle'), await centre('#item-s1'));
    assert.equal(await page.locator('.logic-arrow').count(), 2);
    const [x, y] = await centre('[data-column=products] .add-item');
    await drag(await centre('#item-a1 .card-controls__grip'), [x, y]);
    assert.equal(await page.locator('[data-column=products] [data-item]').count(), 1);
    await page.locator('.logic-arrow__place').nth(1).click();
    assert.equal(await focusedName(), 'Why “Workshops” leads to “They can edit”');
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.equal(await page.locator('[data-column=activities] [data-item]').count(), 1);
    await page.getByRole('button', { name: 'Redo' }).click();
    await page.getByRole('button', { name: 'Details: Workshops' }).click();
    await page.getByRole('dialog').getByRole('combobox').last().click();
    await page.getByRole('option', { name: '3, hard' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Save' }).click();
    await shown('The logic model was saved.');
    const { items, links } = await saved(id);
    assert.deepEqual(items.find(({ key }) => key === 'a1'), { ...ITEMS[1], column: 'products', difficulty: 3 });
    assert.deepEqual(links, [{ from: 'i1', to: 'a1' }, { from: 'a1', to: 's1' }]);
});

test('a finding leads to what it is about, and removing a card takes its arrows along', async () => {
    const id = await modelOf(ITEMS, [{ from: 'a1', to: 's1' }]);
    await opened.go(`/logic-models/${id}?mode=edit`);
    await page.getByRole('button', { name: '“Two trainers” leads nowhere' }).click();
    assert.equal(await page.evaluate(() => document.activeElement.value), 'Two trainers');
    await page.getByRole('button', { name: 'It is not said why' }).click();
    assert.equal(await focusedName(), 'Why “Workshops” leads to “They can edit”');
    await page.getByRole('button', { name: 'Details: Workshops' }).click();
    await page.getByRole('button', { name: 'Remove this item and its arrows' }).click();
    assert.equal(await page.locator('.logic-arrow').count(), 0);
    await page.waitForFunction(() => document.activeElement.id === 'add-activities');
});

test('a card without a text keeps a model from being saved, and says where', async () => {
    const id = await modelOf();
    await opened.go(`/logic-models/${id}?mode=edit`);
    await page.getByRole('button', { name: 'Add to: Direct products' }).click();
    await told('“without a text”');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByRole('button', { name: 'Direct products: without a text' }).click();
    assert.equal(await focusedName(), 'Direct products: text of the item');
    await page.keyboard.type('200 articles');
    await page.getByRole('button', { name: 'Save' }).click();
    await shown('The logic model was saved.');
});

test('who saves onto somebody else’s change sees both sides', async () => {
    const id = await modelOf();
    await opened.go(`/logic-models/${id}?mode=edit`);
    const words = page.getByLabel('Activities: text of the item');
    await words.fill('Eight workshops');
    const other = await saved(id);
    other.items[1].text.en = 'Ten workshops';
    await call('PUT', `/logic-models/${id}`, { base: 1, comment: '', data: other });
    await page.getByRole('button', { name: 'Save' }).click();
    await shown('Somebody else saved meanwhile');
    await page.getByRole('button', { name: 'Save the merged version' }).click();
    await shown('The logic model was saved.');
    assert.equal((await saved(id)).items[1].text.en, 'Eight workshops');
});

for (const width of ['wide', 'phone'])
    test(`a visitor reads it without handles, well made: ${width}`, async () => {
        const visitor = await openPage(browser, program.address, { width, language: 'en', bypassCSP: true });
        await visitor.go('/logic-models/wmar-2015-educacion-modelo?mode=edit&uselang=en');
        assert.equal(await visitor.page.locator('.card-controls, .add-item, .finding-list').count(), 0);
        assert.equal(await visitor.page.locator('.logic-arrows').isVisible(), width === 'wide');
        const words = visitor.page.locator('.logic-card__next').first();
        assert.match(await words.innerText(), /^leads to: Course for teachers; Help on the talk pages$/);
        const box = await words.boundingBox();
        assert.equal(box.height > 5, width === 'phone');
        await assertWellMade(visitor.page, width, width);
        assert.deepEqual(visitor.complaints, []);
        await visitor.context.close();
    });

test('drawing is well made at both widths', async () => {
    for (const width of ['wide', 'phone']) {
        const drawing = await openPage(browser, program.address, { width, language: 'en', bypassCSP: true });
        await signIn(drawing.page, program.address, program.accounts.find(({ name }) => name === 'Coordinadora'));
        await drawing.go('/logic-models/wmar-2015-educacion-modelo?mode=edit&uselang=en');
        await assertWellMade(drawing.page, width, width);
        await drawing.context.close();
    }
});

test('on paper it is its drawing, on a page that lies', async () => {
    await opened.go('/logic-models/wmar-2015-educacion-modelo');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.logic-reading__paper').isVisible(), true);
    assert.equal(await page.locator('.logic-diagram').isVisible(), false);
    assert.ok(await page.locator('.logic-reading__paper').evaluate((image) => image.complete && image.naturalWidth > 1000));
});
