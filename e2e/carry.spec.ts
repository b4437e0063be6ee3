import { rm } from 'node:fs/promises';
import { BACKENDS } from '../src/core/backend.ts';
import { bundleExecutors } from './executors/bundle.ts';
import { openExecutors } from './executors/open.ts';
import type { Job } from './executors/stage.ts';
import { expect, test } from './page.ts';

let folder = '';
test.beforeAll(async () => {
  folder = await bundleExecutors();
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

/** Even and odd lengths, since frames of even and of odd number lie apart on WebGL; sizes that fill no vector. */
const CASES: readonly Omit<Job, 'backend'>[] = [
  { cell: 'rnn', units: 13, layers: 2, steps: 6, size: 5 },
  { cell: 'lstm', units: 8, layers: 2, steps: 5, size: 3 },
  { cell: 'gru', units: 5, layers: 1, steps: 4, size: 1 },
  { cell: 'gru', units: 33, layers: 3, steps: 7, size: 9 },
  { cell: "c' = tanh(W x)\nh' = tanh(U h + c)", units: 5, layers: 2, steps: 4, size: 6 },
  { cell: "c' = tanh(W x + U c)\nh' = c", units: 4, layers: 1, steps: 3, size: 4 },
  { cell: "h' = tanh(U h + b)", units: 6, layers: 2, steps: 3, size: 4 },
];

for (const backend of BACKENDS) {
  test(`states are carried from window to window on ${backend}, as float64 does, and forgotten when weights are replaced`, async ({
    page,
  }) => {
    test.setTimeout(180_000);
    await openExecutors(page, folder, 'carry');
    for (const given of CASES) {
      const made = await page.evaluate((job) => window.carry(job), { ...given, backend });
      expect(made.refusal, given.cell).toBeNull();
      for (const loss of made.losses) expect(loss, given.cell).toBeLessThan(1e-4);
      expect(made.windows).toHaveLength(2);
      for (const apart of [...made.windows, made.given, made.plain, made.forgotten]) expect(apart, given.cell).toBeLessThan(1e-4);
      expect(made.held[1], given.cell).toBe(made.held[0]);
    }
  });
}
