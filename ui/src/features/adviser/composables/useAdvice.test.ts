// SPDX-License-Identifier: GPL-3.0-or-later
import { afterEach, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref } from 'vue';
import { useDraftAdvice } from './useAdvice';

afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
});

it('a question that a newer one takes the place of ends without a word', async () => {
    vi.useFakeTimers();
    const signals: AbortSignal[] = [];
    vi.stubGlobal('window', globalThis);
    vi.stubGlobal(
        'fetch',
        (_: string, { signal }: { signal: AbortSignal }) =>
            new Promise((_resolve, reject) => {
                signals.push(signal);
                signal.addEventListener('abort', () => reject(signal.reason as Error));
            }),
    );
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const scope = effectScope();
    const draft = ref<Record<string, unknown>>({ a: 1 });
    scope.run(() => useDraftAdvice('goal', null, () => draft.value));
    await vi.advanceTimersByTimeAsync(1);
    draft.value = { a: 2 };
    await nextTick();
    await vi.advanceTimersByTimeAsync(1);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    scope.stop();
    expect(signals[1]!.aborted).toBe(true);
    vi.useRealTimers();
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
});
