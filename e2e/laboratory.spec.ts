import type { Locator, Page } from '@playwright/test';
import { differentiate } from '../src/core/cell/interpret.ts';
import { decodeLink } from '../src/core/link.ts';
import { networkOf } from '../src/core/networkOf.ts';
import { flattenParameters } from '../src/core/parameters.ts';
import { createRng } from '../src/core/rng.ts';
import { probeBatch, taskOf } from '../src/core/tasks/index.ts';
import { expectSound, SCREENS, setScreen } from './axe.ts';
import { expect, test } from './page.ts';
import { openAt, train } from './playground.ts';
import { button, cursor, figure, measuredAt, numberIn } from './screen.ts';

const PARITY = 'task=parity&length=12&cell=gru&units=8&backend=wasm';

const laboratory = (page: Page): Locator => page.getByRole('region', { name: 'Laboratory' });
const triangle = (page: Page): Locator => figure(page, 'Blame by loss');

test('the laboratory opens when it is asked for, stands in the link, and leaves the screen as it was', async ({ page }) => {
  const scripts: string[] = [];
  page.on('request', (request) => scripts.push(request.url()));
  await openAt(page, PARITY);
  await expect(laboratory(page)).toHaveCount(0);
  expect(scripts.filter((url) => /Laboratory/.test(url))).toEqual([]);
  await button(page, 'Laboratory').click();
  await expect(laboratory(page)).toBeInViewport();
  await expect(laboratory(page)).toBeFocused();
  // The bar stays.
  await expect(button(page, 'Train')).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0);
  await expect.poll(() => new URL(page.url()).hash).toContain('open=laboratory');
  await laboratory(page).getByRole('button', { name: 'Blame by loss' }).click();
  await expect(triangle(page)).toBeVisible();
  await expect.poll(() => new URL(page.url()).hash).toContain('triangle');
  await laboratory(page).getByRole('button', { name: 'Close the laboratory' }).click();
  await expect(laboratory(page)).toHaveCount(0);
  await expect(button(page, 'Laboratory')).toBeFocused();
  await expect.poll(() => new URL(page.url()).hash).not.toContain('open=');
});

const TYPED = encodeURIComponent("k = sigmoid(A x + B m)\nm' = k * m + (1 - k) * tanh(C x + D h)\nh' = tanh(E x + F m')");

test.describe('the triangle', () => {
  for (const [backend, network] of [
    ['wasm', 'cell=gru&units=8&layers=2&layer=2'],
    ['wasm', `cell=${TYPED}&units=8`],
    ['webgl', 'cell=lstm&units=8'],
    ['webgpu', 'cell=gru&units=8&layers=2'],
  ] as const) {
    test(`says on ${backend} of the loss at the cursor what float64 says of it alone (${decodeURIComponent(network)})`, async ({
      page,
    }) => {
      const hash = `task=parity&length=10&${network}&backend=${backend}&open=triangle`;
      await openAt(page, hash);
      await train(page, 5);
      await measuredAt(page, 'Blame by loss', 5);
      const wanted = await normsInFloat64(page, hash);
      for (const s of [2, 7, wanted.length - 1]) {
        await cursor(page).focus();
        await cursor(page).press('Home');
        for (let t = 0; t < s; t++) await cursor(page).press('ArrowRight');
        await expect(triangle(page)).toContainText(`The loss of step ${s + 1} blames its own state with `);
        const [own, first] = await told(page);
        expect(Math.abs((own ?? 0) / (wanted[s]?.[s] ?? Number.NaN) - 1)).toBeLessThan(0.06);
        expect(Math.abs((first ?? 0) / (wanted[s]?.[0] ?? Number.NaN) - 1)).toBeLessThan(0.06);
      }
    });
  }

  test('is measured on while the network trains', async ({ page }) => {
    await openAt(page, `${PARITY}&open=triangle`);
    await expect(triangle(page)).toContainText('The loss of step');
    const before = await triangle(page).textContent();
    await button(page, 'Train').click();
    await expect.poll(() => triangle(page).textContent()).not.toBe(before);
    await button(page, 'Pause').click();
  });

  test('says so where one step is scored', async ({ page }) => {
    await openAt(page, 'length=12&units=6&backend=wasm&open=triangle');
    await expect(triangle(page)).toContainText('One step is scored, so there is one row.');
  });
});

for (const [name, width, colorScheme] of SCREENS) {
  test(`nothing is found by axe, and nothing runs over (${name})`, async ({ page }) => {
    await setScreen(page, width, colorScheme);
    await openAt(page, `${PARITY}&open=triangle`);
    await expect(triangle(page)).toContainText('The loss of step');
    await expectSound(page);
  });
}

/** The norms that its sentence names: at the step of the loss itself, and at step 1. */
async function told(page: Page): Promise<number[]> {
  const sentence = (await triangle(page).getByText('The loss of step').textContent()) ?? '';
  const found = /its own state with (.+) and step 1 with (.+); it stays above/.exec(sentence);
  return (found ?? []).slice(1).map(numberIn);
}

/** ‖∂L_s/∂s_t‖ of the first sequence of the probe, by the interpreter on the page's own weights: [s][t]. */
async function normsInFloat64(page: Page, hash: string): Promise<number[][]> {
  const { experiment, view } = decodeLink(hash);
  const network = networkOf(experiment);
  const parameters = flattenParameters(network, await page.evaluate(() => window.playground.parameters()));
  const task = taskOf(experiment.task);
  const { steps, size, x, y } = probeBatch(task, experiment.options, createRng(experiment.seed));
  const first = (values: Float32Array): number[] => {
    const width = values.length / (steps * size);
    return Array.from({ length: steps * width }, (_, k) => values[Math.floor(k / width) * size * width + (k % width)] ?? Number.NaN);
  };
  return Array.from({ length: steps }, (_, s) => {
    const weights = Array.from({ length: steps }, (_, t) => (t === s ? 1 : 0));
    const { stateGradients } = differentiate(network, parameters, { steps, size: 1, x: first(x), y: first(y), weights });
    const layers = [...stateGradients.values()].map((each) => each[view.layer] ?? []);
    return Array.from({ length: steps }, (_, t) =>
      Math.hypot(...layers.flatMap((all) => Array.from({ length: network.units }, (_, j) => all[t * network.units + j] ?? Number.NaN))),
    );
  });
}
