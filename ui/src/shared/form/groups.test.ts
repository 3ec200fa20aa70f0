// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import type { Field } from '../records';
import { groupsOf } from './groups';

const field = (name: string): Field => ({ name, type: 'string', of: '', required: false }) as Field;
const names = (fields: Field[]): string[] => fields.map(({ name }) => name);

describe('the groups of a form', () => {
    it('put the essentials first and keep what a section does not name there', () => {
        const { essentials, sections } = groupsOf('goal', ['statement', 'budget', 'new_one', 'source', 'rationale'].map(field));
        expect(names(essentials)).toEqual(['statement', 'new_one']);
        expect(sections.map(({ key, fields }) => `${key}: ${names(fields)}`)).toEqual(['chain: rationale', 'resources: budget', 'about: source']);
    });

    it('leave out what the program’s own steps write', () => {
        const { essentials, sections } = groupsOf('plan', ['title', 'state', 'agreed_versions'].map(field));
        expect(names(essentials)).toEqual(['title']);
        expect(sections).toEqual([]);
    });

    it('are one for kinds with few fields', () => {
        expect(groupsOf('axis', ['title', 'order'].map(field)).sections).toEqual([]);
    });
});
