// SPDX-License-Identifier: GPL-3.0-or-later
// Every place of the interface once: what axe looks at, what is pictured in docs/screenshots. `route` is the address
// in ui/src/router.ts that the place stands for; `path` an address in the demo network, of what `prepared` made.
import assert from 'node:assert/strict';
import { asPerson, WIDTHS } from './harness.mjs';

const GOAL = 'wmar-archivos-museo';
const YEAR_2014 = { first_day: '2014-01-01', last_day: '2014-12-31', time_zone: 'America/Argentina/Buenos_Aires' };
const EDIT = '/edit/:kind/:id';
const NEW = '/new/:kind';

/** What the page is told where a mail server is set, which it is not where the places are looked at. */
const withMail = (request) =>
    request.fulfill({
        json: {
            offered: true,
            address: 'coordinacion@example.org',
            rhythm: 'weekly',
            refused: '',
            pending: { address: 'nueva@example.org', sent: true, expires: '2026-11-24T12:00:00Z', tries: 0, failure: '', given_up: false },
            hour: 7,
            zone: 'America/Santiago',
        },
    });

/** What the page of erasures is told: stewards, as who the places are looked at, may not ask for it. */
const withErasures = (request) =>
    request.fulfill({
        json: {
            items: [
                { number: 2, what: 'person', kind: '', id: '', revisions: 4, subject: '5a0c3f9e12b7', author: 'Administradora', time: '2015-03-04T12:00:00Z', reason: 'Pedido por carta del 3 de marzo', overwritten: true },
                { number: 1, what: 'revision', kind: 'goal', id: GOAL, revisions: 1, subject: '', author: 'Secretaría', time: '2015-02-01T09:30:00Z', reason: 'Un dato personal en el texto', overwritten: false },
            ],
        },
    });

export const PLACES = {
    home: { route: '/', path: () => '/', languages: ['en', 'pt'] },
    'home-visitor': { route: '/', path: () => '/', visitor: true },
    region: { route: '/region', path: () => '/region?year=2014', languages: ['en', 'pt'] },
    'region-years': { route: '/region', path: () => '/region?year=2014,2015' },
    'region-lines': { route: '/region', path: () => '/region?year=2014,2015&view=lines', widths: ['wide'] },
    'region-table': { route: '/region', path: () => '/region?year=2014,2015&view=table' },
    'region-goals': { route: '/region/goals', path: () => '/region/goals?year=2014' },
    'region-embed': { route: '/region', path: () => '/region?year=2014&embed=1', visitor: true },
    organisation: { route: '/organisations/:id', path: () => '/organisations/wmar', languages: ['en', 'pt'] },
    'organisation-years': { route: '/organisations/:id', path: () => '/organisations/wmar?beside=2014' },
    'organisation-empty': { route: '/organisations/:id', path: () => '/organisations/wayuu' },
    purpose: { route: '/organisations/:id/purpose', path: () => '/organisations/iberocoop/purpose', languages: ['pt'] },
    plans: { route: '/plans', path: () => '/plans' },
    plan: { route: '/plans/:id', path: () => '/plans/wmar-2015', languages: ['pt'] },
    tracking: { route: '/plans/:id/tracking', path: () => '/plans/wmar-2015/tracking', languages: ['en', 'pt'] },
    'tracking-parts': { route: '/plans/:id/tracking', path: () => '/plans/amical-2014/tracking?parts=1' },
    'tracking-visitor': { route: '/plans/:id/tracking', path: () => '/plans/wmcl-2018/tracking', visitor: true },
    goal: { route: '/plans/:plan/goals/:id', path: () => `/plans/wmar-2015/goals/${GOAL}`, languages: ['en', 'pt'] },
    'goal-formula': { route: '/plans/:plan/goals/:id', path: () => '/plans/wmar-2014/goals/wmar-2014-participantes-anual' },
    'goal-chart': { route: '/plans/:plan/goals/:id', path: () => '/plans/wmar-2015/goals/wmar-editores-activos' },
    'goal-shared': { route: '/goals/:id', path: () => '/goals/red-articulos' },
    'goal-baseline': { route: '/goals/:id', path: () => '/goals/red-linea-de-base-genero' },
    'goal-revise': { route: '/goals/:id', path: () => `/goals/${GOAL}?revise=${GOAL}-ind:0` },
    evaluate: { route: '/evaluate', path: () => '/evaluate' },
    quality: { route: '/quality', path: () => '/quality', languages: ['en'] },
    due: { route: '/due', path: () => '/due' },
    'evaluation-plan': { route: '/evaluation-plans/:id', path: ({ evaluation }) => `/evaluation-plans/${evaluation}`, languages: ['pt'] },
    review: { route: '/reviews/:id', path: ({ review }) => `/reviews/${review}`, languages: ['en', 'pt'] },
    practices: { route: '/practices', path: () => '/practices', languages: ['pt'] },
    practice: { route: '/practices/:id', path: () => '/practices/talleres-de-a-dos', languages: ['en', 'pt'] },
    'practice-visitor': { route: '/practices/:id', path: () => '/practices/wikipedia-en-tu-provincia', visitor: true },
    'practice-adopt': { route: '/practices/:id', path: () => '/practices/curso-de-un-semestre?do=adopt' },
    'edit-practice': { route: EDIT, path: () => '/edit/practice/gracias-una-semana-despues' },
    activities: { route: '/activities', path: () => '/activities' },
    activity: { route: '/activities/:id', path: () => '/activities/editaton-museo', languages: ['en', 'pt'] },
    'activity-newcomers': { route: '/activities/:id', path: () => '/activities/editaton-museo?who=new-of-wikis&around=30' },
    'activity-visitor': { route: '/activities/:id', path: () => '/activities/editaton-museo', visitor: true },
    'activity-cohort': {
        route: '/activities/:id',
        path: () => '/activities/editaton-museo?cohort=edit',
        act: (page) => page.waitForSelector('.cohort-form [type=submit]:enabled'),
    },
    measurement: { route: '/measurements/:id', path: ({ measurement }) => `/measurements/${measurement}` },
    'measurement-facts': {
        route: '/measurements/:id',
        path: ({ measurement }) => `/measurements/${measurement}?metric=pages-edited`,
        languages: ['pt'],
    },
    'logic-model': { route: '/logic-models/:id', path: () => '/logic-models/wmar-2015-educacion-modelo', languages: ['en', 'pt'] },
    'logic-model-drawing': { route: '/logic-models/:id', path: () => '/logic-models/wmar-2015-educacion-modelo?mode=edit', languages: ['pt'] },
    person: { route: '/persons/:id', path: () => '/persons/demo-coordinadora-wmar' },
    programme: { route: '/records/:kind/:id', path: () => '/records/programme/wmar-educacion' },
    indicator: { route: '/records/:kind/:id', path: () => `/records/indicator/${GOAL}-ind` },
    metrics: { route: '/metrics', path: () => '/metrics', languages: ['pt'] },
    metric: { route: '/metrics/:name', path: () => '/metrics/bytes-added', languages: ['en'] },
    lake: { route: '/lake', path: () => '/lake' },
    roles: { route: '/roles', path: () => '/roles', languages: ['en', 'pt'] },
    search: { route: '/search', path: () => '/search?q=educacion' },
    'search-nothing': { route: '/search', path: () => '/search?q=zzzz' },
    'search-first': { route: '/search', path: () => '/search' },
    recent: { route: '/recent', path: () => '/recent' },
    history: { route: '/history/:kind/:id', path: () => `/history/goal/${GOAL}` },
    compare: { route: '/compare/:kind/:id', path: () => `/compare/goal/${GOAL}?from=1&to=2` },
    rules: { route: '/rules', path: () => '/rules', languages: ['pt'] },
    notifications: { route: '/notifications', path: () => '/notifications' },
    'notifications-mail': { route: '/notifications', path: () => '/notifications', languages: ['pt'], prepare: (page) => page.route('**/api/v1/mail?*', withMail) },
    'mail-confirm': { route: '/mail/confirm', path: () => '/mail/confirm?token=0123', visitor: true },
    'mail-unsubscribe': { route: '/mail/unsubscribe', path: () => '/mail/unsubscribe?account=Coordinadora&token=0123', visitor: true },
    'goal-advice': { route: '/goals/:id', path: () => '/goals/wmar-editores-nuevos?letter=A', languages: ['en', 'pt'] },
    import: { route: '/import', path: () => '/import?what=plan&organisation=wmar', languages: ['en', 'pt'] },
    'import-values': { route: '/import', path: () => '/import?what=values&organisation=wmar' },
    'import-step': { route: '/imports/:step', path: ({ step }) => `/imports/${step}`, languages: ['pt'] },
    drafts: { route: '/drafts', path: () => '/drafts' },
    erasures: { route: '/erasures', path: () => '/erasures', prepare: (page) => page.route('**/api/v1/erasures?*', withErasures) },
    'sign-in': { route: '/sign-in', path: () => '/sign-in', visitor: true },
    setup: { route: '/setup', path: () => '/setup', visitor: true },
    account: { route: '/account', path: () => '/account', languages: ['pt'] },
    invitation: { route: '/invitation', path: () => '/invitation#not-a-token', visitor: true },
    'password-reset': { route: '/password-reset', path: () => '/password-reset', visitor: true },
    accounts: { route: '/accounts', path: () => '/accounts' },
    'accounts-invite': { route: '/accounts', path: () => '/accounts', act: (page) => page.getByRole('button', { name: 'Invitar a alguien' }).click() },
    'one-account': { route: '/accounts/:name', path: () => '/accounts/Coordinadora' },
    'security-log': { route: '/security-log', path: () => '/security-log' },
    'edit-signed-out': { route: EDIT, path: () => `/edit/goal/${GOAL}`, visitor: true },
    'edit-organisation': { route: EDIT, path: () => '/edit/organisation/wmar' },
    'edit-person': { route: EDIT, path: () => '/edit/person/demo-coordinadora-wmar' },
    'edit-plan': { route: EDIT, path: () => '/edit/plan/wmar-2015' },
    'edit-objective': { route: EDIT, path: () => '/edit/objective/wmar-2015-glam' },
    'edit-goal': { route: EDIT, path: () => `/edit/goal/${GOAL}`, languages: ['en', 'pt'] },
    'edit-indicator': { route: EDIT, path: () => `/edit/indicator/${GOAL}-ind` },
    'edit-observation': { route: EDIT, path: () => `/edit/observation/${GOAL}-obs-1` },
    'edit-programme': { route: EDIT, path: () => '/edit/programme/wmar-educacion' },
    'edit-activity': { route: EDIT, path: () => '/edit/activity/editaton-museo' },
    'edit-cohort': { route: EDIT, path: () => '/edit/cohort/editaton-museo-cohorte' },
    'new-goal': { route: NEW, path: () => '/new/goal?organisation=wmar&plan=wmar-2015&objective=wmar-2015-glam' },
    'new-indicator': { route: NEW, path: () => '/new/indicator' },
    'not-found': { route: '/:pathMatch(.*)*', path: () => '/nothing/here' },
    'error-no-record': { route: '/plans/:id', path: () => '/plans/no-such-plan' },
    'error-forbidden': { route: '/measurements/:id', path: ({ measurement }) => `/measurements/${measurement}?metric=pages-edited`, visitor: true },
    'error-offline': {
        route: '/recent',
        path: () => '/recent',
        prepare: (page) => page.route('**/api/v1/recent*', (request) => request.abort('connectionrefused')),
    },
    menu: { route: '/', path: () => '/plans', widths: ['phone'], act: (page) => page.locator('.site-header__toggle').click() },
};

/**
 * What the places need, made by a steward who is signed in on the page: a measurement; a goal with two revisions; an open
 * review of a plan; an evaluation plan.
 */
export async function prepared(page, { address }) {
    const call = await asPerson(page, address);
    const scope = { activities: ['editaton-museo'], wikis: ['simwiki'], ...YEAR_2014, first_day: '2014-05-10', last_day: '2014-05-11' };
    const { body: measurement } = await call('POST', '/measurements/run', { organisation: 'wmar', scope, metrics: [] });
    assert.ok(measurement.id, JSON.stringify(measurement));
    const { body: goal } = await call('GET', `/goals/${GOAL}`);
    if (goal.revision === 1) {
        const statement = { ...goal.data.statement, en: 'Bring 1,200 files of the museum to Commons by November 2015, a third of them in use' };
        await call('PUT', `/goals/${GOAL}`, { base: 1, comment: 'La redacción en inglés, revisada', data: { ...goal.data, statement } });
    }
    const { body: review } = await call('POST', '/plans/wmar-2015/review', {});
    assert.ok(review.id, JSON.stringify(review));
    return { measurement: measurement.id, review: review.id, evaluation: await evaluationOf2015(call), step: await importedStep(call) };
}

/** A small plan brought from a pasted table: its step. */
async function importedStep(call) {
    const text = 'Objetivo estratégico\tObjetivo\tIndicador\tMeta 2016\nEducación\tFormar a 40 docentes hasta noviembre de 2016\tDocentes formados\t40\n';
    const { body: read } = await call('POST', '/imports/read', { what: 'plan', text });
    const { layout, rows } = read.tables[0];
    const into = { organisation: 'wmar', title: { es: '(demo) Plan 2016 traído' }, first_day: '2016-01-01', last_day: '2016-12-31' };
    const order = { what: 'plan', table: { rows }, layout, into, language: 'es', source: 'plan-2016.xlsx' };
    const { body: preview } = await call('POST', '/imports/preview', order);
    const { status, body } = await call('POST', '/imports/commit', { ...order, agreed: preview.agreed });
    assert.equal(status, 201, JSON.stringify(body));
    return body.step;
}

/** An evaluation plan with a complete question, one whose days are in no order, and one that is only asked. */
async function evaluationOf2015(call) {
    const indicators = [`${GOAL}-ind`];
    const { body: coordinator } = await call('GET', '/persons/demo-coordinadora-wmar');
    const use = { es: 'La coordinación decide con qué museos sigue' };
    const whole = { indicators, method: { es: 'Conteo de usos en las wikis' }, source: { es: 'Historial de commonswiki' }, use };
    const questions = [
        { question: { es: '¿Usan las wikis lo que subieron los museos?' }, ...whole, responsible: coordinator.id, collect_by: '2015-11-30', analyse_by: '2015-12-10', report_by: '2015-12-20' },
        { question: { es: '¿Qué les faltó a los museos para seguir solos?' }, ...whole, survey: true, asked: 40, answered: 36, collect_by: '2015-11-30', analyse_by: '2015-11-20' },
        { question: { es: '¿Quiénes volvieron?' } },
    ];
    const data = { organisation: 'wmar', plan: 'wmar-2015', title: { es: '(demo) Evaluación del Plan 2015' }, check: 'demo', questions };
    const { body } = await call('POST', '/evaluation-plans', { data });
    assert.ok(body.id, JSON.stringify(body));
    return body.id;
}

/** Opens a place in a language. */
export async function openPlace({ page, go }, place, language, made) {
    await place.prepare?.(page);
    const address = place.path(made);
    await go(`${address}${address.includes('?') ? '&' : '?'}uselang=${language}`);
    await place.act?.(page);
}

/** Every picture of docs/screenshots as [place, width, language]: all in Spanish, some in the other languages. */
export function picturesOf() {
    return Object.entries(PLACES).flatMap(([name, { widths = Object.keys(WIDTHS), languages = [] }]) =>
        ['es', ...languages].flatMap((language) => widths.map((width) => [name, width, language])),
    );
}

/** The name of a picture's file. */
export function pictureOf(name, width, language) {
    return `${name}-${language}-${WIDTHS[width].width}.png`;
}
