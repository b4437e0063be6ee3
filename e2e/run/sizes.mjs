import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ROOT, Told } from './shell.mjs';

const DIST = join(ROOT, 'dist');

/** Bounds in kB (1,000 bytes), gzipped. The first screen's is a promise; the others stand some 15 % above what is there. */
const BOUNDS = { 'first screen': 200, engine: 119, WebGPU: 152, WebGL: 30, WASM: 24, CPU: 18, fonts: 80 };

/** Prints what each part of the build weighs, and fails where one is over its bound. @returns {Promise<{ passed: number, failed: number }>} */
export async function checkSizes() {
  const rows = sizes();
  for (const { name, size, bound, files } of rows) {
    const told = `${name.padEnd(12)} ${size.toFixed(1).padStart(6)} kB gzipped of ${String(bound).padStart(3)}, ${files} files`;
    console.log(size > bound ? `${told}: TOO LARGE` : files === 0 ? `${told}: NOT FOUND` : told);
  }
  const failed = rows.filter(({ size, bound, files }) => size > bound || files === 0).length;
  return { passed: rows.length - failed, failed };
}

/** Every part of the build with its size in kB, gzipped. */
export function sizes() {
  if (isForDevelopment())
    throw new Told(
      'dist holds a build for development, which is larger and slower than what is shipped: build it with NODE_ENV=production',
    );
  return Object.entries(parts()).map(([name, files]) => {
    const size = files.reduce((sum, file) => sum + gzipped(file), 0);
    const bound = BOUNDS[/** @type {keyof typeof BOUNDS} */ (name)];
    return { name, size, bound, files: files.length };
  });
}

/** React's development build asks for its tools. */
const isForDevelopment = () =>
  namedInPage().some((file) => file.endsWith('.js') && readFileSync(join(DIST, file), 'utf8').includes('Download the React DevTools'));

/** The files of each part; what a backend shares with the engine counts as the engine's. */
function parts() {
  const names = readdirSync(join(DIST, 'assets')).map((name) => `assets/${name}`);
  const named = (/** @type {string} */ start) => names.filter((name) => new RegExp(`^assets/${start}-[^.]{8}\\.js$`).test(name));
  const engine = reached(named('worker'), STATIC);
  const backend = (/** @type {string} */ start) => reached(named(start), ANY, engine);
  return {
    'first screen': ['index.html', ...reached(namedInPage(), STATIC)],
    engine,
    WebGPU: backend('webgpuDevice'),
    WebGL: backend('webglDevice'),
    WASM: backend('wasm'),
    CPU: backend('cpu'),
    fonts: names.filter((name) => name.endsWith('.woff2')),
  };
}

const STATIC = /(?:from|import)\s*["'`](\.[^"'`]+\.js)["'`]/g;
const ANY = /(?:from|import)\s*\(?\s*["'`](\.[^"'`]+\.js)["'`]/g;

function namedInPage() {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  return [...html.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? '');
}

/**
 * These files and all that they import by imports of this form, without those that are known.
 * @param {string[]} files @param {RegExp} form @param {string[]} [known]
 */
function reached(files, form, known = []) {
  const all = new Set(files);
  for (const file of all) {
    if (!file.endsWith('.js')) continue;
    const source = readFileSync(join(DIST, file), 'utf8');
    for (const [, path = ''] of source.matchAll(form)) {
      const imported = posix.join(dirname(file), path);
      if (!known.includes(imported)) all.add(imported);
    }
  }
  return [...all];
}

/** @param {string} file its bytes gzipped, in kB */
const gzipped = (file) => gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length / 1000;

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await checkSizes();
