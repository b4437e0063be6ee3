import { rm } from 'node:fs/promises';
import { BACKENDS } from '../src/core/backend.ts';
import { BOOSTED_CASES } from '../src/engine/executor/boosted.test.helper.ts';
import { bundleExecutors } from './executors/bundle.ts';
import { openExecutors } from './executors/open.ts';
import { expect, test } from './page.ts';

let folder = '';
test.beforeAll(async () => {
  folder = await bundleExecutors();
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

const TYPED = "r = sigmoid(A x + B h)\nc' = tanh(W x + U (r * h) + b) + 0.5 * c\nh' = c' + x0 * h";

for (const backend of BACKENDS) {
  test(`a gate held, the wire cut, weights that rest and clipping by value are on ${backend} what float64 says directly`, async ({
    page,
  }) => {
    test.setTimeout(240_000);
    await openExecutors(page, folder, 'intervene');
    const cells = backend === 'webgpu' ? ['lstm', TYPED] : ['rnn', 'lstm', 'gru', TYPED];
    const depths = backend === 'webgpu' ? [2] : [1, 3];
    const { errors, refusal } = await page.evaluate(([name, ...rest]) => window.intervene(name, ...rest), [
      backend,
      cells,
      depths,
    ] as const);
    expect(refusal).toBeNull();
    expect(Object.entries(errors).filter(([, error]) => !(error < 1e-4))).toEqual([]);
    expect(Object.keys(errors)).toHaveLength(depths.length * (4 + 2 * cells.length));
  });
}

/** Blame of c and d, and gradients and ∂L/∂x by it, are made of nothing but what the step after hands back. */
const HANDED = "c' = tanh(A x + b)\nd' = V h + B x\nh' = tanh(W x + U h + d) + c";

/** By how many layers; shaders take long to compile. */
const BOOSTED = { 1: ['rnn', 'lstm', 'gru', TYPED, HANDED], 2: ['rnn', TYPED], 3: ['rnn', 'lstm', 'gru', TYPED] } as const;

for (const backend of BACKENDS) {
  for (const layers of [1, 2, 3] as const) {
    test(`blame that is boosted in ${layers} layers is on ${backend} what float64 says`, async ({ page }) => {
      test.setTimeout(240_000);
      await openExecutors(page, folder, 'intervene');
      const cells = BOOSTED[layers];
      const { errors, refusal } = await page.evaluate(([name, ...rest]) => window.boost(name, ...rest), [
        backend,
        cells,
        [layers],
      ] as const);
      expect(refusal).toBeNull();
      expect(Object.entries(errors).filter(([, error]) => !(error < 1e-4))).toEqual([]);
      expect(Object.keys(errors)).toHaveLength(cells.length * BOOSTED_CASES);
    });
  }
}
