// SPDX-License-Identifier: GPL-3.0-or-later
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const COMPRESSIBLE = /\.(js|css|html|svg|json|txt)$/;

/** Writes `.gz` and `.br` beside each asset, so that the server never compresses while somebody waits. */
export function compressed(): Plugin {
    let folder = 'dist';
    return {
        name: 'compressed',
        apply: 'build',
        configResolved(config) {
            folder = config.build.outDir;
        },
        closeBundle() {
            for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
                if (!entry.isFile() || !COMPRESSIBLE.test(entry.name)) continue;
                const path = join(entry.parentPath, entry.name);
                const bytes = readFileSync(path);
                writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
                const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
                writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
            }
        },
    };
}
