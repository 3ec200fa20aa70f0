// SPDX-License-Identifier: GPL-3.0-or-later
import type { Finding } from '@/features/adviser/composables/advice';
import type { EnvelopeOf, GoalCard, Titled } from '@/shared/records';

// What the routes of good practices answer: docs/api.md, "Good practices".

export interface PracticeItem {
    practice: EnvelopeOf<'practice'>;
    organisation: Titled | null;
    /** Organisations other than its own. */
    endorsements: number;
    adoptions: number;
}

export interface PracticesView {
    items: PracticeItem[];
    may_create: boolean;
}

export interface EndorsementView {
    endorsement: EnvelopeOf<'endorsement'>;
    organisation: Titled | null;
    /** By the practice's own organisation or author. */
    own: boolean;
}

export interface AdoptionView {
    adoption: EnvelopeOf<'adoption'>;
    organisation: Titled | null;
    plan: Titled | null;
    goal: GoalCard | null;
}

export interface PracticeView {
    practice: EnvelopeOf<'practice'>;
    chain: Titled[];
    organisation: Titled | null;
    creator: Titled | null;
    measurements: EnvelopeOf<'measurement'>[];
    endorsements: EndorsementView[];
    adoptions: AdoptionView[];
    related: Titled[];
    /** For who may write it. */
    findings: Finding[];
    may_endorse: Titled[];
    may_adopt: Titled[];
}
