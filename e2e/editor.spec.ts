import type { Page } from '@playwright/test';
import { expect, test } from './page.ts';
import { openAt, train } from './playground.ts';
import { button, cell, editor, iteration, until } from './screen.ts';

const PLAIN = "h' = tanh(W x + U h + b)";

/** What is said under the editor. */
const told = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text });
/** What a reload breaks off. */
const RELOADED = /favicon\.svg net::ERR_ABORTED/;
const running = (page: Page): Promise<string> => page.evaluate(() => window.playground.experiment().cell);

const FAULTS = [
  { text: "h' = tahn(W x + U h + b)", says: 'line 1, column 6: no function tahn; did you mean tanh?' },
  { text: "z = sigmoid(Wz x + bz)\nh' = z * sigmod(W x)", says: 'line 2, column 10: no function sigmod; did you mean sigmoid?' },
  { text: "h' = tanh(W x + U h + b", says: /line 1, column \d+: .*\)/ },
  { text: 'g = tanh(W x + U h + b)', says: /line 1, column \d+: .*h'/ },
  { text: '', says: /line 1, column 1: .*h'/ },
];

test('a fault is told with its place and its mend as one types, while the old cell goes on running', async ({ page }) => {
  await openAt(page, 'length=10&units=8');
  await button(page, 'Train').click();
  for (const { text, says } of FAULTS) {
    await editor(page).fill(text);
    await expect(told(page, says)).toBeVisible();
    await expect(told(page, says)).toContainText('Until this is whole, the RNN cell goes on running.');
    await expect(editor(page)).toHaveAttribute('aria-invalid', 'true');
    const before = await iteration(page);
    await until(page, before + 10);
    await expect(editor(page)).toHaveValue(text);
  }
  expect(await running(page)).toBe('rnn');
});

test('a cell runs as soon as it is whole, and the link holds it', async ({ page, overheard }) => {
  overheard.allow(RELOADED);
  await openAt(page, 'length=10&units=8');
  await editor(page).fill("h' = tanh(W x + 0.5 * U h +");
  await expect(told(page, 'goes on running')).toBeVisible();
  await editor(page).fill("h' = tanh(W x + 0.5 * U h + b)");
  await expect(told(page, 'goes on running')).toBeHidden();
  await expect.poll(() => running(page)).toBe("h' = tanh(W x + 0.5 * U h + b)");
  await expect(cell(page, 'Yours')).toBeChecked();
  await expect(page).toHaveURL(/cell=h%27%20%3D%20tanh%28W%20x%20%2B%200\.5%20%2A%20U%20h%20%2B%20b%29/);
  expect((await train(page, 5)).iteration).toBe(5);
  await page.reload();
  await expect(editor(page)).toHaveValue("h' = tanh(W x + 0.5 * U h + b)");
});

test('Control and Enter run it at once', async ({ page }) => {
  await openAt(page, 'length=10&units=8');
  await editor(page).fill("h' = tanh(W x + 0.9 * U h + b)");
  await editor(page).press('Control+Enter');
  expect(await running(page)).toBe("h' = tanh(W x + 0.9 * U h + b)");
});

test('what was typed survives a look at a built-in cell, whole or not', async ({ page, overheard }) => {
  overheard.allow(RELOADED);
  await openAt(page, 'length=10&units=8');
  for (const text of ["h' = tanh(W x + 0.5 * U h + b) # mine", "h' = tanh(W x + 0.5 *"]) {
    await editor(page).fill(text);
    await cell(page, 'LSTM').check();
    await expect(editor(page)).toHaveValue(/c' = f \* c \+ i \* g/);
    await expect.poll(() => running(page)).toBe('lstm');
    await cell(page, 'Yours').check();
    await expect(editor(page)).toHaveValue(text);
  }
  await cell(page, 'RNN').check();
  await expect(editor(page)).toHaveValue(PLAIN);
  await page.reload();
  await cell(page, 'Yours').check();
  await expect(editor(page)).toHaveValue("h' = tanh(W x + 0.5 *");
});

test('a typed cell shows its own gates, states and matrices', async ({ page }) => {
  await openAt(page, 'length=10&units=8');
  await editor(page).fill("k = sigmoid(Wk x + bk)\ns' = k * s + (1 - k) * tanh(W x + V h)\nh' = tanh(s')");
  await expect(page.getByRole('group', { name: 'Gates' }).getByRole('button', { name: 'Gate k' })).toBeVisible();
  await button(page, 'state s').click();
  await expect(page.getByRole('figure', { name: 'Memory s' })).toBeVisible();
  await expect(page.getByRole('figure', { name: 'Spectrum' })).toContainText('eigenvalues of V');
  expect((await train(page, 5)).iteration).toBe(5);
});
