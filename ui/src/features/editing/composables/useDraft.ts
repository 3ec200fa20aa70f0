// SPDX-License-Identifier: GPL-3.0-or-later
import { onBeforeUnmount, onMounted, type Ref, ref, watch } from 'vue';
import { draftKey, draftPrefix, isNobodys } from '@/shared/drafts';
import type { LocalizedText } from '@/shared/language';
import type { KindName } from '@/shared/records';

/** Work that is not saved yet, kept in this browser for one person. */
export interface Draft {
    kind: KindName;
    /** null: of a record that does not exist yet. */
    id: string | null;
    /** The revision that it was begun on; 0 for a new record. */
    base: number;
    data: Record<string, unknown>;
    comment: string;
    title: LocalizedText;
    /** When it was kept last. */
    kept: string;
    /** The address of its form. */
    address: string;
}

export { draftKey };

const KEEP_AFTER_MS = 400;

export function readDraft(key: string): Draft | null {
    try {
        const draft = JSON.parse(localStorage.getItem(key) ?? 'null') as Draft | null;
        return draft && typeof draft.data === 'object' ? draft : null;
    } catch {
        return null;
    }
}

export function forgetDraft(key: string): void {
    localStorage.removeItem(key);
}

/** A person's drafts, newest first. */
export function draftsOf(person: string): { key: string; draft: Draft }[] {
    return Object.keys(localStorage)
        .filter((key) => key.startsWith(draftPrefix(person)))
        .flatMap((key) => {
            const draft = readDraft(key);
            return draft ? [{ key, draft }] : [];
        })
        .sort((a, b) => b.draft.kept.localeCompare(a.draft.kept));
}

/**
 * Keeps what `content` gives under `key` shortly after each change and when the page is left; null, and a key of
 * nobody (the session has ended), keep nothing.
 */
export function useDraft(key: Ref<string>, content: () => Draft | null) {
    const kept = ref('');
    /** Where this browser cannot keep anything (storage full or forbidden), the writer is told. */
    const cannotKeep = ref(false);
    let timer: ReturnType<typeof setTimeout> | undefined;

    function keep(): void {
        clearTimeout(timer);
        timer = undefined;
        const draft = isNobodys(key.value) ? null : content();
        if (!draft) return;
        try {
            localStorage.setItem(key.value, JSON.stringify(draft));
            kept.value = draft.kept;
            cannotKeep.value = false;
        } catch {
            cannotKeep.value = true;
        }
    }

    function keepNow(): void {
        if (timer !== undefined) keep();
    }

    function soon(): void {
        clearTimeout(timer);
        timer = setTimeout(keep, KEEP_AFTER_MS);
    }

    function forget(): void {
        clearTimeout(timer);
        timer = undefined;
        forgetDraft(key.value);
        kept.value = '';
    }

    onMounted(() => window.addEventListener('pagehide', keepNow));
    onBeforeUnmount(() => {
        window.removeEventListener('pagehide', keepNow);
        keepNow();
    });
    return { kept, cannotKeep, soon, forget };
}

/** Asks before the page with unsaved changes is left: the browser's own question on closing, ours inside the site. */
export function useLeaveWarning(dirty: Ref<boolean>) {
    const asking = ref(false);
    let answer: ((leave: boolean) => void) | null = null;

    function warn(event: BeforeUnloadEvent): void {
        if (dirty.value) event.preventDefault();
    }

    /** Resolves to true where the page may be left. */
    function mayLeave(): Promise<boolean> {
        if (!dirty.value) return Promise.resolve(true);
        asking.value = true;
        return new Promise((resolve) => (answer = resolve));
    }

    function decide(leave: boolean): void {
        asking.value = false;
        answer?.(leave);
        answer = null;
    }

    onMounted(() => window.addEventListener('beforeunload', warn));
    onBeforeUnmount(() => window.removeEventListener('beforeunload', warn));
    watch(asking, (now) => {
        if (!now) decide(false);
    });
    return { asking, mayLeave, decide };
}
