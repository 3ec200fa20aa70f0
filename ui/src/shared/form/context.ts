// SPDX-License-Identifier: GPL-3.0-or-later
import { inject, type InjectionKey, provide, ref, type Ref } from 'vue';
import type { Problem } from '../api';

/** What the fields of one form share: findings, and where the writer has been. */
export interface FormContext {
    kind: string;
    /** The findings to show at a place: only where the writer has been, or everywhere once saving was tried. */
    findings: (path: string) => string[];
    /** The same for a place and everything below it. */
    findingsWithin: (path: string) => string[];
    touch: (path: string) => void;
}

const KEY: InjectionKey<FormContext> = Symbol('form');

export function provideForm(kind: string, problems: Ref<Problem[]>, all: Ref<boolean>): FormContext {
    const touched = ref(new Set<string>());
    const visited = (path: string): boolean =>
        all.value || [...touched.value].some((one) => path === one || path.startsWith(`${one}/`) || one.startsWith(`${path}/`));
    const texts = (matches: (field: string) => boolean): string[] =>
        problems.value.filter(({ field }) => matches(field)).map(({ text }) => text);
    const context: FormContext = {
        kind,
        findings: (path) => (visited(path) ? texts((field) => field === path) : []),
        findingsWithin: (path) => (visited(path) ? texts((field) => field === path || field.startsWith(`${path}/`)) : []),
        touch: (path) => {
            touched.value = new Set(touched.value).add(path);
        },
    };
    provide(KEY, context);
    return context;
}

export function useForm(): FormContext {
    const context = inject(KEY);
    if (!context) throw new Error('a field of a form stands outside of one');
    return context;
}
