import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BACKENDS } from '../src/core/backend.ts';
import { bundleExecutors } from './executors/bundle.ts';
import { expect, test } from './page.ts';

let folder = '';
test.beforeAll(async () => {
  folder = await bundleExecutors();
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

const TYPED = "r = sigmoid(A x + B m)\nm' = 0.9 * m + 0.3 * tanh(C (r * h) + w)\nh' = D x + E h - k * m'";

for (const backend of BACKENDS) {
  test(`noise on the states is on ${backend} what float64 says`, async ({ page }) => {
    test.setTimeout(240_000);
    await page.route('**/executors/**', (route) => {
      const path = route
        .request()
        .url()
        .replace(/^.*\/executors\//, '');
      return route.fulfill({ path: join(folder, path) });
    });
    await page.goto('./executors/index.html');
    await page.waitForFunction(() => 'disturb' in window);
    const isSlow = backend === 'webgpu' || backend === 'webgl';
    const cells = isSlow ? ['rnn', TYPED] : ['rnn', 'lstm', 'gru', TYPED, "c' = tanh(W x + U c)\nh' = c'"];
    const depths = isSlow ? [2] : [1, 3];
    const { errors, refusal } = await page.evaluate(([name, ...rest]) => window.disturb(name, ...rest), [backend, cells, depths] as const);
    expect(refusal).toBeNull();
    expect(Object.entries(errors).filter(([, error]) => !(error < 1e-4))).toEqual([]);
    expect(Object.keys(errors).length).toBeGreaterThan(6);
  });
}
