// SPDX-License-Identifier: GPL-3.0-or-later
import { onScopeDispose, readonly, ref, type Ref } from 'vue';

/** True while the screen is too narrow for a table: a phone. Printing is on paper, which is not. */
export function useNarrow(query = 'screen and (max-width: 40rem)'): Readonly<Ref<boolean>> {
    const media = window.matchMedia(query);
    const narrow = ref(media.matches);
    const follow = (): void => void (narrow.value = media.matches);
    media.addEventListener('change', follow);
    onScopeDispose(() => media.removeEventListener('change', follow));
    return readonly(narrow);
}
