import type { Page } from '@playwright/test';
import { expect, test } from './page.ts';
import { openAt, train } from './playground.ts';
import { button, cursor, figure, notices, numberIn } from './screen.ts';

const [LENGTH, UNITS] = [10, 8];
const SMALL = `length=${LENGTH}&units=${UNITS}&backend=wasm`;

/** The middle of a heat map's cell on the screen. */
async function cellAt(page: Page, lane: string, step: number, unit: number): Promise<{ x: number; y: number }> {
  const box = await figure(page, lane).locator('canvas').first().boundingBox();
  if (box === null) throw new Error(`${lane} has no canvas`);
  return { x: box.x + ((step - 0.5) * box.width) / LENGTH, y: box.y + ((unit - 0.5) * box.height) / UNITS };
}

test('the mouse over a heat map gives the value of the cell, and a press puts the cursor there', async ({ page }) => {
  await openAt(page, SMALL);
  await train(page, 5);
  const state = await page.evaluate(async () => JSON.stringify((await window.playground.trace()).states['h']));
  const h: number[][][] = JSON.parse(state);
  const { x, y } = await cellAt(page, 'Memory', 4, 3);
  await page.mouse.move(x, y);
  const readout = figure(page, 'Memory').getByText('step 4, unit 3:').locator('..');
  await expect(readout).toBeVisible();
  await expect(async () => {
    const shown = numberIn(((await readout.textContent()) ?? '').split('unit 3:')[1] ?? '');
    expect(shown).toBeCloseTo(h[0]?.[3]?.[2] ?? Number.NaN, 1);
  }).toPass();
  await expect(cursor(page)).toHaveAttribute('aria-valuenow', `${LENGTH}`);
  await page.mouse.click(x, y);
  await expect(cursor(page)).toHaveAttribute('aria-valuenow', '4');
  await expect(page.getByRole('region', { name: 'Inside step 4' })).toContainText('unit 3');
});

test.describe('a finger', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('puts the cursor where it taps', async ({ page }) => {
    await openAt(page, SMALL);
    const { x, y } = await cellAt(page, 'Memory', 6, 2);
    await page.touchscreen.tap(x, y);
    await expect(cursor(page)).toHaveAttribute('aria-valuenow', '6');
  });
});

/** What a press on the middle of a notice's text would meet. */
const isMet = (page: Page): Promise<boolean> =>
  notices(page)
    .getByRole('paragraph')
    .first()
    .evaluate((text) => {
      const { left, top, width, height } = text.getBoundingClientRect();
      return text.closest('section')?.contains(document.elementFromPoint(left + width / 2, top + height / 2)) ?? false;
    });

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const)
  test(`at ${width} pixels a notice stands on nothing that can be pressed, and lets presses through`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await openAt(page, 'task=latch&backend=wasm');
    await page.evaluate(() => {
      location.hash = `${location.hash}&nonsense=1`;
    });
    await expect(notices(page)).toContainText('nonsense');
    expect(await isMet(page)).toBe(false);
    const bounds = await notices(page).boundingBox();
    const others = [page.getByText('Guess and check'), page.getByRole('region', { name: /^Inside step/ }), button(page, 'Train')];
    for (const other of width > 1000 ? others : others.slice(2)) {
      const box = await other.boundingBox();
      expect(box !== null && bounds !== null && apart(box, bounds)).toBe(true);
    }
    await notices(page).getByRole('button', { name: 'Dismiss' }).click();
    await expect(notices(page)).not.toContainText('nonsense');
  });

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
const apart = (a: Box, b: Box): boolean => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

test('with every gate open the page still does not scroll, only the timeline does', async ({ page }) => {
  await openAt(page, `${SMALL}&cell=lstm&open=gate:i,gate:f,gate:g,gate:o`);
  const [scrolls, height] = await page.evaluate(() => [document.documentElement.scrollHeight, innerHeight]);
  expect(scrolls).toBe(height);
});

test('a first visit says what to press, then what to look for, and never again once that is put away', async ({ page }) => {
  await openAt(page, SMALL);
  const press = page.getByText('Press Train: the network');
  const watch = page.getByText('Watch Blame');
  await expect(press).toBeVisible();
  await expect(watch).toBeHidden();
  await button(page, 'Step').click();
  await expect(watch).toBeVisible();
  await expect(press).toBeHidden();
  await button(page, 'Put the hint away').click();
  await page.reload();
  await expect(button(page, 'Train')).toBeVisible();
  await expect(press).toBeHidden();
  await expect(watch).toBeHidden();
});

for (const width of [360, 390, 768, 1000, 1240, 1360, 1440, 1920]) {
  test(`the hint of a first visit moves nothing and covers no button, ${width} pixels wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await openAt(page, SMALL);
    await page.getByRole('figure', { name: /^Spectrum/ }).waitFor();
    const places = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('header, main, figure, aside')]
          .filter((each) => each.checkVisibility())
          .map((each) => each.getBoundingClientRect().toJSON()),
      );
    const hinted = await places();
    for (const name of ['Train', 'Step', 'next sequence']) await button(page, name).click({ trial: true });
    await button(page, 'Put the hint away').click();
    await expect(page.getByText('Press Train: the network')).toBeHidden();
    expect(await places()).toEqual(hinted);
  });
}
