import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const SRC = resolve(import.meta.dirname, '../../src');

/** What the files of each room may import: rooms and packages. Files that stand in src itself may import every room, and package.json (`..`). */
const MAY: Record<string, readonly string[]> = {
  core: ['core', 'pure-rand', 'ml-matrix'],
  protocol: ['protocol', 'core'],
  engine: ['engine', 'protocol', 'core', '@tensorflow'],
  store: ['store', 'protocol', 'core', 'zustand'],
  lessons: ['lessons', 'core'],
  views: ['views', 'store', 'lessons', 'core', 'react', 'react-dom', 'zustand', 'd3-array', 'd3-format'],
  '.': ['..', '.', 'fonts', 'core', 'protocol', 'engine', 'store', 'lessons', 'views', 'react', 'react-dom'],
};

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.(ts|tsx)$/.test(file) && !file.includes('.test.'),
);
const roomOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : '.');

/** What a file imports, types included: paths from src for files, names for packages. */
function importsOf(file: string): string[] {
  const source = readFileSync(join(SRC, file), 'utf8');
  const found = source.matchAll(/(?:^|[\s;}])(?:from\s+|import\s*\(?\s*)'([^'\n]+)'|new URL\('([^']+)', import\.meta\.url\)/g);
  return [...found]
    .map((match) => match[1] ?? match[2] ?? '')
    .map((name) => (name.startsWith('.') ? relative(SRC, resolve(SRC, dirname(file), name)) : name));
}

const roomOrPackage = (name: string): string => (isFile(name) ? roomOf(name) : (name.split('/')[0] ?? ''));
const isFile = (name: string): boolean => /\.\w+(\?\w+)?$/.test(name) && !name.startsWith('@');

describe('the rooms of src', () => {
  test('import one way only, and only the packages that are theirs', () => {
    const wrong = files.flatMap((file) => {
      const allowed = MAY[roomOf(file)] ?? [];
      return importsOf(file)
        .filter((name) => !allowed.includes(roomOrPackage(name)))
        .map((name) => `${file} imports ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  test('are all known here', () => {
    expect(files.map(roomOf).filter((room) => !(room in MAY))).toEqual([]);
  });

  test('keep tfjs behind WebGPU and its oracle, and the oracle out of the page', () => {
    const wrong = files.flatMap((file) => {
      const inOracle = file.startsWith('engine/oracle/');
      const mayUse = inOracle || file.startsWith('engine/webgpu/') || file === 'engine/backends/webgpuDevice.ts';
      return importsOf(file)
        .filter((name) => (name.startsWith('@tensorflow') && !mayUse) || (name.startsWith('engine/oracle/') && !inOracle))
        .map((name) => `${file} imports ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  test('hold no circle of imports', () => {
    const seen = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (path.includes(file) || seen.has(file)) return;
      for (const next of importsOf(file).filter((name) => files.includes(name))) visit(next, [...path, file]);
      seen.add(file);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });
});
