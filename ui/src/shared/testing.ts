// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of components share; no page uses it.
import { type ComponentMountingOptions, mount, type VueWrapper } from '@vue/test-utils';
import type { Component } from 'vue';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import en from '../i18n/en.json';
import es from '../i18n/es.json';
import pt from '../i18n/pt.json';
import { type Messages, useMessages } from './i18n';
import type { InterfaceLanguage } from './language';

const MESSAGES: Record<InterfaceLanguage, Messages> = { en, es, pt };

export function speak(language: InterfaceLanguage): void {
    useMessages(language, MESSAGES[language]);
}

export function testRouter(): Router {
    const page = { template: '<div />' };
    return createRouter({ history: createMemoryHistory(), routes: [{ path: '/:all(.*)*', component: page }] });
}

/** Mounts with the router and in a language, attached to the document so that focus works. */
export function show(component: Component, options: ComponentMountingOptions<Component> = {}, router = testRouter()): VueWrapper {
    return mount(component, {
        attachTo: document.body,
        ...options,
        global: { ...options.global, plugins: [router, ...(options.global?.plugins ?? [])] },
    }) as VueWrapper;
}

/** A fetch that answers from a table of "METHOD /path" → [status, body], and remembers what it was asked. */
export function fakeFetch(answers: Record<string, [number, unknown]>) {
    const asked: { method: string; path: string; query: URLSearchParams; headers: Headers; body: unknown }[] = [];
    const fetcher = (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
        const address = new URL(String(input), 'http://brujula.test');
        const path = address.pathname.replace('/api/v1', '');
        const method = init.method ?? 'GET';
        const body: unknown = init.body ? JSON.parse(String(init.body)) : undefined;
        asked.push({ method, path, query: address.searchParams, headers: new Headers(init.headers), body });
        const [status, answer] = answers[`${method} ${path}`] ?? [404, { detail: `no answer for ${method} ${path}` }];
        return Promise.resolve(new Response(status === 204 ? null : JSON.stringify(answer), { status }));
    };
    return { fetcher: fetcher as typeof fetch, asked };
}
