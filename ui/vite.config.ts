// SPDX-License-Identifier: GPL-3.0-or-later
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { compressed } from './build/compressed';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
    plugins: [vue(), compressed()],
    resolve: { alias: { '@': here('./src'), '@program': here('../src/messages') } },
    build: {
        target: 'es2022',
        // Data addresses for small files would need a looser policy than "default-src 'self'".
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 700,
    },
    server: {
        fs: { allow: [here('.'), here('../src/messages')] },
        proxy: { '/api': process.env['BRUJULA'] ?? 'http://127.0.0.1:8014' },
    },
    test: { environment: 'happy-dom', include: ['src/**/*.test.ts'] },
});
