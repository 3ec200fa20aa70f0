// SPDX-License-Identifier: GPL-3.0-or-later
import { t, textOf } from '@/shared/i18n';
import { valueLabel } from '@/shared/kinds';
import type { Day, LocalizedText, Practice, Stage } from '@/shared/records';
import type { PracticeItem } from './views';

/** The way of a practice, in order. */
export const STAGES: Stage[] = ['idea', 'pilot', 'practice', 'retired'];

/** What a stage of a practice is called: the words agree with it, not with a programme. */
export const stageLabel = (stage: Stage): string => t(`practice-stage-${stage}`);

/** What the list is narrowed to; '' does not narrow. */
export interface PracticeFilter {
    words: string;
    theme: string;
    stage: string;
    organisation: string;
}

/** Without case and accents: "Educación" is found by "educacion". */
const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** All that can be found of a practice, in every language that it has. */
function searchText({ title, problem, solution, considerations, when_to_use, categories }: Practice): string {
    const texts: (LocalizedText | undefined)[] = [title, problem, solution, considerations, when_to_use];
    return fold([...texts.flatMap((text) => Object.values(text ?? {})), ...(categories ?? [])].join('\n'));
}

/** What the filter leaves, by title; each word that is searched for is somewhere in the practice. */
export function practicesShown(items: PracticeItem[], { words, theme, stage, organisation }: PracticeFilter): PracticeItem[] {
    const wanted = fold(words).split(/\s+/).filter(Boolean);
    return items
        .filter(({ practice: { data } }) => {
            const narrowed = (!theme || data.theme === theme) && (!stage || data.stage === stage);
            if (!narrowed || (organisation && data.organisation !== organisation)) return false;
            if (!wanted.length) return true;
            const text = searchText(data);
            return wanted.every((word) => text.includes(word));
        })
        .sort((a, b) => textOf(a.practice.data.title).localeCompare(textOf(b.practice.data.title)) || a.practice.id.localeCompare(b.practice.id));
}

export interface Option {
    value: string;
    label: string;
}

const byLabel = (a: Option, b: Option): number => a.label.localeCompare(b.label);
const once = (values: string[]): string[] => [...new Set(values.filter(Boolean))];

/** The themes, stages and organisations that some practice has. */
export function practiceOptions(items: PracticeItem[]): { themes: Option[]; stages: Option[]; organisations: Option[] } {
    const themes = once(items.map(({ practice }) => practice.data.theme ?? ''));
    const used = new Set(items.map(({ practice }) => practice.data.stage));
    const names = new Map(items.map(({ practice, organisation }) => [practice.data.organisation, textOf(organisation?.title)]));
    return {
        themes: themes.map((value) => ({ value, label: valueLabel('theme', value) })).sort(byLabel),
        stages: STAGES.filter((stage) => used.has(stage)).map((value) => ({ value, label: stageLabel(value) })),
        organisations: [...names].map(([value, name]) => ({ value, label: name || value })).sort(byLabel),
    };
}

export interface StageStep {
    stage: Stage;
    /** Where it is now, behind it, or not reached. */
    place: 'now' | 'passed' | 'ahead';
    /** When it was decided last; none: nobody wrote it down, or it was never there. */
    date: Day | null;
}

/**
 * The four stages as a line. One that was given up on the way back ("practice" of what is a pilot again) is ahead, and so
 * is one that what is retired never came to, as far as its decisions tell.
 */
export function stageSteps({ stage, decisions }: Pick<Practice, 'stage' | 'decisions'>): StageStep[] {
    const now = STAGES.indexOf(stage);
    return STAGES.map((step, index) => {
        const decided = (decisions ?? []).filter((decision) => decision.stage === step).at(-1);
        const skipped = stage === 'retired' && index > 0 && (decisions ?? []).length > 0 && !decided;
        const place = index === now ? 'now' : index < now && !skipped ? 'passed' : 'ahead';
        return { stage: step, place, date: place === 'ahead' ? null : (decided?.date ?? null) };
    });
}

/** The stage that usually comes next; a practice may go on for ever, so nothing comes after it by itself. */
export function nextStage(stage: Stage): Stage {
    return stage === 'idea' ? 'pilot' : stage === 'pilot' ? 'practice' : stage === 'practice' ? 'retired' : 'practice';
}
