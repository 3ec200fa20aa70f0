// SPDX-License-Identifier: GPL-3.0-or-later
import { onBeforeUnmount, onMounted, onUpdated, type Ref, ref, shallowRef } from 'vue';
import type { Box } from './arrows';

/** Where the cards within `root` stand, kept current while they change their size or place. */
export function useBoxes(root: Ref<HTMLElement | null>) {
    const boxes = shallowRef(new Map<string, Box>());
    const size = ref({ width: 0, height: 0 });
    let observer: ResizeObserver | null = null;
    let frame = 0;

    function measure(): void {
        if (!root.value) return;
        const origin = root.value.getBoundingClientRect();
        if (origin.width === 0) return; // not shown, as on paper
        const next = new Map<string, Box>();
        for (const card of root.value.querySelectorAll<HTMLElement>('[data-item]')) {
            const at = card.getBoundingClientRect();
            const left = Math.round(at.left - origin.left);
            const top = Math.round(at.top - origin.top);
            next.set(card.dataset['item']!, { left, top, right: left + Math.round(at.width), bottom: top + Math.round(at.height) });
        }
        const now = { width: Math.round(origin.width), height: Math.round(origin.height) };
        if (JSON.stringify([...next]) !== JSON.stringify([...boxes.value])) boxes.value = next;
        if (now.width !== size.value.width || now.height !== size.value.height) size.value = now;
    }

    function soon(): void {
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(measure);
    }

    function watchCards(): void {
        if (!root.value || !observer) return;
        observer.observe(root.value);
        for (const card of root.value.querySelectorAll('[data-item]')) observer.observe(card);
    }

    onMounted(() => {
        observer = new ResizeObserver(soon);
        watchCards();
        measure();
    });
    onUpdated(() => {
        watchCards();
        soon();
    });
    onBeforeUnmount(() => {
        cancelAnimationFrame(frame);
        observer?.disconnect();
    });
    return { boxes, size, measure: soon };
}
