import type { Page } from '@playwright/test';
import { expect, test } from './page.ts';
import { openAt } from './playground.ts';
import { button, cell, cursor, editor, iteration, number, numberIn, until } from './screen.ts';

test('keyboard alone: choose a cell, train, move the cursor, share', async ({ page }) => {
  await openAt(page, 'length=10&units=8');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await tabTo(page, cell(page, 'RNN'));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(cell(page, 'LSTM')).toBeChecked();
  await tabTo(page, cursor(page));
  await page.keyboard.press('Space');
  await expect(button(page, 'Pause')).toBeVisible();
  await until(page, 10);
  await page.keyboard.press('Space');
  await expect(button(page, 'Train')).toBeVisible();
  const rested = await iteration(page);
  await page.keyboard.press('.');
  await expect.poll(() => iteration(page)).toBe(rested + 1);
  await page.keyboard.press('Home');
  await expect(cursor(page)).toHaveAttribute('aria-valuetext', 'step 1 of 10');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('region', { name: 'Inside step 2' })).toBeVisible();
  await page.keyboard.press('End');
  await expect(cursor(page)).toHaveAttribute('aria-valuetext', 'step 10 of 10');
  await page.keyboard.press('ArrowLeft');
  await tabTo(page, button(page, 'Share link'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Copied the link' })).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/#length=10&cell=lstm&units=8&t=9$/);
});

test('the keys work from anywhere on the page, and ? shows them all', async ({ page }) => {
  await openAt(page, 'length=10&units=8');
  await page.locator('body').press('ArrowLeft');
  await expect(cursor(page)).toHaveAttribute('aria-valuenow', '9');
  await page.keyboard.press('Home');
  await expect(cursor(page)).toHaveAttribute('aria-valuenow', '1');
  await page.keyboard.press('.');
  await expect.poll(() => iteration(page)).toBe(1);
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  for (const key of ['Space', '.', '←', '→', 'Home', 'End', '?']) await expect(keys.getByText(key, { exact: true })).toBeVisible();
  await expect(keys.getByRole('heading')).toHaveText([
    'Keys',
    'In the laboratory',
    'On a line that is drawn',
    'On the slider under the loss',
    'On an eigenvalue',
  ]);
  await page.keyboard.press('.');
  await page.keyboard.press('End');
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await expect(cursor(page)).toHaveAttribute('aria-valuenow', '1');
  expect(await iteration(page)).toBe(1);
  // The browser takes the focus from the closed dialog's button at its next frame; until then Space is that button's.
  await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(true);
  await page.keyboard.press('Space');
  await expect(button(page, 'Pause')).toBeVisible();
  await page.keyboard.press('Space');
  await expect(button(page, 'Train')).toBeVisible();
});

test('Space on a focused button presses that button alone', async ({ page }) => {
  await openAt(page, 'length=10&units=8');
  await button(page, 'Step').focus();
  await page.keyboard.press('Space');
  await expect.poll(() => iteration(page)).toBe(1);
  await page.waitForTimeout(300);
  expect(await iteration(page)).toBe(1);
  await expect(button(page, 'Train')).toBeVisible();
});

test('typing in a field sets off no shortcut', async ({ page }) => {
  await openAt(page, 'length=10&units=8');
  const typed = "h' = tanh(W x + 0.5 * U h + b) # . ? ";
  await editor(page).fill('');
  await editor(page).pressSequentially(typed);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(editor(page)).toHaveValue(typed);
  await number(page, 'Learning rate').fill('');
  await number(page, 'Learning rate').pressSequentially('0.01');
  await page.keyboard.press('Home');
  await page.getByRole('combobox', { name: 'Task' }).focus();
  await page.keyboard.press('Home');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(cursor(page)).toHaveAttribute('aria-valuenow', '10');
  await expect(button(page, 'Train')).toBeVisible();
  expect(await iteration(page)).toBe(0);
});

test('focus is seen and on the screen at every stop of the Tab key, in an order that ends', async ({ page }) => {
  await openAt(page, 'length=10&units=8&cell=lstm');
  const stops: string[] = [];
  const unseen: string[] = [];
  for (let k = 0; k < 120; k++) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (stop === null) break;
    stops.push(stop.name);
    if (!stop.seen) unseen.push(stop.name);
  }
  expect(unseen).toEqual([]);
  expect(stops.length).toBeLessThan(120);
  expect(stops.length).toBeGreaterThan(40);
  expect(new Set(stops).size).toBe(stops.length);
});

test('a modal dialog keeps the focus inside and gives it back', async ({ page }) => {
  await openAt(page, 'length=10&units=8');
  await button(page, 'Keys').press('Enter');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys.getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(button(page, 'Keys')).toBeFocused();
});

test('a heat map is walked by the arrows, unit by unit and step by step, with its value said', async ({ page }) => {
  await openAt(page, 'length=10&units=8&t=5');
  const units = page.getByRole('slider', { name: 'Unit of Memory' });
  await units.focus();
  while ((await units.getAttribute('aria-valuenow')) !== '1') await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await expect(units).toHaveAttribute('aria-valuetext', /^unit 2, step 4: [+−]\d\.\d\d$/);
  const { states } = await page.evaluate(() => window.playground.trace());
  const said = ((await units.getAttribute('aria-valuetext')) ?? '').split(': ')[1] ?? '';
  expect(numberIn(said)).toBeCloseTo(states['h']?.[0]?.[3]?.[1] ?? Number.NaN, 1);
});

/** Presses Tab until it stands on the element. */
async function tabTo(page: Page, target: ReturnType<typeof cursor>): Promise<void> {
  for (let k = 0; k < 120; k++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${target}`);
}

interface Stop {
  readonly name: string;
  readonly seen: boolean;
}

/** What has the focus, and whether an outline or a shadow marks it, or what stands for it, inside the window; null on the page itself. */
function focused(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return null;
    const marks = [element, element.nextElementSibling, element.parentElement].filter((each) => each !== null);
    const seen = marks.some((each) => {
      const { outlineStyle, outlineWidth, outlineColor, opacity } = getComputedStyle(each);
      const { left, top, right, bottom, width, height } = each.getBoundingClientRect();
      const inside = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight && width > 4 && height > 4;
      const outlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1 && !/, 0\)$/.test(outlineColor);
      return inside && outlined && opacity !== '0';
    });
    const { left, top } = element.getBoundingClientRect();
    const text = element.getAttribute('aria-label') ?? element.textContent ?? '';
    const name = `${element.tagName} ${element.getAttribute('role') ?? ''} ${text || element.id} ${Math.round(left)},${Math.round(top)}`;
    return { name: name.replace(/\s+/g, ' '), seen };
  });
}
