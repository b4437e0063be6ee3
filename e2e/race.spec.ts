import type { Page } from '@playwright/test';
import { makeExperiment } from '../src/core/experiment.ts';
import { multiplyAdds } from '../src/core/race/work.ts';
import { magnitude } from '../src/views/figures/numbers.ts';
import { findingsOf } from './axe.ts';
import { expect, test } from './page.ts';
import { openAt } from './playground.ts';

const SMALL = 'length=8&units=6&batch=4&backend=wasm';

/** Opens a race and waits until every network is on show. */
async function raceAt(page: Page, hash: string, networks: number): Promise<void> {
  await openAt(page, hash);
  await expect(page.getByRole('slider', { name: 'Step under the cursor' })).toHaveCount(networks, { timeout: 20_000 });
}

const networks = (page: Page): Promise<string[]> =>
  page
    .getByRole('region')
    .getByRole('heading', { level: 2, name: /^[A-D] / })
    .allTextContents();
const network = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const iterations = (page: Page): Promise<readonly number[]> => page.evaluate(() => window.playground.race?.iterations() ?? []);
const hash = (page: Page): string => new URL(page.url()).hash;
const losses = (page: Page): Promise<readonly (readonly number[])[]> =>
  page.evaluate(async () => ((await window.playground.race?.traces()) ?? []).map((trace) => [...trace.losses]));

async function raced(page: Page, least: number): Promise<void> {
  await button(page, 'Train all').click();
  await expect.poll(async () => Math.min(...(await iterations(page))), { timeout: 30_000 }).toBeGreaterThan(least);
  await button(page, 'Pause').click();
  await expect(button(page, 'Train all')).toBeVisible();
}

test('Compare puts a contrast beside the network, says what they differ in, and Back goes back', async ({ page }) => {
  await openAt(page, SMALL);
  await button(page, 'Compare').click();
  await expect(
    page.getByText('Same task, same sequences, same seed: adding problem, length 8, 6 units. They differ in the cell alone.'),
  ).toBeVisible();
  expect(await networks(page)).toEqual(['A RNN', 'B GRU']);
  expect(hash(page)).toContain('&b=cell:gru');
  await button(page, 'Close the comparison').click();
  await expect(button(page, 'Train')).toBeVisible();
  await page.goBack();
  await expect(network(page, 'B GRU')).toBeVisible();
  await page.goBack();
  await expect(button(page, 'Train')).toBeVisible();
  expect(hash(page)).not.toContain('b=');
});

test('at a pause all hold at the same iteration, and one step is one of each', async ({ page }) => {
  await raceAt(page, `${SMALL}&b=cell:gru&c=cell:lstm;units:40`, 3);
  await raced(page, 20);
  const [first, ...others] = await iterations(page);
  expect(others).toEqual([first, first]);
  await button(page, 'Step').click();
  await expect.poll(() => iterations(page)).toEqual([1, 1, 1].map((one) => (first ?? 0) + one));
});

test('the clock of arithmetic gives iterations in proportion to their multiply-adds', async ({ page }) => {
  await raceAt(page, `${SMALL}&b=cell:gru&c=units:24`, 3);
  await page.getByLabel('clock').selectOption({ label: 'same arithmetic' });
  expect(hash(page)).toContain('&clock=work');
  await raced(page, 10);
  const parts = { options: { length: 8 }, units: 6, batch: 4 };
  const costs = [parts, { ...parts, cell: 'gru' }, { ...parts, units: 24 }].map((wish) => multiplyAdds(makeExperiment(wish)));
  const work = (await iterations(page)).map((count, k) => count * (costs[k] ?? 0));
  expect(Math.max(...work) - Math.min(...work)).toBeLessThanOrEqual(Math.max(...costs));
  await expect(network(page, 'A RNN, 6 units').getByTestId('iterations')).toHaveText(/\d/);
});

test('a link that was shared gives the same curves elsewhere', async ({ page, context }) => {
  await raceAt(page, `${SMALL}&b=cell:gru`, 2);
  await network(page, 'B GRU').getByRole('button', { name: 'Change B GRU' }).click();
  const panel = page.getByRole('complementary', { name: 'Experiment of B GRU' });
  await panel.getByRole('textbox', { name: 'Units' }).fill('9');
  await page.keyboard.press('Enter');
  await expect.poll(() => hash(page)).toContain('b=cell:gru;units:9');
  await page.evaluate(() => window.playground.race?.train(12));
  const before = await losses(page);
  expect(before.map(({ length }) => length)).toEqual([12, 12]);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('slider', { name: 'Step under the cursor' })).toHaveCount(2, { timeout: 20_000 });
  await expect(other.getByText('They differ in the cell and the number of units.')).toBeVisible();
  await other.evaluate(() => window.playground.race?.train(12));
  expect(await losses(other)).toEqual(before);
});

test('networks are added, moved with what they learned, and taken out; a fifth is refused', async ({ page }) => {
  await raceAt(page, `${SMALL}&b=cell:gru`, 2);
  await page.evaluate(() => window.playground.race?.train(3));
  const add = page.getByLabel('Add a network');
  await add.selectOption({ label: 'like B GRU' });
  await add.selectOption({ label: 'like A RNN' });
  await expect.poll(() => networks(page)).toHaveLength(4);
  await expect(add).toBeDisabled();
  await expect(add).toHaveAttribute('title', 'A race holds 4 networks');
  await button(page, 'Move A RNN left').isDisabled();
  await page.getByRole('button', { name: /^Move B GRU.* left$/ }).click();
  await expect.poll(() => hash(page)).toContain('cell=gru');
  await expect.poll(() => iterations(page)).toEqual([3, 3, 0, 0]);
  for (const letter of ['D', 'C']) await page.getByRole('button', { name: new RegExp(`^Take out ${letter} `) }).click();
  await expect.poll(() => networks(page)).toEqual(['A GRU', 'B RNN']);
  await page.goBack();
  await expect.poll(() => networks(page)).toHaveLength(3);
  await button(page, 'Take out A GRU')
    .or(page.getByRole('button', { name: /^Take out A / }))
    .first()
    .click();
  await expect.poll(() => networks(page)).toHaveLength(2);
});

test('a race of five, seeds of nonsense and unknown keys are told in a sentence each', async ({ page }) => {
  await raceAt(page, `${SMALL}&b=cell:gru;colour:red&c=&d=&e=cell:lstm&seeds=lots`, 4);
  const alert = page.getByRole('alert');
  await expect(alert.getByText('Network B: colour=red is no key of an experiment; it is ignored.')).toBeVisible();
  await expect(alert.getByText('e=cell:lstm is more than the 4 networks that a race holds; it is left out.')).toBeVisible();
  await expect(alert.getByText('seeds=lots is not a whole number from 1 to 20; 5 is used instead.')).toBeVisible();
});

test('many seeds are run, in brief and in words, and can be stopped', async ({ page }) => {
  await raceAt(page, `${SMALL}&b=cell:gru&seeds=3x60`, 2);
  await button(page, 'Run 3 seeds each').click();
  const outcome = page.getByRole('status').filter({ hasText: 'the baseline' });
  await expect(outcome).toHaveText(/A RNN: \d of 3 got more than 10\u00a0% below the baseline; median /, { timeout: 30_000 });
  await expect(outcome).toHaveText(/B GRU: \d of 3 got more than 10\u00a0% below/);
  await expect(outcome).toHaveText(/What counts is the mean of the last 50 losses of a run: under 0\.1503 it is/);
  await expect(page.getByText('6 of 6 runs')).toBeVisible();
  await page.getByRole('textbox', { name: 'Iterations' }).fill('90000');
  await page.keyboard.press('Enter');
  await expect.poll(() => hash(page)).toContain('seeds=3x90000');
  await button(page, 'Run 3 seeds each').click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await button(page, 'Stop the seeds').click();
  await expect(button(page, 'Run 3 seeds each')).toBeVisible();
});

test('a number of seeds that is none is marked with its rule, and nothing is run; one that is typed is what the button says', async ({
  page,
}) => {
  await raceAt(page, `${SMALL}&b=cell:gru&seeds=2x20`, 2);
  const seeds = page.getByRole('textbox', { name: 'Seeds' });
  const length = page.getByRole('textbox', { name: 'Iterations' });
  for (const [nonsense, rule] of [
    ['', 'Nothing stands here: type a whole number from 1 to 20.'],
    ['0', '“0” is too small: type a whole number from 1 to 20.'],
    ['1.5', '“1.5” is not whole: type a whole number from 1 to 20.'],
    ['9999', '“9999” is too large: type a whole number from 1 to 20.'],
    ['abc', '“abc” is not a number: type a whole number from 1 to 20.'],
  ] as const) {
    await seeds.fill(nonsense);
    await expect(seeds).toHaveAttribute('aria-invalid', 'true');
    await expect(seeds).toHaveAccessibleDescription(rule);
    await expect(button(page, 'Run the seeds')).toBeDisabled();
    await length.focus();
    await expect(seeds).toHaveValue(nonsense);
  }
  await seeds.press('Escape');
  await expect(seeds).toHaveValue('2');
  await expect(seeds).not.toHaveAttribute('aria-invalid');
  await length.fill('0');
  await expect(button(page, 'Run 2 seeds each')).toBeDisabled();
  await length.press('Escape');
  await seeds.fill('3');
  await button(page, 'Run 3 seeds each').click();
  await expect(page.getByText('6 of 6 runs')).toBeVisible({ timeout: 30_000 });
  expect(hash(page)).toContain('seeds=3x20');
});

test('runs of networks that have changed since are neither shown nor counted', async ({ page }) => {
  await raceAt(page, 'length=8&batch=4&backend=wasm&b=cell:gru&seeds=2x20', 2);
  await button(page, 'Run 2 seeds each').click();
  await expect(page.getByText('4 of 4 runs')).toBeVisible({ timeout: 30_000 });
  await button(page, 'Same parameters').click();
  const seeds = page.getByRole('figure', { name: 'Many seeds' });
  await expect(seeds.getByText('2 runs', { exact: true })).toBeVisible();
  await expect(seeds.getByText('B GRU has changed since: run the seeds again to see it here.')).toBeVisible();
});

test('the axis of seconds fits a run of a moment', async ({ page }) => {
  await raceAt(page, `${SMALL}&b=cell:gru&clock=time`, 2);
  const axis = page.getByRole('slider', { name: 'Loss by seconds of training' });
  await expect(axis).toHaveAttribute('aria-valuemax', '0.1');
  await raced(page, 5);
  const spent = async (): Promise<number> => {
    const facts = await page
      .getByRole('region')
      .getByText(/iterations in [\d.]+ s/)
      .allTextContents();
    return Math.max(...facts.map((text) => Number(/in ([\d.]+) s/.exec(text)?.[1])));
  };
  await expect.poll(async () => Number(await axis.getAttribute('aria-valuemax')) / (0.1 + (await spent()))).toBeLessThanOrEqual(1.7);
  await axis.scrollIntoViewIfNeeded();
  await axis.focus();
  await axis.press('ArrowLeft');
  await expect(axis).toHaveAttribute('aria-valuetext', /^[\d.]+ s\nA RNN: /);
});

test('while they race all are told to be where the slowest has come to', async ({ page }) => {
  await raceAt(page, `${SMALL}&b=cell:gru&c=cell:lstm;units:96`, 3);
  await button(page, 'Train all').click();
  await expect.poll(async () => Math.min(...(await iterations(page))), { timeout: 30_000 }).toBeGreaterThan(5);
  const told = await page.evaluate(async () => {
    const readout = document.querySelector('[data-testid="iteration"]');
    const seen: string[] = [];
    const apart: number[] = [];
    for (let k = 0; k < 40; k++) {
      const all = window.playground.race?.iterations() ?? [];
      seen.push(readout?.textContent ?? '');
      apart.push(Math.max(...all) - Math.min(...all));
      await new Promise((go) => setTimeout(go, 50));
    }
    return { seen, most: Math.max(...apart) };
  });
  expect(told.most).toBeGreaterThan(0);
  expect(told.seen.filter((text) => !/^[\d\s,\u2009\u202f]+$/.test(text))).toEqual([]);
  await button(page, 'Pause').click();
});

test('what is said of the figures for those who do not see them follows every network', async ({ page }) => {
  await raceAt(page, `${SMALL}&b=cell:gru`, 2);
  await page.evaluate(() => window.playground.race?.train(3));
  const loss = page.getByRole('figure', { name: 'Loss of all' });
  await expect(loss.getByText(/A RNN: .* after 3 iterations\. B GRU: .* after 3 iterations\./)).toBeAttached();
  await button(page, 'Same parameters').click();
  await expect(loss.getByText(/A RNN: .* after 3 iterations\. B GRU has not been trained yet\./)).toBeAttached();
  const norm = await page.evaluate(async () => (await window.playground.race?.traces())?.[1]?.norms[0]?.[0] ?? Number.NaN);
  const norms = page.getByRole('figure', { name: 'Gradient norm by step' });
  await expect(norms.getByText(`${magnitude(norm)} at step 1, 7 steps back.`)).toBeAttached();
});

test('the keyboard is put on Train all where Compare opens, and back on Compare where it closes', async ({ page }) => {
  await openAt(page, SMALL);
  await expect(page.locator('body')).toBeFocused();
  await button(page, 'Compare').press('Enter');
  await expect(button(page, 'Train all')).toBeFocused();
  await button(page, 'Close the comparison').press('Enter');
  await expect(button(page, 'Compare')).toBeFocused();
  await page.goBack();
  await expect(button(page, 'Train all')).toBeFocused();
});

test('lanes stand at the same height, however much one network has to say above them', async ({ page }) => {
  await raceAt(page, `${SMALL}&b=cell:gru&clock=work`, 2);
  const facts = network(page, 'B GRU').getByText(/parameters/);
  await facts.evaluate((element) => element.after(' and more'.repeat(40)));
  const tops = (): Promise<readonly number[]> =>
    page
      .getByRole('region')
      .getByRole('figure', { name: /Memory/ })
      .evaluateAll((figures) => figures.map((figure) => Math.round(figure.getBoundingClientRect().top)));
  await expect.poll(async () => new Set(await tops()).size).toBe(1);
  expect(await facts.evaluate((element) => element.closest('p')?.getBoundingClientRect().height)).toBeGreaterThan(60);
});

test('cursor and keys are common: the step is the same in every network', async ({ page }) => {
  await raceAt(page, `${SMALL}&b=cell:gru`, 2);
  await page.locator('body').press('Home');
  for (const slider of await page.getByRole('slider', { name: 'Step under the cursor' }).all())
    await expect(slider).toHaveAttribute('aria-valuetext', 'step 1 of 8');
  await network(page, 'B GRU').getByRole('slider', { name: 'Step under the cursor' }).press('ArrowRight');
  await expect(network(page, 'A RNN').getByRole('slider', { name: 'Step under the cursor' })).toHaveAttribute('aria-valuenow', '2');
  await page.locator('body').press('.');
  await expect.poll(() => iterations(page)).toEqual([1, 1]);
});

test('the same parameters: the other network gets the units that the budget of the first allows', async ({ page }) => {
  await raceAt(page, 'length=8&batch=4&backend=wasm&b=cell:gru', 2);
  await button(page, 'Same parameters').click();
  await expect(page.getByText('They differ in the cell and the number of units.')).toBeVisible();
  expect(hash(page)).toContain('b=cell:gru;units:13');
  await expect(
    page.getByRole('status').getByText(/^B GRU starts again with 13 units: as near to the 673 parameters of A RNN/),
  ).toBeVisible();
  await page.goBack();
  await expect(page.getByText('They differ in the cell alone.')).toBeVisible();
  await expect.poll(() => hash(page)).not.toContain('units:13');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in a race, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await raceAt(page, `${SMALL}&b=cell:gru&c=cell:lstm&seeds=2x20`, 3);
    await page.evaluate(() => window.playground.race?.train(5));
    await button(page, 'Run 2 seeds each').click();
    await expect(page.getByText('6 of 6 runs')).toBeVisible({ timeout: 30_000 });
    await page
      .getByRole('button', { name: 'Change B LSTM' })
      .or(page.getByRole('button', { name: 'Change B GRU' }))
      .first()
      .click();
    expect(await findingsOf(page)).toEqual([]);
  });
}

test('on a phone nothing is wider than the screen, the networks are a swipe apart, and controls come in a sheet', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await raceAt(page, `${SMALL}&b=cell:gru&c=cell:lstm`, 3);
  await page.evaluate(() => window.playground.race?.train(5));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await network(page, 'C LSTM').scrollIntoViewIfNeeded();
  await expect(network(page, 'C LSTM').getByRole('figure', { name: /Memory/ })).toBeInViewport();
  await page.getByRole('button', { name: 'Change C LSTM' }).click();
  await expect(page.getByRole('dialog', { name: 'C LSTM' }).getByRole('textbox', { name: 'Units' })).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
});
