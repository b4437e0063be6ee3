import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Bundles the page of executors into a folder of its own, which it returns. */
export async function bundleExecutors(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'rnn-playground-executors-'));
  await build({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    base: './',
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, target: 'es2022', modulePreload: false, chunkSizeWarningLimit: 5000 },
  });
  return outDir;
}
