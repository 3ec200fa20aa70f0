// SPDX-License-Identifier: GPL-3.0-or-later
import { beforeEach, expect, it } from 'vitest';
import { PROGRESS_STATUSES, type Progress } from '../records';
import { show, speak } from '../testing';
import ProgressBullet from './ProgressBullet.vue';
import StatusWord from './StatusWord.vue';

const exact = (value: number) => ({ value, quality: 'exact' as const });
const PROGRESS: Progress = {
    status: 'behind',
    baseline: exact(100),
    actual: exact(104),
    actual_day: '2015-03-31',
    target: exact(115),
    target_day: '2015-12-31',
    agreed_target: exact(120),
    expected: 106,
    share: 0.27,
    observation: null,
    by: 'reported',
};

beforeEach(() => speak('es'));

it('has a tick for each of baseline, expected, actual, target and the target agreed at first', () => {
    const bullet = show(ProgressBullet, { props: { progress: PROGRESS } });
    for (const mark of ['baseline', 'expected', 'actual', 'target', 'agreed'])
        expect(bullet.find(`.bullet__${mark}`).exists(), mark).toBe(true);
    expect(bullet.text()).toContain('atrasado');
    expect(bullet.text()).toContain('120');
});

it('draws no tick for what is missing, and no scale where there is nothing', () => {
    const nothing: Progress = { ...PROGRESS, status: 'not_measured', baseline: null, actual: null, target: null, agreed_target: null, expected: null };
    expect(show(ProgressBullet, { props: { progress: nothing } }).find('svg').exists()).toBe(false);
    const untouched = show(ProgressBullet, { props: { progress: { ...PROGRESS, actual: null } } });
    expect(untouched.find('.bullet__actual').exists()).toBe(false);
});

it('says why a value was not worked out', () => {
    const over: Progress = { ...PROGRESS, actual: null, reason: { es: 'Pide más de 2.000 períodos.', en: 'Asks for more than 2,000 periods.' } };
    const bullet = show(ProgressBullet, { props: { progress: over, compact: true } });
    expect(bullet.text()).toContain('Pide más de 2.000 períodos.');
});

it('every status is a word in every language', () => {
    for (const language of ['es', 'pt', 'en'] as const) {
        speak(language);
        for (const status of PROGRESS_STATUSES) expect(show(StatusWord, { props: { status } }).text()).not.toContain('⧼');
    }
});
