import type { Page } from '@playwright/test';
import { findingsOf } from './axe.ts';
import { expect, test } from './page.ts';
import { openAt, openExperiment, train } from './playground.ts';
import { alternative, button, cell, exploded, figure, notices, picture, trainByHand, until } from './screen.ts';

const SMALL = 'length=10&units=8';
const LSTM = `${SMALL}&cell=lstm&open=gate:f`;
const EXPLODES = 'length=10&cell=relu&units=8&radius=3&optimizer=sgd&rate=1&clip=0';

const APPEARANCES = [
  { name: 'light', use: { colorScheme: 'light' } },
  { name: 'dark', use: { colorScheme: 'dark' } },
  { name: '390 pixels wide', use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  { name: '200 % zoom', use: { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 } },
] as const;

for (const { name, use } of APPEARANCES) {
  test.describe(name, () => {
    test.use(use);

    test('nothing is found by axe, cut off or scrolled sideways, at rest, while training, with a notice', async ({ page }) => {
      await openAt(page, LSTM);
      await expectWhole(page);
      await button(page, 'Train').click();
      await until(page, 5);
      await expectWhole(page);
      await button(page, 'Pause').click();
      await openExperiment(page, { cell: 'gru' });
      await page.evaluate(() => {
        location.hash = 'units=300&colour=a-rather-long-word-that-nobody-would-break&length=10';
      });
      await expect(notices(page)).toContainText('units=300');
      await expectWhole(page);
    });

    test('nothing is found by axe, cut off or scrolled sideways, with an explosion, the keys, the controls in their sheet', async ({
      page,
    }) => {
      await openAt(page, EXPLODES);
      await button(page, 'Train').click();
      await expect(exploded(page)).toBeVisible();
      await expectWhole(page);
      await page.locator('body').press('?');
      await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
      await expectWhole(page);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /gradients checked|checked/ }).click();
      await expect(page.getByRole('region', { name: 'Backend' })).toBeVisible();
      await expectWhole(page);
      await page.keyboard.press('Escape');
      const controls = button(page, 'Experiment');
      if ((page.viewportSize()?.width ?? 0) >= 1000) return await expect(controls).toBeHidden();
      await controls.click();
      await expect(page.getByRole('dialog', { name: 'Experiment' })).toBeVisible();
      await expectWhole(page);
      await cell(page, 'LSTM').check({ force: true });
      await expect(page.getByRole('dialog').getByRole('region', { name: 'Notices' })).toContainText(
        /starts again from its first weights, because .*cell/,
      );
      await expectWhole(page);
    });
  });
}

test('the theme follows the system, and can be chosen, for the next visit too', async ({ page, overheard }) => {
  // A reload breaks it off.
  overheard.allow(/favicon\.svg net::ERR_ABORTED/);
  await page.emulateMedia({ colorScheme: 'light' });
  await openAt(page, SMALL);
  const light = await paper(page);
  await expect.poll(() => isInked(page, 'Blame')).toBe(true);
  const drawn = await picture(page, 'Blame');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => paper(page)).not.toBe(light);
  await expect.poll(() => picture(page, 'Blame')).not.toBe(drawn);
  const dark = await paper(page);
  const theme = page.getByRole('combobox', { name: 'Theme' });
  await theme.selectOption('Light');
  await expect.poll(() => paper(page)).toBe(light);
  await expect.poll(() => picture(page, 'Blame')).toBe(drawn);
  await page.reload();
  await expect(theme).toHaveValue('light');
  expect(await paper(page)).toBe(light);
  await theme.selectOption('System');
  await expect.poll(() => paper(page)).toBe(dark);
});

test('where less motion is wished for, nothing moves by itself', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openAt(page, SMALL);
  await button(page, 'Train').click();
  await page.locator('body').press('?');
  const moving = await page.evaluate(() => {
    const lasts = (times: string): boolean => times.split(', ').some((time) => Number.parseFloat(time) > 0);
    return [...document.querySelectorAll('*')]
      .filter((element) => {
        const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element);
        return lasts(transitionDuration) || lasts(animationDuration) || scrollBehavior === 'smooth';
      })
      .map((element) => element.tagName);
  });
  expect(moving).toEqual([]);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

test('every figure says what it shows, and says something else after training, as its picture does', async ({ page }) => {
  await openAt(page, LSTM);
  const names = ['Input', 'Memory h', 'Gate f', 'Blame of h', 'Gradient norm', 'Answer', 'Loss', 'Gradient horizon', 'Spectrum'];
  await expect(page.getByRole('figure')).toHaveCount(names.length);
  const before = new Map<string, { text: string; picture: string }>();
  for (const name of names)
    before.set(name, { text: (await alternative(page, name).textContent()) ?? '', picture: await picture(page, name) });
  await train(page, 30);
  for (const name of names) {
    const then = before.get(name);
    expect(then?.text.length, name).toBeGreaterThan(20);
    if (name === 'Input') continue;
    await expect(alternative(page, name), name).not.toHaveText(then?.text ?? '');
    expect(await picture(page, name), name).not.toBe(then?.picture);
  }
  const canvases = await page
    .locator('canvas')
    .evaluateAll(
      (all) => all.filter((each) => each.closest('figure') === null || each.closest('[aria-hidden="true"], [role="img"]') === null).length,
    );
  expect(canvases).toBe(0);
});

test('nothing jumps while training: every lane and figure stays where it stands', async ({ page }) => {
  await openAt(page, LSTM);
  const places = () => page.getByRole('figure').evaluateAll((all) => all.map((each) => Math.round(each.getBoundingClientRect().top)));
  const before = await places();
  await trainByHand(page, 30);
  expect(await places()).toEqual(before);
});

const paper = (page: Page): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

/** Whether anything is painted on a figure yet. */
const isInked = (page: Page, name: string): Promise<boolean> =>
  figure(page, name)
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const blank = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height });
      return canvas.toDataURL() !== blank.toDataURL();
    });

async function expectWhole(page: Page): Promise<void> {
  expect.soft(await findingsOf(page)).toEqual([]);
  expect.soft(await sticksOut(page)).toEqual([]);
}

/** What lies beyond the sides of the window or is cut off by its own box, one line each; what scrolls by itself or is for screen readers is let be. */
function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement ?? document.documentElement;
    const found = scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide in ${clientWidth}`] : [];
    const called = (element: Element): string =>
      `${element.tagName.toLowerCase()} “${(element.textContent ?? '').replace(/\s+/g, ' ').slice(0, 40)}”`;
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      let held = false;
      for (let each: HTMLElement | null = element; each !== null && each !== document.body; each = each.parentElement) {
        const { overflowX, clipPath, position } = getComputedStyle(each);
        const scrolls = /auto|scroll/.test(overflowX) && each !== element && each.scrollWidth > each.clientWidth;
        held ||= scrolls || clipPath !== 'none' || (position === 'absolute' && each.offsetWidth <= 1);
      }
      if (held) continue;
      const { left, right, width } = element.getBoundingClientRect();
      if (width > 0 && (right > clientWidth + 1 || left < -1))
        found.push(`${called(element)} from ${Math.round(left)} to ${Math.round(right)} of ${clientWidth}`);
      const { overflowX } = getComputedStyle(element);
      const said = element.title !== '' || innerWidth >= 1000;
      const clips = /hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1 && !said;
      if (clips && element.tagName !== 'SELECT' && element.textContent?.trim() !== '')
        found.push(`${called(element)} is cut off: ${element.scrollWidth} in ${element.clientWidth}`);
    }
    return found;
  });
}
