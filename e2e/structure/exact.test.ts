import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** Every bit of these is fixed by the language. exp, log, sin, tanh, pow, hypot and their kin are each browser's own. */
const EXACT: ReadonlySet<string> = new Set([
  ...['abs', 'sqrt', 'floor', 'ceil', 'round', 'trunc', 'min', 'max', 'sign', 'imul', 'clz32', 'fround'],
  'LOG2E',
]);

const sourcesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => /\.[jt]s$/.test(name) && !name.includes('.test.'))
    .map((name) => `${folder}/${name}`);

/** What makes data, first weights and the kernels of exact runs. */
const OURS = [
  'src/core/rng.ts',
  'src/core/initialise.ts',
  ...sourcesIn('src/core/exact'),
  ...['tasks', 'text', 'music', 'language', 'speech', 'csv'].flatMap((room) => sourcesIn(`src/core/${room}`)),
  ...sourcesIn('src/core/forecast'),
  ...['functions', 'iteration', 'learning', 'loss', 'map', 'math'].map((name) => `src/engine/wasm/${name}.ts`),
];
/** What they call of packages. */
const PACKAGES = [
  ...['qr', 'evd', 'util'].map((name) => `node_modules/ml-matrix/src/dc/${name}.js`),
  ...['generator/xoroshiro128plus', 'distribution/uniformFloat64', 'distribution/uniformInt'].map(
    (name) => `node_modules/pure-rand/lib/esm/${name}.js`,
  ),
];

/** Each use of Math that another browser may round otherwise, of `**` too, outside comments. */
function inexactIn(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  return [...code.matchAll(/\bMath\b(?:\.(\w+))?|\*\*/g)].filter(([, name]) => !EXACT.has(name ?? '')).map(([use]) => use);
}

test.each([...OURS, ...PACKAGES])('%s gives the same bits in every browser', (file) => {
  expect(inexactIn(readFileSync(join(ROOT, file), 'utf8'))).toEqual([]);
});

test('what is left to the browser is found wherever it stands', () => {
  expect(
    inexactIn('const a = Math.exp(1) + b ** 2; /* Math.sin ** */ // Math.cos\n Math.sqrt(2); const { log } = Math; Math["tanh"](1)'),
  ).toEqual(['Math.exp', '**', 'Math', 'Math']);
});
