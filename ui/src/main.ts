// SPDX-License-Identifier: GPL-3.0-or-later
import { createApp } from 'vue';
import App from './App.vue';
import { createAppRouter } from './router';
import { setLanguage, startingLanguage } from './shared/i18n';
import { loadSession } from './shared/session';
import './shared/styles.css';

async function start(): Promise<void> {
    const session = await loadSession().catch(() => null);
    await setLanguage(startingLanguage(location.search, session?.account?.language));
    createApp(App).use(createAppRouter()).mount('#app');
}

void start();
