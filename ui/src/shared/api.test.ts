// SPDX-License-Identifier: GPL-3.0-or-later
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { api, type ApiError, useCsrf } from './api';
import { fakeFetch, speak } from './testing';

const failure = (promise: Promise<unknown>): Promise<ApiError> =>
    promise.then(
        () => Promise.reject(new Error('it did not fail')),
        (error: unknown) => error as ApiError,
    );

describe('the api client', () => {
    beforeEach(() => speak('es'));
    afterEach(() => vi.unstubAllGlobals());

    it('asks below /api/v1 in the reader’s language, leaving out what is empty', async () => {
        const { fetcher, asked } = fakeFetch({ 'GET /plans': [200, { items: [] }] });
        vi.stubGlobal('fetch', fetcher);
        expect(await api.get('/plans', { query: { organisation: 'wmar', after: '', limit: null } })).toEqual({ items: [] });
        expect(asked[0]!.query.toString()).toBe('organisation=wmar&uselang=es');
    });

    it('sends the token and the type with what changes something', async () => {
        const { fetcher, asked } = fakeFetch({ 'POST /plans': [201, { id: 'p' }] });
        vi.stubGlobal('fetch', fetcher);
        useCsrf('secret');
        await api.post('/plans', { data: {} });
        expect(asked[0]!.headers.get('X-CSRF-Token')).toBe('secret');
        expect(asked[0]!.headers.get('Content-Type')).toBe('application/json');
        expect(asked[0]!.body).toEqual({ data: {} });
    });

    it('makes a problem document an error with its kind, words and fields', async () => {
        const problems = [{ field: '/title', key: 'error-empty', text: 'Falta el título.' }];
        const { fetcher } = fakeFetch({ 'POST /plans': [422, { detail: 'Hay un problema.', key: 'error-shape', problems }] });
        vi.stubGlobal('fetch', fetcher);
        const error = await failure(api.post('/plans', {}));
        expect(error).toMatchObject({ kind: 'problems', status: 422, message: 'Hay un problema.', problems });
    });

    it('renews a token that has expired, once', async () => {
        const { fetcher, asked } = fakeFetch({ 'DELETE /session': [403, { key: 'error-csrf', detail: 'old' }] });
        vi.stubGlobal('fetch', fetcher);
        const renew = vi.fn(() => Promise.resolve());
        useCsrf('old', renew);
        expect((await failure(api.delete('/session'))).kind).toBe('forbidden');
        expect(renew).toHaveBeenCalledTimes(1);
        expect(asked).toHaveLength(2);
    });

    it('says offline where nothing answers, and keeps an abort an abort', async () => {
        vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
        expect(await failure(api.get('/kinds'))).toMatchObject({ kind: 'offline' });
        vi.stubGlobal('fetch', () => Promise.reject(new DOMException('stopped', 'AbortError')));
        expect((await failure(api.get('/kinds'))).name).toBe('AbortError');
    });

    it('has words for an answer that is no problem document', async () => {
        vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>', { status: 502 })));
        const error = await failure(api.get('/kinds'));
        expect(error.kind).toBe('internal');
        expect(error.message).toContain('502');
    });
});
