// SPDX-License-Identifier: GPL-3.0-or-later
import { ref } from 'vue';
import { api, ApiError } from '@/shared/api';

/** An organisation's word for a goal, given and taken back. */
export function useEndorsing(goal: () => string, done: () => void) {
    const busy = ref(false);
    const error = ref('');

    async function send(what: 'endorse' | 'withdraw-endorsement', organisation: string): Promise<void> {
        busy.value = true;
        error.value = '';
        try {
            await api.post(`/goals/${encodeURIComponent(goal())}/${what}`, { data: { organisation } });
            done();
        } catch (caught) {
            if (!(caught instanceof ApiError)) throw caught;
            error.value = caught.message;
        } finally {
            busy.value = false;
        }
    }

    return {
        busy,
        error,
        endorse: (organisation: string) => send('endorse', organisation),
        withdraw: (organisation: string) => send('withdraw-endorsement', organisation),
    };
}
