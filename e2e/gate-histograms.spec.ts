import type { Page } from '@playwright/test';
import { BACKENDS } from '../src/core/backend.ts';
import { findingsOf } from './axe.ts';
import { expect, test } from './page.ts';
import { openAt } from './playground.ts';
import { probeTraces } from './probe.ts';
import { alternative, button, figure, picture, until } from './screen.ts';

const NAME = 'Gate histograms';
const LSTM = 'length=10&cell=lstm&units=4&radius=4';
const RNN = 'length=10&units=4&radius=4';

/** A share as the figure writes it: whole percent, "under 1 %", "over 99 %". */
const written = (share: number): string => {
  if (share > 0 && share < 0.005) return 'under 1 %';
  return share < 1 && share > 0.995 ? 'over 99 %' : `${Math.round(100 * share)} %`;
};

const shareOf = (values: readonly number[], holds: (value: number) => boolean): string =>
  written(values.filter(holds).length / values.length);

const said = async (page: Page): Promise<string> => {
  await expect(alternative(page, NAME)).toContainText('%');
  return (await alternative(page, NAME).textContent()) ?? '';
};

test('opens from its link, and its shares are those of the gates that the page itself tells', async ({ page }) => {
  await openAt(page, `${LSTM}&backend=wasm&open=gate-histograms`);
  const text = await said(page);
  const traces = await probeTraces(page, `${LSTM}&backend=wasm`);
  const values = (gate: string): number[] => traces.flatMap(({ gates }) => (gates[gate]?.[0] ?? []).flat());
  for (const gate of ['i', 'f', 'o']) {
    const [shut, open] = [shareOf(values(gate), (value) => value < 0.1), shareOf(values(gate), (value) => value > 0.9)];
    expect(text).toContain(`${gate} shut ${shut}, open ${open}`);
  }
  expect(text).toContain(`g beyond ±0.9 ${shareOf(values('g'), (value) => Math.abs(value) > 0.9)}`);
  expect(text).toContain('On the carry path ∂cₜ/∂cₜ₋₁ is f');
});

test('of a tanh RNN tells that it has no gates, and how much of h is saturated', async ({ page }) => {
  await openAt(page, `${RNN}&backend=wasm&open=gate-histograms`);
  const text = await said(page);
  const traces = await probeTraces(page, `${RNN}&backend=wasm`);
  const h = traces.flatMap(({ states }) => (states['h']?.[0] ?? []).flat());
  expect(text).toContain('This cell has no gates');
  expect(text).toContain(`${shareOf(h, (value) => Math.abs(value) > 0.9)} lie beyond ±0.9`);
});

test('says the same on every backend', async ({ page, overheard }) => {
  test.setTimeout(120_000);
  // A device of software says so.
  overheard.allow(/GPU|WebGL|GL Driver/i);
  const told: number[][] = [];
  for (const backend of BACKENDS) {
    await openAt(page, `${LSTM}&backend=${backend}&open=gate-histograms`);
    told.push(((await said(page)).match(/\d+(?= %)/g) ?? []).map(Number));
  }
  expect(told[0]?.length).toBeGreaterThan(5);
  for (const values of told)
    for (const [k, value] of values.entries()) expect(Math.abs(value - (told[0]?.[k] ?? 0))).toBeLessThanOrEqual(1);
});

test('goes on while it trains, and tells the bin that is pointed at', async ({ page }) => {
  await openAt(page, 'length=10&cell=gru&units=6&rate=0.05&backend=wasm&open=gate-histograms');
  const [text, drawn] = [await said(page), await picture(page, NAME)];
  await button(page, 'Train').click();
  await until(page, 60);
  await expect(alternative(page, NAME)).not.toHaveText(text);
  await button(page, 'Pause').click();
  await button(page, 'Train').waitFor();
  expect(await picture(page, NAME)).not.toBe(drawn);
  await figure(page, NAME).scrollIntoViewIfNeeded();
  const box = await figure(page, NAME).locator('canvas').boundingBox();
  if (box === null) throw new Error('nothing is drawn');
  await page.mouse.move(box.x + 0.51 * box.width, box.y + 0.5 * box.height);
  await expect(figure(page, NAME).getByText(/^r from 0\.50 to 0\.55: /)).toBeVisible();
});

test('is opened and closed from the keyboard, and stands in the link', async ({ page }) => {
  await openAt(page, `${LSTM}&backend=wasm&open=laboratory`);
  await button(page, NAME).focus();
  await page.keyboard.press('Enter');
  await said(page);
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('gate-histograms');
  await page.keyboard.press('Enter');
  await expect(figure(page, NAME)).toBeHidden();
});

for (const [name, use] of [
  ['dark', { colorScheme: 'dark' }],
  ['390 pixels wide', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
] as const) {
  test.describe(name, () => {
    test.use(use);

    test('nothing is found by axe or scrolled sideways', async ({ page }) => {
      await openAt(page, `${LSTM}&backend=wasm&open=gate-histograms`);
      await said(page);
      await figure(page, NAME).scrollIntoViewIfNeeded();
      expect(await findingsOf(page)).toEqual([]);
      const wide = await figure(page, NAME).evaluate((each) => each.getBoundingClientRect().right - document.documentElement.clientWidth);
      expect(wide).toBeLessThanOrEqual(0);
    });
  });
}
