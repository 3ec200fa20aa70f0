// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, expect, it } from 'vitest';
import { speak } from '@/shared/testing';
import { aboutOf } from './security';

const entry = (kind: string, account: string, about: string) => ({ number: 1, time: '', kind, account, about, detail: '', source: '' });

beforeEach(() => speak('es'));

it('says the way of signing in by its name, and who it was about only where it was somebody else', () => {
    expect(aboutOf(entry('signed_in', 'Ana', 'password'))).toBe('con contraseña');
    expect(aboutOf(entry('refused', '', 'link'))).toBe('con un enlace');
    expect(aboutOf(entry('signed_in', 'Ana', 'wiki account'))).toBe('con una cuenta wiki');
    expect(aboutOf(entry('account_suspended', 'Ana', 'link'))).toBe('link');
    expect(aboutOf(entry('sessions_ended', 'Ana', 'Ana'))).toBe('');
});
