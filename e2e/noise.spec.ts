import { rm } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { BACKENDS } from '../src/core/backend.ts';
import { bundleExecutors } from './executors/bundle.ts';
import { openExecutors } from './executors/open.ts';
import { expect, test } from './page.ts';
import { openAt, train } from './playground.ts';

let folder = '';
test.beforeAll(async () => {
  folder = await bundleExecutors();
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

const TYPED = "r = sigmoid(A x + B m)\nm' = 0.9 * m + 0.3 * tanh(C (r * h) + w)\nh' = D x + E h - k * m'";

for (const backend of BACKENDS) {
  test(`noise on the states is on ${backend} what float64 says`, async ({ page }) => {
    test.setTimeout(240_000);
    await openExecutors(page, folder, 'disturb');
    const isSlow = backend === 'webgpu' || backend === 'webgl';
    const cells = isSlow ? ['rnn', TYPED] : ['rnn', 'lstm', 'gru', TYPED, "c' = tanh(W x + U c)\nh' = c'"];
    const depths = isSlow ? [2] : [1, 3];
    const { errors, refusal } = await page.evaluate(([name, ...rest]) => window.disturb(name, ...rest), [backend, cells, depths] as const);
    expect(refusal).toBeNull();
    expect(Object.entries(errors).filter(([, error]) => !(error < 1e-4))).toEqual([]);
    expect(Object.keys(errors).length).toBeGreaterThan(6);
  });
}

const trace = (page: Page) => page.evaluate(() => window.playground.trace());
const done = (page: Page) => page.getByRole('list', { name: 'What was done' });

test('noise on the state is added and measured, stands in the link and inside the step, and Back takes it away', async ({ page }) => {
  await openAt(page, 'cell=lstm&units=8&length=20&backend=wasm&open=laboratory');
  await train(page, 20);
  const before = await trace(page);
  const offer = page.getByRole('region', { name: 'Operate' }).getByRole('group', { name: 'Noise on the state' });
  const spread = offer.getByRole('textbox', { name: 'Standard deviation of the noise on c' });
  await offer.getByRole('combobox', { name: 'State to disturb' }).selectOption('c');
  await spread.fill('0');
  await expect(offer.getByRole('button', { name: 'Add noise' })).toBeDisabled();
  await spread.fill('0.3');
  await offer.getByRole('button', { name: 'Add noise' }).click();
  await expect(done(page)).toContainText('noise of σ = 0.3 on c');
  await expect(done(page)).toContainText(/loss \S+ → \S+/);
  expect(await page.evaluate(() => location.hash)).toContain('do=noise:c:0.3');
  await expect(page.getByRole('region', { name: /Inside step/ })).toContainText('+ noise');
  const disturbed = await trace(page);
  expect(disturbed.iteration).toBe(20);
  expect(disturbed.states['c']).not.toEqual(before.states['c']);
  await train(page, 10);
  expect((await trace(page)).iteration).toBe(30);
  await page.goBack();
  await expect(page.getByText('Nothing is being done to this network.')).toBeVisible();
});

test('a link with noise shows the same states on every backend, and says what it cannot disturb', async ({ page }) => {
  test.setTimeout(240_000);
  const shown: (readonly number[])[] = [];
  for (const backend of BACKENDS) {
    await openAt(page, `cell=gru&units=6&length=8&layers=2&batch=4&seed=3&backend=${backend}&do=noise:h:0.2`);
    expect(await page.evaluate(() => window.playground.engine().backend)).toBe(backend);
    shown.push(((await trace(page)).states['h'] ?? []).flat(2));
  }
  const [first = [], ...others] = shown;
  for (const states of others) {
    expect(states).toHaveLength(first.length);
    for (const [k, value] of states.entries()) expect(Math.abs(value - (first[k] ?? Number.NaN))).toBeLessThan(1e-3);
  }
  await openAt(page, 'cell=gru&units=6&length=8&backend=wasm&do=noise:c:0.2');
  await expect(page.getByText(/disturbs a state that this cell does not have: it has h/)).toBeVisible();
});
