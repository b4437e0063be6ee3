import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeKernels } from './describe.ts';

test('kernels.md is what the code makes now; `npm run kernels` writes it anew', () => {
  expect(readFileSync(new URL('kernels.md', import.meta.url), 'utf8')).toBe(describeKernels());
});
