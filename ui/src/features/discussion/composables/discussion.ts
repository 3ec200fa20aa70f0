// SPDX-License-Identifier: GPL-3.0-or-later
import { ref } from 'vue';
import { api, ApiError } from '@/shared/api';
import { language } from '@/shared/i18n';
import type { EnvelopeOf, KindName, LocalizedText, Revision, Titled } from '@/shared/records';
import { type Load, useLoad } from '@/shared/useLoad';

// What GET /views/discussion and /notifications answer: docs/api.md, "Discussion".

export interface Said {
    comment: EnvelopeOf<'comment'>;
    author: string;
    time: string;
    edited: boolean;
    mine: boolean;
    organisation: Titled | null;
}

export interface Thread extends Said {
    answers: Said[];
    may_resolve: boolean;
}

export interface DiscussionView {
    threads: Thread[];
    watched: boolean;
}

export interface Notification extends Revision {
    sequence: number;
    reason: 'watched' | 'answered' | 'mentioned';
    seen: boolean;
    about?: Titled;
    text?: string | null;
    title?: LocalizedText;
}

export interface Notifications {
    items: Notification[];
    unseen: number;
}

/** A piece of what somebody wrote: words, an account that is named, or an address. */
export interface Piece {
    kind: 'text' | 'name' | 'address';
    text: string;
}

/** Cuts a text where it names somebody or gives a web address, so that both can be shown as such. */
export function piecesOf(text: string): Piece[] {
    const found: Piece[] = [];
    let from = 0;
    for (const match of text.matchAll(/https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]|@[\p{L}\p{N}_-]+/gu)) {
        if (match.index > from) found.push({ kind: 'text', text: text.slice(from, match.index) });
        found.push({ kind: match[0].startsWith('@') ? 'name' : 'address', text: match[0] });
        from = match.index + match[0].length;
    }
    if (from < text.length) found.push({ kind: 'text', text: text.slice(from) });
    return found;
}

/** What is said about a record, and the ways to say something, change it, resolve and watch. */
export function useDiscussion(kind: () => KindName, id: () => string) {
    const load: Load<DiscussionView> = useLoad((signal) => api.get<DiscussionView>('/views/discussion', { query: { kind: kind(), id: id() }, signal }), [kind, id]);
    const error = ref('');
    const busy = ref(false);

    async function doing(what: () => Promise<unknown>): Promise<boolean> {
        busy.value = true;
        error.value = '';
        try {
            await what();
            await load.reload();
            return true;
        } catch (caught) {
            if (!(caught instanceof ApiError)) throw caught;
            error.value = [caught.message, ...caught.problems.map(({ text }) => text)].join(' ');
            return false;
        } finally {
            busy.value = false;
        }
    }

    const say = (organisation: string, text: string, parent?: string, field?: string) =>
        doing(async () => {
            const data = {
                organisation,
                about: { kind: kind(), id: id() },
                ...(field ? { field } : {}),
                ...(parent ? { parent } : {}),
                text,
                language: language.value,
            };
            await api.post('/comments', { data });
            if (!load.data.value?.watched) await api.post('/watching', { kind: kind(), id: id(), watched: true });
        });
    const change = ({ comment }: Said, text: string) =>
        doing(() => api.put(`/comments/${encodeURIComponent(comment.id)}`, { base: comment.revision, data: { ...comment.data, text } }));
    const resolve = ({ comment }: Said, resolved: boolean) => doing(() => api.post(`/comments/${encodeURIComponent(comment.id)}/resolve`, { resolved }));
    const watch = (watched: boolean) => doing(() => api.post('/watching', { kind: kind(), id: id(), watched }));

    return { load, error, busy, say, change, resolve, watch };
}
