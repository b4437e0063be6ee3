import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const ALLOWED = [
  '.ci',
  '.gitignore',
  'LICENSE',
  'README.md',
  'biome.json',
  'e2e',
  'index.html',
  'package-lock.json',
  'package.json',
  'public',
  'src',
  'tsconfig.json',
  'vite.config.ts',
];

test('the top level holds what the layout names and nothing beside it', () => {
  const kept = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
  const names = new Set(
    kept
      .trim()
      .split('\n')
      .map((file) => file.split('/')[0]),
  );
  expect([...names].filter((name) => !ALLOWED.includes(name ?? ''))).toEqual([]);
});
