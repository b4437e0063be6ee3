import type { Locator, Page } from '@playwright/test';
import { findingsOf } from './axe.ts';
import { expect, test } from './page.ts';
import { losses, openAt, train } from './playground.ts';
import { button, cell, notices, until } from './screen.ts';

const SMALL = 'length=5&units=4&batch=4';

const menu = (page: Page): Locator => page.getByRole('region', { name: 'Backend' });
const row = (page: Page, backend: string): Locator =>
  menu(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: backend }) });
const measure = (page: Page): Locator => menu(page).getByRole('button', { name: /Time each backend|Stop timing/ });

async function openMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: /gradients checked/ }).focus();
  await page.keyboard.press('Enter');
  await expect(menu(page)).toBeVisible();
}

test('times one iteration on each backend, by keyboard, and switches to a faster one, which goes on from there', async ({ page }) => {
  test.setTimeout(180_000);
  await openAt(page, `${SMALL}&backend=webgpu`);
  await train(page, 2);
  const before = await losses(page);
  await openMenu(page);
  await expect(row(page, 'WASM')).toContainText('not timed');
  await measure(page).focus();
  await page.keyboard.press('Enter');
  await expect(measure(page)).toHaveText('Stop timing');
  await expect(measure(page)).toBeFocused();
  await expect(measure(page)).toHaveText('Time each backend', { timeout: 90_000 });
  for (const backend of ['WASM', 'CPU']) await expect(row(page, backend)).toContainText(/\d ms/);
  for (const backend of ['WebGPU', 'WebGL']) await expect(row(page, backend)).toContainText(/\d ms|> 3 s/);
  await expect(row(page, 'WebGPU')).toContainText('in use');
  expect(await findingsOf(page)).toEqual([]);
  const use = menu(page).getByRole('button', { name: /^Use (WASM|CPU)$/ });
  await use.focus();
  await page.keyboard.press('Enter');
  await expect(menu(page)).toBeHidden();
  await expect(page.getByRole('button', { name: /^(WASM|CPU).*gradients checked/ })).toBeVisible();
  expect((await train(page, 1)).iteration).toBe(3);
  expect((await losses(page)).slice(0, 2)).toEqual(before);
});

test('training pauses while backends are timed and goes on after, and what is not there says why', async ({ page }) => {
  test.setTimeout(120_000);
  await page.route('**/worker-*.js', async (route) => {
    const response = await route.fetch();
    const without =
      "Object.defineProperty(WorkerNavigator.prototype, 'gpu', { value: undefined }); OffscreenCanvas.prototype.getContext = () => null;";
    await route.fulfill({ response, body: `${without}\n${await response.text()}` });
  });
  await openAt(page, SMALL);
  await button(page, 'Train').click();
  await until(page, 5);
  await openMenu(page);
  await measure(page).click();
  await expect(row(page, 'CPU')).toContainText(/\d ms/);
  await expect(row(page, 'WebGPU')).toContainText('this browser offers no WebGPU here');
  await expect(row(page, 'WebGL')).toContainText('this browser offers no WebGL 2 here');
  await expect(button(page, 'Pause')).toBeVisible();
  const paused = Number(await page.evaluate(async () => (await window.playground.trace()).iteration));
  await until(page, paused + 5);
});

test('a kernel that does not compile hands the network to the next backend with the reason, and another cell tries again', async ({
  page,
}) => {
  await openAt(page, `${SMALL}&backend=wasm`);
  await page.workers()[0]?.evaluate(() => {
    WebAssembly.Module = class {
      constructor() {
        throw new WebAssembly.CompileError('invalid on purpose');
      }
    } as unknown as typeof WebAssembly.Module;
  });
  await cell(page, 'GRU').check();
  await expect(notices(page)).toContainText(/WASM was passed over: a kernel does not compile: .*invalid on purpose\. .*CPU runs instead\./);
  await openMenu(page);
  await expect(menu(page).getByRole('listitem').filter({ hasText: 'invalid on purpose' })).toBeVisible();
  await page.keyboard.press('Escape');
  expect((await train(page, 2)).iteration).toBe(2);
  await cell(page, 'LSTM').check();
  await expect(page.getByRole('button', { name: /^WASM.*gradients checked/ })).toBeVisible();
  expect((await train(page, 2)).iteration).toBe(2);
});
