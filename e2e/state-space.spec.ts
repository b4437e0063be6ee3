import type { Page } from '@playwright/test';
import { EVD, Matrix } from 'ml-matrix';
import { BACKENDS } from '../src/core/backend.ts';
import { findingsOf } from './axe.ts';
import { expect, test } from './page.ts';
import { openAt } from './playground.ts';
import { probeTraces } from './probe.ts';
import { alternative, button, cursor, figure, picture, until } from './screen.ts';

const NAME = 'State space';
const LSTM = 'length=10&cell=lstm&units=4';
const ORDER = 'task=temporal-order&length=12&units=6';

/** "The plane holds 83 % of the variance of 320 states: 61 % along component 1, 22 % along 2." */
async function shares(page: Page): Promise<number[]> {
  await expect(alternative(page, NAME)).toContainText('The plane holds');
  const text = (await alternative(page, NAME).textContent()) ?? '';
  const found = /holds (\d+) % of the variance of ([\d,]+) states: (\d+) % along component 1, (\d+) % along 2/.exec(text);
  expect(found, text).not.toBeNull();
  return (found?.slice(1) ?? []).map((part) => Number(part.replace(',', '')));
}

/** The picture once the figure has taken its height. */
async function drawn(page: Page): Promise<string> {
  await figure(page, NAME).scrollIntoViewIfNeeded();
  const height = () =>
    figure(page, NAME)
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) => canvas.height / devicePixelRatio);
  await expect.poll(height).toBeGreaterThan(300);
  return picture(page, NAME);
}

test('opens from its link, and its words are those of the states that the page itself tells', async ({ page }) => {
  await openAt(page, `${LSTM}&backend=wasm&open=state-space`);
  const [both, count, first, second] = await shares(page);
  const traces = await probeTraces(page, `${LSTM}&backend=wasm`);
  const rows = traces.flatMap(({ states }) => (states['h']?.[0] ?? []).map((h, t) => [...h, ...(states['c']?.[0]?.[t] ?? [])]));
  const centred = new Matrix(rows).center('column');
  const { realEigenvalues } = new EVD(centred.transpose().mmul(centred), { assumeSymmetric: true });
  const variances = realEigenvalues.sort((a, b) => b - a);
  const total = variances.reduce((sum, value) => sum + value, 0);
  const percent = (value: number): number => (100 * value) / total;
  expect(count).toBe(rows.length);
  expect(Math.abs((first ?? 0) - percent(variances[0] ?? 0))).toBeLessThan(0.51);
  expect(Math.abs((second ?? 0) - percent(variances[1] ?? 0))).toBeLessThan(0.51);
  expect(Math.abs((both ?? 0) - percent((variances[0] ?? 0) + (variances[1] ?? 0)))).toBeLessThan(0.51);
});

test('says the same on every backend', async ({ page, overheard }) => {
  test.setTimeout(120_000);
  // A device of software says so.
  overheard.allow(/GPU|WebGL|GL Driver/i);
  const told: number[][] = [];
  for (const backend of BACKENDS) {
    await openAt(page, `${LSTM}&backend=${backend}&open=state-space`);
    told.push(await shares(page));
    await expect(alternative(page, NAME)).toContainText(/With the input of step 10 held, \d of 6 states settle/);
  }
  for (const values of told)
    for (const [k, value] of values.entries()) expect(Math.abs(value - (told[0]?.[k] ?? 0))).toBeLessThanOrEqual(1);
});

test('goes on while it trains, and the keys move the cursor through it', async ({ page }) => {
  await openAt(page, `${ORDER}&cell=gru&backend=wasm&open=state-space`);
  await expect(alternative(page, NAME)).toContainText('With the input of step 12 held');
  const before = { text: await alternative(page, NAME).textContent(), picture: await drawn(page) };
  await button(page, 'Train').click();
  await until(page, 40);
  await expect(alternative(page, NAME)).not.toHaveText(before.text ?? '');
  await button(page, 'Pause').click();
  await button(page, 'Train').waitFor();
  expect(await drawn(page)).not.toBe(before.picture);
  const trained = await drawn(page);
  await cursor(page).focus();
  await page.keyboard.press('Home');
  await expect(alternative(page, NAME)).toContainText('With the input of step 1 held');
  await expect.poll(() => drawn(page)).not.toBe(trained);
});

test('is opened, coloured by class where the task has classes, and closed from the keyboard, all of it in the link', async ({ page }) => {
  await openAt(page, `${ORDER}&backend=wasm&open=laboratory`);
  await button(page, NAME).focus();
  await page.keyboard.press('Enter');
  await shares(page);
  const byStep = await drawn(page);
  const colours = figure(page, NAME).getByRole('combobox', { name: 'What colours the states' });
  await expect(figure(page, NAME).getByRole('img', { name: 'colours from first step to last' })).toBeVisible();
  await colours.focus();
  await page.keyboard.press('ArrowDown');
  await expect(colours).toHaveValue('class');
  await expect.poll(() => drawn(page)).not.toBe(byStep);
  const byClass = await drawn(page);
  await expect(figure(page, NAME).getByRole('img', { name: /colours from/ })).toBeHidden();
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/state-space(:|%3A)class/);
  await colours.selectOption('by step');
  await expect.poll(() => drawn(page)).not.toBe(byClass);
  await expect.poll(() => page.evaluate(() => location.hash)).not.toMatch(/class/);
  await page.getByRole('group', { name: 'Take apart' }).getByRole('button', { name: NAME, exact: true }).click();
  await expect(figure(page, NAME)).toBeHidden();
});

test('where the task has no classes there is no choice, and a place that is pointed at tells its step', async ({ page }) => {
  await openAt(page, `${LSTM}&backend=wasm&open=state-space`);
  await shares(page);
  await expect(figure(page, NAME).getByRole('combobox')).toHaveCount(0);
  await figure(page, NAME).scrollIntoViewIfNeeded();
  const box = await figure(page, NAME).locator('canvas').boundingBox();
  if (box === null) throw new Error('nothing is drawn');
  const said = figure(page, NAME).getByText(/step \d+: |fixed point of|from top to bottom/);
  for (let k = 1; k < 10; k++) {
    await page.mouse.move(box.x + (k * box.width) / 10, box.y + box.height / 2);
    await expect(said).toBeVisible();
  }
});

for (const [name, use] of [
  ['dark', { colorScheme: 'dark' }],
  ['390 pixels wide', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
] as const) {
  test.describe(name, () => {
    test.use(use);

    test('nothing is found by axe or scrolled sideways', async ({ page }) => {
      await openAt(page, `${ORDER}&backend=wasm&open=state-space,state-space:class`);
      await shares(page);
      await figure(page, NAME).scrollIntoViewIfNeeded();
      expect(await findingsOf(page)).toEqual([]);
      const wide = await figure(page, NAME).evaluate((each) => each.getBoundingClientRect().right - document.documentElement.clientWidth);
      expect(wide).toBeLessThanOrEqual(0);
    });
  });
}
