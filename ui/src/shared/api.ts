// SPDX-License-Identifier: GPL-3.0-or-later
import { language, t } from './i18n';

/** Something the program says about one field of a body. */
export interface Problem {
    field: string;
    key: string;
    text: string;
}

export const API_ERROR_KINDS = [
    'bad_input',
    'unauthenticated',
    'forbidden',
    'not_found',
    'conflict',
    'too_large',
    'problems',
    'too_many',
    'unavailable',
    'internal',
    'offline',
] as const;
export type ApiErrorKind = (typeof API_ERROR_KINDS)[number];

const KIND_OF_STATUS: Record<number, ApiErrorKind> = {
    400: 'bad_input',
    401: 'unauthenticated',
    403: 'forbidden',
    404: 'not_found',
    409: 'conflict',
    413: 'too_large',
    422: 'problems',
    429: 'too_many',
    503: 'unavailable',
};

/** What went wrong with a request, in the reader's words. */
export class ApiError extends Error {
    constructor(
        readonly kind: ApiErrorKind,
        message: string,
        readonly status = 0,
        readonly key = '',
        readonly problems: Problem[] = [],
        /** The whole answer: a 409 carries both versions. */
        readonly body: unknown = null,
    ) {
        super(message);
        this.name = 'ApiError';
    }
}

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface RequestOptions {
    query?: Query;
    signal?: AbortSignal;
}

let csrf = '';
let renewCsrf: (() => Promise<void>) | null = null;

/** The token that every changing request carries; `renew` fetches a new one where it has expired. */
export function useCsrf(token: string, renew?: () => Promise<void>): void {
    csrf = token;
    renewCsrf = renew ?? renewCsrf;
}

export function addressOf(path: string, query: Query = {}): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query))
        if (value !== null && value !== undefined && value !== '') parameters.set(name, String(value));
    parameters.set('uselang', language.value);
    return `/api/v1${path}?${parameters}`;
}

async function errorOf(response: Response): Promise<ApiError> {
    const kind = KIND_OF_STATUS[response.status] ?? 'internal';
    const body: unknown = await response.json().catch(() => null);
    const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
    const text = [problem['detail'], problem['title']].find((part) => typeof part === 'string' && part !== '');
    const problems = Array.isArray(problem['problems']) ? (problem['problems'] as Problem[]) : [];
    const key = typeof problem['key'] === 'string' ? problem['key'] : '';
    return new ApiError(kind, String(text ?? t('error-answer', response.status)), response.status, key, problems, body);
}

async function send(method: string, path: string, body: unknown, options: RequestOptions): Promise<Response> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (method !== 'GET') headers['X-CSRF-Token'] = csrf;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    try {
        return await fetch(addressOf(path, options.query), {
            method,
            headers,
            credentials: 'same-origin',
            body: body === undefined ? undefined : JSON.stringify(body),
            signal: options.signal,
        });
    } catch (error) {
        if (error instanceof DOMException && error.name === 'AbortError') throw error;
        throw new ApiError('offline', t('error-offline'));
    }
}

async function request<T>(method: string, path: string, body: unknown, options: RequestOptions): Promise<T> {
    let response = await send(method, path, body, options);
    if (response.status === 403 && method !== 'GET' && renewCsrf) {
        const error = await errorOf(response);
        if (!error.key.includes('csrf')) throw error;
        await renewCsrf();
        response = await send(method, path, body, options);
    }
    if (!response.ok) throw await errorOf(response);
    if (response.status === 204) return undefined as T;
    return (await response.json()) as T;
}

/** The program's HTTP interface, docs/api.md. Paths are below /api/v1; a failure is an ApiError. */
export const api = {
    get: <T>(path: string, options: RequestOptions = {}): Promise<T> => request('GET', path, undefined, options),
    post: <T>(path: string, body: unknown, options: RequestOptions = {}): Promise<T> =>
        request('POST', path, body, options),
    put: <T>(path: string, body: unknown, options: RequestOptions = {}): Promise<T> =>
        request('PUT', path, body, options),
    patch: <T>(path: string, body: unknown, options: RequestOptions = {}): Promise<T> =>
        request('PATCH', path, body, options),
    delete: <T>(path: string, options: RequestOptions = {}, body?: unknown): Promise<T> =>
        request('DELETE', path, body, options),
};
