// SPDX-License-Identifier: GPL-3.0-or-later
import { ref } from 'vue';
import { ApiError } from './api';

/** One thing that a form does: busy while it runs, then `error` or `done` in words, for ActionOutcome. */
export function useAction() {
    const busy = ref(false);
    const error = ref('');
    /** What the program said it was: "error-second-factor-needed". */
    const key = ref('');
    const done = ref('');

    async function run(action: () => Promise<string | void>): Promise<boolean> {
        busy.value = true;
        error.value = key.value = done.value = '';
        try {
            done.value = (await action()) ?? '';
            return true;
        } catch (caught) {
            if (!(caught instanceof ApiError)) throw caught;
            error.value = [caught.message, ...caught.problems.map(({ text }) => text)].join(' ');
            key.value = caught.key;
            return false;
        } finally {
            busy.value = false;
        }
    }

    return { busy, error, key, done, run };
}
