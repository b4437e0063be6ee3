import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../run/serve.mjs';
import { ROOT } from '../run/shell.mjs';

/** Bundles the page of workers and serves it, not cross-origin isolated: jax-js takes threads by itself where it can. */
export async function serveStage() {
  const folder = await mkdtemp(join(tmpdir(), 'rnn-playground-bench-'));
  await bundle(folder);
  const address = await serve({ folder, port: 4390, walk: true });
  return { address, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** @param {string} outDir */
async function bundle(outDir) {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    base: './',
    logLevel: 'error',
    publicDir: join(ROOT, 'public'),
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, modulePreload: false, chunkSizeWarningLimit: 5000 },
  });
}
