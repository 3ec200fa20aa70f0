// SPDX-License-Identifier: GPL-3.0-or-later
import { api } from '@/shared/api';
import { CONTENT_LANGUAGES, type LocalizedText } from '@/shared/language';
import { editPath, newPath } from '@/shared/paths';
import type { EnvelopeOf, Purpose } from '@/shared/records';
import { type Load, useLoad } from '@/shared/useLoad';
import type { Listed } from '@/shared/views';

export const purposePath = (organisation: string): string => `/organisations/${encodeURIComponent(organisation)}/purpose`;

/** The vision, mission and values of an organisation; null where they are not written down yet. */
export function usePurpose(organisation: () => string): Load<{ purpose: EnvelopeOf<'purpose'> | null }> {
    return useLoad(
        async (signal) => {
            const query = { organisation: organisation(), limit: 1 };
            const { items } = await api.get<Listed<EnvelopeOf<'purpose'>>>('/purposes', { query, signal });
            return { purpose: items[0] ?? null };
        },
        [organisation],
    );
}

/** The form for it, which comes back to its page. */
export function writePurposePath(organisation: string, purpose: EnvelopeOf<'purpose'> | null): string {
    const next = purposePath(organisation);
    if (purpose) return `${editPath('purpose', purpose.id)}?${new URLSearchParams({ next })}`;
    return newPath('purpose', { organisation, check: 'verified', next });
}

/** The content languages that a text is not in yet; none of a text that is not there at all. */
export function missingLanguages(text: LocalizedText | undefined): string[] {
    const written = Object.keys(text ?? {}).filter((language) => text?.[language]);
    if (!written.length) return [];
    return CONTENT_LANGUAGES.filter((language) => !written.some((one) => one === language || language.startsWith(`${one}-`)));
}

/** True where there is a word of vision, mission or values. */
export function hasWords({ vision, mission, values }: Purpose): boolean {
    return [vision, mission, ...(values ?? [])].some((text) => Object.values(text ?? {}).some(Boolean));
}
