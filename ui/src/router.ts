// SPDX-License-Identifier: GPL-3.0-or-later
import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router';

export const ROUTES: RouteRecordRaw[] = [
    { path: '/', name: 'home', component: () => import('./features/home/HomePage.vue') },
    { path: '/region', name: 'region', component: () => import('./features/region/RegionPage.vue') },
    { path: '/region/goals', name: 'region-goals', component: () => import('./features/region/RegionGoalsPage.vue') },
    {
        path: '/organisations/:id',
        name: 'organisation',
        props: true,
        component: () => import('./features/organisations/OrganisationPage.vue'),
    },
    {
        path: '/organisations/:id/purpose',
        name: 'purpose',
        props: true,
        component: () => import('./features/purpose/PurposePage.vue'),
    },
    { path: '/plans', name: 'plans', component: () => import('./features/plans/PlansPage.vue') },
    { path: '/plans/:id', name: 'plan', props: true, component: () => import('./features/plans/PlanPage.vue') },
    {
        path: '/plans/:id/tracking',
        name: 'tracking',
        props: true,
        component: () => import('./features/tracking/TrackingPage.vue'),
    },
    {
        path: '/plans/:plan/goals/:id',
        name: 'goal',
        props: true,
        component: () => import('./features/goals/GoalPage.vue'),
    },
    { path: '/goals/:id', props: true, component: () => import('./features/goals/GoalPage.vue') },
    { path: '/evaluate', name: 'evaluate', component: () => import('./features/evaluating/EvaluatePage.vue') },
    { path: '/quality', name: 'quality', component: () => import('./features/evaluating/QualityPage.vue') },
    { path: '/due', name: 'due', component: () => import('./features/evaluating/DuePage.vue') },
    { path: '/evaluation-plans/:id', name: 'evaluation-plan', props: true, component: () => import('./features/evaluating/EvaluationPlanPage.vue') },
    { path: '/reviews/:id', name: 'review', props: true, component: () => import('./features/evaluating/ReviewPage.vue') },
    { path: '/practices', name: 'practices', component: () => import('./features/practices/PracticesPage.vue') },
    { path: '/practices/:id', name: 'practice', props: true, component: () => import('./features/practices/PracticePage.vue') },
    { path: '/activities', name: 'activities', component: () => import('./features/activities/ActivitiesPage.vue') },
    {
        path: '/activities/:id',
        name: 'activity',
        props: true,
        component: () => import('./features/activities/ActivityPage.vue'),
    },
    {
        path: '/measurements/:id',
        name: 'measurement',
        props: true,
        component: () => import('./features/measuring/MeasurementPage.vue'),
    },
    {
        path: '/logic-models/:id',
        name: 'logic-model',
        props: true,
        component: () => import('./features/logic/LogicModelPage.vue'),
    },
    {
        path: '/persons/:id',
        props: (route) => ({ kind: 'person', id: route.params['id'] }),
        component: () => import('./features/records/RecordPage.vue'),
    },
    { path: '/records/:kind/:id', props: true, component: () => import('./features/records/RecordPage.vue') },
    {
        path: '/history/:kind/:id',
        name: 'history',
        props: true,
        component: () => import('./features/history/HistoryPage.vue'),
    },
    {
        path: '/compare/:kind/:id',
        name: 'compare',
        props: true,
        component: () => import('./features/history/ComparePage.vue'),
    },
    { path: '/edit/:kind/:id', name: 'edit', props: true, component: () => import('./features/editing/EditPage.vue') },
    { path: '/new/:kind', name: 'new', props: true, component: () => import('./features/editing/EditPage.vue') },
    { path: '/rules', name: 'rules', component: () => import('./features/adviser/RulesPage.vue') },
    { path: '/notifications', name: 'notifications', component: () => import('./features/discussion/NotificationsPage.vue') },
    {
        path: '/mail/confirm',
        name: 'mail-confirm',
        props: { what: 'confirm' },
        component: () => import('./features/mail/LinkPage.vue'),
    },
    {
        path: '/mail/unsubscribe',
        name: 'mail-unsubscribe',
        props: { what: 'unsubscribe' },
        component: () => import('./features/mail/LinkPage.vue'),
    },
    { path: '/drafts', name: 'drafts', component: () => import('./features/drafts/DraftsPage.vue') },
    { path: '/account', name: 'account', component: () => import('./features/account/AccountPage.vue') },
    { path: '/sign-in', name: 'sign-in', component: () => import('./features/session/SignInPage.vue') },
    { path: '/search', name: 'search', component: () => import('./features/search/SearchPage.vue') },
    { path: '/recent', name: 'recent', component: () => import('./features/recent/RecentPage.vue') },
    { path: '/metrics', name: 'metrics', component: () => import('./features/metrics/MetricsPage.vue') },
    { path: '/metrics/:name', name: 'metric', props: true, component: () => import('./features/metrics/MetricPage.vue') },
    { path: '/lake', name: 'lake', component: () => import('./features/lake/LakePage.vue') },
    { path: '/:pathMatch(.*)*', name: 'not-found', component: () => import('./features/shell/NotFoundPage.vue') },
];

export function createAppRouter(): Router {
    return createRouter({
        history: createWebHistory(),
        routes: ROUTES,
        scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
    });
}
