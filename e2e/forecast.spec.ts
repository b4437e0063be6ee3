import type { Page } from '@playwright/test';
import { findingsOf } from './axe.ts';
import { expect, test } from './page.ts';
import { openAt, train } from './playground.ts';
import { alternative, button, figure, numberIn, picture, trainByHand, until } from './screen.ts';

const TASKS = [
  { task: 'co2', best: 'linear', unit: ', ppm' },
  { task: 'weather', best: 'linear', unit: ', °C' },
  { task: 'sines', best: 'linear', unit: '' },
  { task: 'random-walk', best: 'same as the last value', unit: '' },
] as const;

/** Where several things run at once, what is asked of the network takes a while. */
const PATIENT = { timeout: 20_000 };

const reading = (page: Page) => figure(page, 'Forecast').getByRole('slider');
const row = (page: Page, name: string) => figure(page, 'Forecast').getByRole('row').filter({ hasText: name });
const expectAnother = (page: Page, drawn: string): Promise<void> =>
  expect.poll(async () => (await picture(page, 'Forecast')) !== drawn, PATIENT).toBe(true);
/** How far somebody is off at once, once that is measured. */
async function off(page: Page, name: string): Promise<number> {
  const cell = row(page, name).getByRole('cell').first();
  await expect(cell).toHaveText(/\d/, PATIENT);
  return numberIn((await cell.textContent()) ?? '');
}

for (const { task, best, unit } of TASKS) {
  test(`${task} opens from its bare link, trains, and its forecast follows`, async ({ page }) => {
    await openAt(page, `task=${task}`);
    await expect(figure(page, 'Forecast')).toBeVisible();
    await expect(figure(page, 'Answer')).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Held out' })).toHaveCount(0);
    await expect(figure(page, 'Forecast').getByRole('columnheader').first()).toHaveText(new RegExp(`^typical error${unit}How far`));
    const [before, ofOthers] = [await off(page, 'network'), await off(page, best)];
    const drawn = await picture(page, 'Forecast');
    await trainByHand(page, 60);
    await expect.poll(() => off(page, 'network'), PATIENT).not.toBe(before);
    expect(await off(page, best)).toBe(ofOthers);
    await expectAnother(page, drawn);
    await expect(alternative(page, 'Forecast')).toContainText(
      /^Held-out window 1 of \d+.* the network says .* came\. Typical errors over the next/,
    );
    expect(await findingsOf(page)).toEqual([]);
  });
}

test('on a random walk nothing beats the last value, and the page says so', async ({ page }) => {
  await openAt(page, 'task=random-walk');
  await train(page, 300);
  await expect(alternative(page, 'Forecast')).toContainText('Nothing here beats “same as the last value”.');
  await expect(alternative(page, 'Forecast')).not.toContainText(/better than “same as the last value”/);
});

test('a network learns to forecast CO₂: off by less than both who know no more than the last year', async ({ page }) => {
  await openAt(page, 'task=co2&window=24&cell=lstm&units=12');
  await train(page, 300);
  const last = await off(page, 'same as last month');
  await expect.poll(() => off(page, 'network'), PATIENT).toBeLessThan(0.7 * last);
  await expect(alternative(page, 'Forecast')).toContainText('better than “same as last month”');
});

test('held-out windows are stepped through by buttons and keys, and the link holds which', async ({ page }) => {
  await openAt(page, 'task=co2&window=24&units=8');
  const words = alternative(page, 'Forecast');
  await expect(words).toContainText('Held-out window 1 of');
  const caption = /, (\p{Lu}\p{Ll}+ \d{4}) to/u;
  const first = caption.exec((await words.textContent()) ?? '')?.[1];
  const drawn = await picture(page, 'Forecast');
  await button(page, 'next held-out window').click();
  await expect(words).toContainText('Held-out window 2 of');
  expect(caption.exec((await words.textContent()) ?? '')?.[1]).not.toBe(first);
  await expectAnother(page, drawn);
  await button(page, 'previous held-out window').click();
  await button(page, 'previous held-out window').click();
  await expect(words).toContainText(/Held-out window (\d+) of \1,/);
  await expect(words).toContainText('which is not known yet');
  await reading(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('PageDown');
  await expect(words).toContainText('Held-out window 11 of');
  await page.keyboard.press('ArrowUp');
  await expect(words).toContainText('Held-out window 10 of');
  await figure(page, 'Forecast').getByRole('combobox', { name: 'Answers in a row' }).selectOption('2 × 12');
  await expect(page).toHaveURL(/open=held-out-10,answers-2/);
  await expect(figure(page, 'Forecast').getByRole('columnheader').last()).toHaveText('all 24');
  await expect(words).toContainText('fed with its own answers, 24: network');
  await page.reload();
  await page.evaluate(() => window.playground.pause());
  await expect(words).toContainText('Held-out window 10 of');
  await expect(words).toContainText('fed with its own answers, 24: network');
});

test('the picture is read by the mouse and by the arrows: what was seen, what came, and what each said', async ({ page }) => {
  await openAt(page, 'task=co2&window=24&units=8');
  await off(page, 'network');
  const text = async (): Promise<string> => (await reading(page).getAttribute('aria-valuetext')) ?? '';
  expect(await text()).toBe('nothing read');
  await reading(page).focus();
  expect(await text()).toMatch(/^\p{Lu}\p{Ll}+ \d{4}\ncame [\d.]+\sppm\nnetwork [\d.]+\sppm\nsame as last month [\d.]+\sppm\n/u);
  await page.keyboard.press('ArrowLeft');
  expect(await text()).toMatch(/\nseen [\d.]+\sppm$/);
  await page.keyboard.press('End');
  expect(await text()).toMatch(/\nnetwork, on its own answers [\d.]+\sppm\n/);
  const { x = 0, y = 0, width = 0 } = (await reading(page).boundingBox()) ?? {};
  await page.mouse.move(x + 3, y + 20);
  await expect.poll(text).toMatch(/seen/);
  await page.mouse.move(x + width - 3, y + 20);
  await expect.poll(text).toMatch(/came/);
});

for (const { name, use } of [
  { name: 'dark', use: { colorScheme: 'dark' } },
  { name: '390 pixels wide', use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
] as const) {
  test.describe(name, () => {
    test.use(use);

    test('nothing jumps while forecasts come, sticks out or is found by axe', async ({ page }) => {
      await openAt(page, 'task=co2&units=8&window=24');
      await off(page, 'network');
      const places = () => page.getByRole('figure').evaluateAll((all) => all.map((each) => Math.round(each.getBoundingClientRect().top)));
      const before = await places();
      await trainByHand(page, 60);
      await button(page, 'next held-out window').click();
      await expect(alternative(page, 'Forecast')).toContainText('Held-out window 2');
      expect(await places()).toEqual(before);
      expect(await findingsOf(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    });
  });
}

test('while it trains forecasts are asked for at most twice a second, one on its way, for less than a tenth of the time', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const asked = new Map<number, number>();
    const log = { most: 0, times: [] as number[], spent: 0 };
    Object.assign(window, { log });
    const post = Worker.prototype.postMessage;
    const heard = new WeakSet<Worker>();
    Worker.prototype.postMessage = function (this: Worker, message: { id: number; call?: string }) {
      if (!heard.has(this))
        this.addEventListener('message', ({ data }) => {
          if (data.type === 'settled' && asked.delete(data.id) && data.ok) log.spent += data.value.milliseconds;
        });
      heard.add(this);
      if (message.call === 'forecast') {
        asked.set(message.id, performance.now());
        log.times.push(performance.now());
        log.most = Math.max(log.most, asked.size);
      }
      (post as (this: Worker, message: unknown) => void).call(this, message);
    };
  });
  await openAt(page, 'task=co2&window=24&units=8');
  await button(page, 'Train').click();
  await until(page, 5);
  const { times, spent, most, lasted } = await page.evaluate(async () => {
    const { log } = window as unknown as { log: { most: number; times: number[]; spent: number } };
    Object.assign(log, { times: [], spent: 0 });
    const start = performance.now();
    while (log.times.length < 4) await new Promise((done) => setTimeout(done, 50));
    return { ...log, lasted: performance.now() - start };
  });
  await button(page, 'Pause').click();
  expect(most).toBe(1);
  for (const [k, time] of times.slice(1).entries()) expect(time - (times[k] ?? 0)).toBeGreaterThan(490);
  expect(spent / lasted).toBeLessThan(0.1);
});
