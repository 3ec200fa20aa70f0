// SPDX-License-Identifier: GPL-3.0-or-later
// The coordinator's path and the edit form without a mouse: everything reached by Tab, its focus seen, no trap.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asPerson, openPage, settled, signIn, startBrowser, startProgram } from './harness.mjs';

/** More stops than any page has: a walk that takes longer goes in a circle. */
const MOST_STOPS = 150;
const YEAR = { first_day: '2014-01-01', last_day: '2014-12-31' };
const DAYS = { first_day: '2014-05-10', last_day: '2014-05-11' };

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

/** What has the focus: its name, and whether the focus can be seen. */
function focused(page) {
    return page.evaluate(() => {
        const element = document.activeElement;
        const at = element.getBoundingClientRect();
        const shows = [element, element.parentElement, element.nextElementSibling].filter(Boolean).some((part) => {
            const style = getComputedStyle(part);
            return (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none';
        });
        const labels = [...(element.labels ?? [])].map((label) => label.innerText);
        const name = [element.getAttribute('aria-label'), ...labels, element.innerText, element.name].filter(Boolean).join(' ');
        return { tag: element.tagName, type: element.type ?? '', name, shows, high: at.height };
    });
}

/** Presses Tab until something of that name has the focus; every stop on the way must be seen. */
async function tabTo(page, name, { tag, back = false } = {}) {
    const stops = [];
    for (let stop = 0; stop < MOST_STOPS; stop++) {
        await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
        const now = await focused(page);
        if (now.tag === 'BODY') continue;
        stops.push(now.name.trim().slice(0, 40));
        assert.ok(now.shows, `the focus on “${now.name}” (${now.tag}) is not seen`);
        if (name.test(now.name) && (!tag || now.tag === tag)) return now;
    }
    throw new Error(`Tab does not reach ${name}: ${stops.join(' | ')}`);
}

/** Tab to a link or button and Enter. */
async function enter(page, name, options) {
    await tabTo(page, name, options);
    await page.keyboard.press('Enter');
}

async function coordinatorAt(language) {
    const opened = await openPage(browser, program.address, { language });
    const account = program.accounts.find(({ name }) => name === 'Coordinadora');
    await signIn(opened.page, program.address, account);
    return { ...opened, call: await asPerson(opened.page, program.address) };
}

/** A goal of 2014 with an indicator in edited pages, and an activity for it without a cohort. */
async function goalWithActivity(call) {
    const made = async (kind, data) => {
        const { status, body } = await call('POST', `/${kind}`, { data: { organisation: 'wmar', ...data } });
        assert.equal(status, 201, JSON.stringify(body));
        return body.id;
    };
    const plan = await made('plans', { title: { es: 'Plan con teclado' }, ...YEAR, check: 'demo' });
    const objective = await made('objectives', { plan, title: { es: 'Contenido' } });
    const statement = { es: 'Editar 200 artículos sin usar el ratón en 2014' };
    const goal = await made('goals', { plan, objective, statement, type: 'reach', ...YEAR, check: 'demo' });
    await made('indicators', {
        goal,
        name: { es: 'Artículos editados' },
        kind: 'measured',
        metric: { metric: 'pages-edited', definition: 'wikimetrics.deduplicated' },
        direction: 'increasing',
        accumulation: 'cumulative',
        frequency: 'yearly',
        targets: [{ ...YEAR, value: { value: 200, quality: 'exact' } }],
    });
    const time_zone = 'America/Argentina/Buenos_Aires';
    const name = { es: 'Editatón con teclado' };
    await made('activities', { goal, name, type: 'editing', ...DAYS, time_zone, wikis: ['simwiki'] });
    return { plan, goal };
}

test('goal, activity, participants, Measure, observation and the list behind it, by keyboard alone', async () => {
    const { page, context, complaints, go, call } = await coordinatorAt('es');
    const { goal } = await goalWithActivity(call);
    const { body: cohort } = await call('GET', '/cohorts/editaton-museo-cohorte');
    const names = cohort.data.members.map(({ user_name }) => user_name);

    await go(`/goals/${goal}?uselang=es`);
    await page.keyboard.press('Tab');
    assert.match((await focused(page)).name, /contenido/i, 'the first stop leads past the header');
    await page.keyboard.press('Enter');
    await enter(page, /^Editatón con teclado$/);
    await page.waitForURL('**/activities/*');
    await settled(page);

    await enter(page, /^Pegar o subir la lista/);
    await page.getByLabel('Nombres de usuario de quienes participaron').waitFor();
    await tabTo(page, /Nombres de usuario/, { tag: 'TEXTAREA' });
    await page.keyboard.insertText(names.join('\n'));
    await page.getByText(`Encontramos a las ${names.length} personas`).waitFor();
    await tabTo(page, /^otorgado/, { tag: 'INPUT' });
    await page.keyboard.press('Space');
    await enter(page, /^Guardar \d+ personas$/);
    await page.getByText('La lista de participantes quedó guardada').waitFor();

    await enter(page, /^Medir$/);
    await page.getByRole('row').filter({ hasText: 'pages-edited/wikimetrics.deduplicated' }).waitFor();
    await enter(page, /^Usar para un objetivo.*Páginas editadas/);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Artículos editados').waitFor();
    await enter(page, /^Guardar como valor observado$/);
    await dialog.getByText('El objetivo tiene un valor nuevo').waitFor();
    await enter(page, /^Abrir el objetivo$/);
    await page.waitForURL(`**/goals/${goal}*`);
    await page.locator('.indicator .status-word--met').waitFor();

    await tabTo(page, /^\d/, { tag: 'BUTTON' });
    await page.keyboard.press('Enter');
    await enter(page, /^Abrir la lista que hay detrás$/);
    await page.waitForURL(/\/measurements\/.*#list/);
    await page.getByText('1–50 de').waitFor();
    await enter(page, /^Siguiente$/);
    await page.getByText('51–100 de').waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
});

test('the edit form by keyboard alone: a part is added and removed, a link chosen, and it is saved', async () => {
    const { page, context, complaints, go, call } = await coordinatorAt('en');
    const { body: made } = await call('POST', '/activities', {
        data: { organisation: 'wmar', name: { en: 'Walk' }, type: 'editing', ...DAYS, time_zone: 'UTC', wikis: ['simwiki'] },
    });
    await go(`/edit/activity/${made.id}?uselang=en`);

    await tabTo(page, /^Programme/, { tag: 'INPUT' });
    await page.keyboard.type('Educ');
    await page.getByRole('option', { name: /Educa/ }).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await enter(page, /^Add: Wikis$/);
    const wikis = page.getByRole('group', { name: 'Wikis' });
    assert.equal(await wikis.getByRole('textbox').count(), 2);
    await tabTo(page, /./, { tag: 'INPUT', back: true });
    await page.keyboard.type('eswiki');
    await enter(page, /Wikis.*1/, { tag: 'BUTTON', back: true });
    assert.equal(await wikis.getByRole('textbox').count(), 1);
    assert.equal(await wikis.getByRole('textbox').inputValue(), 'eswiki');
    await enter(page, /^Save$/, { tag: 'BUTTON' });
    await page.waitForURL(`**/activities/${made.id}*`);
    const { body: saved } = await call('GET', `/activities/${made.id}`);
    assert.deepEqual(saved.data.wikis, ['eswiki']);
    assert.equal(typeof saved.data.programme, 'string');
    assert.deepEqual(complaints, []);
    await context.close();
});
