import type { Locator } from '@playwright/test';
import { TASK_NAMES, TASKS } from '../src/core/tasks/index.ts';
import { SHELVES, type Task } from '../src/core/tasks/task.ts';
import { findingsOf } from './axe.ts';
import { expect, test } from './page.ts';
import { openAt, train } from './playground.ts';

/** What a person has to give its data opens and asks for them. */
const OPEN = TASK_NAMES.filter((name) => name !== ('csv' as string));

for (const name of OPEN) {
  const task: Task = TASKS[name];

  test(`${name} opens from its bare link, trains, and shows its input, its baselines and how it does on what is held out`, async ({
    page,
  }) => {
    test.setTimeout(120_000);
    await openAt(page, `task=${name}&backend=wasm`);
    await expect(page.getByRole('combobox', { name: 'Task' })).toHaveValue(name);
    const { experiment, baselines } = await page.evaluate(() => ({
      experiment: window.playground.experiment(),
      baselines: window.playground.baselines(),
    }));
    expect(experiment).toMatchObject({ task: name, ...task.start });
    await train(page, 3);
    const trace = await page.evaluate(() => window.playground.trace());
    expect(trace.iteration).toBe(3);
    expect(trace.losses.every(Number.isFinite)).toBe(true);
    // Forecasts are drawn against what came; other answers are counted.
    if (task.forecast !== undefined) await expect(page.getByRole('figure', { name: 'Forecast' })).toBeVisible();
    else await expect(page.getByRole('region', { name: 'Held out' })).toContainText(/\d/);
    for (const { label } of baselines) await expect(page.getByRole('figure', { name: 'Loss' }).getByText(label).first()).toBeAttached();
    expect(baselines.length).toBeGreaterThan(0);
    expect(await page.evaluate(() => location.hash)).toContain(name === 'adding' ? '' : `task=${name}`);
  });
}

test('the gallery shows all tasks by what they teach, is searched by keyboard alone, and opens what is chosen', async ({ page }) => {
  await openAt(page, 'backend=wasm');
  await page.getByRole('button', { name: /All tasks/ }).press('Enter');
  const gallery = page.getByRole('dialog', { name: 'Tasks' });
  const search = gallery.getByRole('searchbox', { name: 'Search' });
  await expect(search).toBeFocused();
  for (const title of Object.values(SHELVES)) await expect(gallery.getByRole('region', { name: title })).toBeVisible();
  await expect(gallery.getByRole('listitem')).toHaveCount(TASK_NAMES.length);
  expect(await findingsOf(page)).toEqual([]);
  await page.keyboard.type('xyzzy');
  await expect(gallery.getByRole('status')).toContainText('No task speaks of “xyzzy”');
  await search.fill('');
  await page.keyboard.type('co2');
  await expect(gallery.getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(gallery).toBeHidden();
  await expect(page.getByRole('combobox', { name: 'Task' })).toHaveValue('co2');
  expect(new URL(page.url()).hash).toContain('task=co2');
});

test('the gallery has its pictures and the focus in its search each time it is opened, and in the size the window has', async ({
  page,
}) => {
  await openAt(page, 'backend=wasm');
  const gallery = page.getByRole('dialog', { name: 'Tasks' });
  for (const word of ['latch', 'parity', 'sines']) {
    await page.getByRole('button', { name: /All tasks/ }).press('Enter');
    await expect(gallery.getByRole('searchbox', { name: 'Search' })).toBeFocused();
    await expect.poll(() => drawn(gallery)).toEqual(expect.arrayContaining(DRAWN));
    await expect.poll(() => blank(gallery)).toEqual([]);
    await page.keyboard.type(word);
    await expect(gallery.getByRole('listitem')).toHaveCount(1);
    await expect.poll(() => blank(gallery)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Task' })).toHaveValue(word);
    await expect(gallery).toBeHidden();
  }
  await page.getByRole('button', { name: /All tasks/ }).press('Enter');
  await page.setViewportSize({ width: 1010, height: 700 });
  await page.keyboard.type('latch');
  await expect(gallery.getByRole('listitem')).toHaveCount(1);
  await expect.poll(() => gallery.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.width - canvas.clientWidth)).toBe(0);
});

/** What the gallery draws on a canvas, of data that are in the code or small. */
const DRAWN = ['adding', 'latch', 'parity', 'co2', 'weather', 'sines', 'random-walk'].map(
  (name) => TASKS[name as keyof typeof TASKS].title,
);

/** Titles of the cards with a canvas. */
const drawn = (gallery: Locator): Promise<string[]> =>
  gallery
    .getByRole('button')
    .filter({ has: gallery.page().locator('canvas') })
    .evaluateAll((cards) => cards.map((card) => card.children[1]?.textContent ?? ''));

/** Titles of the cards whose canvas shows nothing. */
const blank = (gallery: Locator): Promise<string[]> =>
  gallery.locator('canvas').evaluateAll((canvases) =>
    canvases
      .filter((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        if (width === 0 || height === 0) return true;
        // Read from a copy: the browser warns where what is painted on is read often.
        const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
        copy?.drawImage(canvas as HTMLCanvasElement, 0, 0);
        return copy?.getImageData(0, 0, width, height).data.every((value) => value === 0);
      })
      .map((canvas) => canvas.closest('button')?.children[1]?.textContent ?? ''),
  );

for (const [width, height] of [
  [1440, 900],
  [390, 844],
  [844, 390],
] as const)
  test(`at ${width} × ${height} the gallery keeps its place and its search while one types`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await openAt(page, 'backend=wasm');
    if (width < 1000) await page.getByRole('button', { name: 'Experiment' }).click();
    await page.getByRole('button', { name: /All tasks/ }).click();
    const gallery = page.getByRole('dialog', { name: 'Tasks' });
    const search = gallery.getByRole('searchbox', { name: 'Search' });
    const places = async () => ({ gallery: await gallery.boundingBox(), search: await search.boundingBox() });
    await expect(search).toBeFocused();
    await expect(gallery.getByRole('listitem')).toHaveCount(TASK_NAMES.length);
    const before = await places();
    if (width < 1000) expect(before.gallery).toEqual({ x: 0, y: 0, width, height });
    await gallery.getByRole('listitem').last().scrollIntoViewIfNeeded();
    for (const letter of 'xory') {
      await page.keyboard.type(letter);
      expect(await places()).toEqual(before);
    }
    const words = gallery.getByRole('status').filter({ hasText: 'No task speaks of “xory”' });
    await expect(words).toContainText(/Try .*piano/);
    await search.fill('parity');
    await expect(gallery.getByRole('listitem')).toHaveCount(1);
    expect(await places()).toEqual(before);
    expect(await findingsOf(page)).toEqual([]);
  });

test('another task brings its own settings, but for what was set by hand', async ({ page }) => {
  await openAt(page, 'seed=7&rate=0.02&backend=wasm');
  await page.getByRole('combobox', { name: 'Task' }).selectOption('translate-numbers');
  await expect
    .poll(() => page.evaluate(() => window.playground.experiment()))
    .toMatchObject({ cell: 'lstm', units: 96, rate: 0.02, seed: 7 });
  await page.getByRole('combobox', { name: 'Task' }).selectOption('adding');
  await expect
    .poll(() => page.evaluate(() => window.playground.experiment()))
    .toMatchObject({ cell: 'rnn', units: 24, rate: 0.02, seed: 7 });
});

test('the line of the clue moves while the length is turned, before the network does', async ({ page }) => {
  await openAt(page, 'backend=wasm');
  await train(page, 5);
  const clues = page.getByRole('figure', { name: 'Gradient horizon' }).getByText(/clue: \d+ back/);
  const before = await clues.allTextContents();
  const slider = page.getByRole('slider', { name: 'Length' });
  await slider.focus();
  for (let k = 0; k < 8; k++) await page.keyboard.press('ArrowRight');
  await expect.poll(() => clues.allTextContents()).not.toEqual(before);
  expect((await page.evaluate(() => window.playground.experiment())).options['length']).toBe(40);
  await expect.poll(async () => (await page.evaluate(() => window.playground.experiment())).options['length']).toBeGreaterThan(40);
});

test('data that do not come are told, are never trained on, and come when asked for again', async ({ page, overheard }) => {
  overheard.allow(/failed request|Failed to load resource/);
  let whole = false;
  await page.route('**/data/weather.txt', async (route) => {
    if (whole) return route.continue();
    const response = await route.fetch();
    return route.fulfill({ response, body: (await response.body()).subarray(0, 3000), headers: { 'content-type': 'text/plain' } });
  });
  await page.goto('./#task=weather&backend=wasm');
  const told = page.getByRole('status').filter({ hasText: 'Four years of weather' });
  await expect(told).toContainText('3000 bytes where 6084 were expected');
  await expect(page.getByRole('button', { name: 'Train' })).toBeDisabled();
  await expect(page.evaluate(() => window.playground.train(1))).rejects.toThrow('did not come');
  expect(await findingsOf(page)).toEqual([]);
  whole = true;
  await told.getByRole('button', { name: 'Try again' }).click();
  await expect(told).toBeHidden();
  await train(page, 2);
});
