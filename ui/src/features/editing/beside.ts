// SPDX-License-Identifier: GPL-3.0-or-later
import { type Component, defineAsyncComponent } from 'vue';
import type { KindName } from '@/shared/records';

/** What stands beside the form of some kinds: what the rules say as one writes. Each takes the record as `data` and may change it. */
export const BESIDE: Partial<Record<KindName, Component>> = {
    practice: defineAsyncComponent(() => import('../practices/components/DraftFindings.vue')),
};
