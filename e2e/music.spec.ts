import type { Locator, Page } from '@playwright/test';
import { findingsOf } from './axe.ts';
import { expect, test } from './page.ts';
import { openAt, train } from './playground.ts';
import { alternative, button, cursor, number, numberIn, picture, setNumber } from './screen.ts';

const MUSIC = 'task=music&backend=wasm';
/** Trains in a moment. */
const SMALL = 'task=music&units=8&notes=12&backend=wasm';
const ROLL = 'Piano roll';

const melodies = (page: Page): Locator => page.getByRole('region', { name: 'Melodies' });
const listen = (page: Page): Locator => page.getByRole('region', { name: 'Listen' });
const begin = (page: Page): Locator => page.getByRole('textbox', { name: 'Begin with' });
const composed = (page: Page): Locator => page.getByRole('status', { name: 'What it composed' });
const live = (page: Page): Locator => melodies(page).getByRole('checkbox', { name: 'As it trains' });
const roll = (page: Page): Locator => page.getByRole('slider', { name: 'Beat on the piano roll' });
const head = (page: Page): Locator => page.getByTestId('play-head');

declare global {
  interface Window {
    /** Every audio context of the page, and the loudest sample that goes to its loudspeaker now. */
    ears: { contexts: BaseAudioContext[]; loudest(): number };
  }
}

/** Puts an ear between the page and the loudspeaker: whatever is connected to a destination is measured too. */
async function listenIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode) => AudioNode;
    const analysers = new Map<BaseAudioContext, AnalyserNode>();
    window.ears = {
      contexts: [],
      loudest: () => Math.max(0, ...[...analysers.values()].map(peakOf)),
    };
    function peakOf(analyser: AnalyserNode): number {
      const samples = new Float32Array(analyser.fftSize);
      analyser.getFloatTimeDomainData(samples);
      return Math.max(...samples.map(Math.abs));
    }
    function analyserOf(context: BaseAudioContext): AnalyserNode {
      const analyser = analysers.get(context) ?? new AnalyserNode(context, { fftSize: 2048 });
      if (!analysers.has(context)) window.ears.contexts.push(context);
      analysers.set(context, analyser);
      return analyser;
    }
    AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode) {
      if (to instanceof AudioDestinationNode) connect.call(this, analyserOf(this.context));
      return connect.call(this, to);
    } as typeof AudioNode.prototype.connect;
  });
}

const loudest = (page: Page): Promise<number> => page.evaluate(() => window.ears.loudest());
const states = (page: Page): Promise<string[]> => page.evaluate(() => window.ears.contexts.map(({ state }) => state));

/** Waits for what the network composes by itself. */
async function untilComposed(page: Page): Promise<string> {
  await expect(composed(page)).toHaveText(/\w/);
  return (await composed(page).textContent()) ?? '';
}

async function compose(page: Page): Promise<string> {
  await button(page, 'Compose').click();
  await expect(button(page, 'Compose')).toBeEnabled();
  return (await composed(page).textContent()) ?? '';
}

test('from its bare link it trains until it foresees held-out tunes better than the note before does, and shows it', async ({ page }) => {
  test.setTimeout(180_000);
  await openAt(page, MUSIC);
  const heldOut = page
    .getByRole('region', { name: 'Held out' })
    .getByText(/perplexity per note/)
    .first();
  const before = numberIn((await heldOut.textContent())?.replace(/^\D*/, '') ?? '');
  expect(before).toBeGreaterThan(500);
  await train(page, 500);
  await expect.poll(async () => numberIn((await heldOut.textContent())?.replace(/^\D*/, '') ?? '')).toBeLessThan(19);
  await expect(
    page
      .getByRole('figure', { name: 'Loss' })
      .getByText(/knowing the note before/)
      .first(),
  ).toBeAttached();
  const told = await alternative(page, ROLL).textContent();
  expect(told).toMatch(/^2\d notes of .+: ([A-G]♯?\d|rest)\/\d/);
  expect(numberIn(/\d+ of \d+ notes predicted right/.exec(told ?? '')?.[0] ?? '')).toBeGreaterThan(3);
});

test('the roll shows what is given and predicted, and what lies where one points', async ({ page }) => {
  await openAt(page, SMALL);
  await untilComposed(page);
  await live(page).uncheck();
  const drawn = await picture(page, ROLL);
  await train(page, 60);
  await expect.poll(() => picture(page, ROLL)).not.toBe(drawn);
  const box = await roll(page).boundingBox();
  if (box === null) throw new Error('the roll has no place');
  await page.mouse.move(box.x + 3, box.y + box.height / 2);
  const readout = melodies(page).getByText(/^beat 1: /);
  await expect(readout).toContainText(/given ([A-G]♯?\d|rest)\/\d/);
  await page.mouse.click(box.x + 3, box.y + box.height / 2);
  await expect(cursor(page)).toHaveAttribute('aria-valuenow', '1');
  await page.getByRole('group', { name: 'Sequence' }).getByRole('button', { name: /next/i }).click();
  await expect.poll(() => picture(page, ROLL)).not.toBe(drawn);
});

test('it composes: the same from the same seed, the likeliest at temperature 0, from a beginning by hand or of the tune on show', async ({
  page,
}) => {
  await openAt(page, SMALL);
  await train(page, 100);
  await expect(begin(page)).toHaveAttribute('placeholder', 'C4/4 D4/4 E4/4 C4/4');
  const first = await compose(page);
  await expect(live(page)).not.toBeChecked();
  expect(await compose(page)).toBe(first);
  await button(page, 'Another tune seed').click();
  expect(await compose(page)).not.toBe(first);
  await setNumber(page, 'Temperature', '0');
  const likeliest = await compose(page);
  await button(page, 'Another tune seed').click();
  expect(await compose(page)).toBe(likeliest);
  await button(page, 'Begin as the tune on show').click();
  await expect(begin(page)).toHaveValue(/^(([A-G]#?\d|r)\/[\d.]+ ?){6}$/);
  await setNumber(page, 'Length', '3');
  await compose(page);
  await expect(melodies(page).getByText(/^[0-3] notes? of its own after iteration 100/)).toBeVisible();
});

test('a beginning that cannot be read is told at the field with its line, its column and a mend', async ({ page }) => {
  await openAt(page, SMALL);
  await begin(page).fill('C4/4 D4/4\nE4/4 H4/4');
  await expect(begin(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(begin(page)).toHaveAccessibleDescription(/line 2, column 6: `H4` is no pitch here: the note below C is `B`/);
  await expect(button(page, 'Compose')).toBeDisabled();
  await begin(page).fill('C6/4');
  await expect(begin(page)).toHaveAccessibleDescription(/no symbol stands for C6: take a pitch from G3 to F♯5/);
  await begin(page).fill('C4/4 | D4/4');
  await expect(button(page, 'Compose')).toBeEnabled();
});

test('as it trains it composes anew, and leaves what was asked for by hand alone', async ({ page }) => {
  await openAt(page, SMALL);
  await untilComposed(page);
  const after = melodies(page).getByText(/of its own after iteration/);
  const iteration = async (): Promise<number> => numberIn(((await after.textContent()) ?? '').replace(/^.*iteration /, ''));
  await button(page, 'Train').click();
  await expect.poll(iteration, { timeout: 20_000 }).toBeGreaterThan(0);
  const once = await iteration();
  await expect.poll(iteration, { timeout: 20_000 }).toBeGreaterThan(once);
  await compose(page);
  const kept = await iteration();
  await page.waitForTimeout(3000);
  expect(await iteration()).toBe(kept);
  await button(page, 'Pause').click();
});

test('Play is heard, moves a line over the roll, and Stop is silent at once', async ({ page }) => {
  await listenIn(page);
  await openAt(page, SMALL);
  await listen(page).getByRole('combobox', { name: 'Hear' }).selectOption('the tune on show');
  await expect(number(page, 'Volume')).toHaveValue('0.25');
  await setNumber(page, 'Tempo', '60');
  expect(await states(page)).toEqual([]);
  await button(page, 'Play').click();
  await expect.poll(() => loudest(page)).toBeGreaterThan(0.05);
  expect(await loudest(page)).toBeLessThan(0.3);
  expect(await states(page)).toEqual(['running']);
  await expect(head(page)).toBeVisible();
  const before = await head(page).boundingBox();
  await expect.poll(async () => (await head(page).boundingBox())?.x).toBeGreaterThan((before?.x ?? 0) + 2);
  await button(page, 'Stop').click();
  await page.waitForTimeout(120);
  for (let k = 0; k < 5; k++) {
    expect(await loudest(page)).toBeLessThan(0.001);
    await page.waitForTimeout(150);
  }
  await expect(head(page)).toBeHidden();
  await expect(button(page, 'Play')).toBeVisible();
});

test('the volume is turned while it plays and kept for the next visit; the tempo makes it end sooner', async ({ page, overheard }) => {
  // A reload breaks it off.
  overheard.allow(/net::ERR_ABORTED/);
  await listenIn(page);
  await openAt(page, SMALL);
  await listen(page).getByRole('combobox', { name: 'Hear' }).selectOption('the tune on show');
  await setNumber(page, 'Tempo', '40');
  await button(page, 'Play').click();
  await expect.poll(() => loudest(page)).toBeGreaterThan(0.05);
  await setNumber(page, 'Volume', '0');
  await expect.poll(() => loudest(page)).toBeLessThan(0.002);
  await setNumber(page, 'Volume', '0.1');
  await expect.poll(() => loudest(page)).toBeGreaterThan(0.02);
  expect(await loudest(page)).toBeLessThan(0.12);
  await setNumber(page, 'Tempo', '240');
  await expect(button(page, 'Play')).toBeVisible({ timeout: 20_000 });
  await page.reload();
  await expect(number(page, 'Volume')).toHaveValue('0.1');
});

test('what it composed is heard after the tune on show; another tune, or leaving the task, ends it', async ({ page }) => {
  await listenIn(page);
  await openAt(page, SMALL);
  await untilComposed(page);
  await setNumber(page, 'Tempo', '240');
  await button(page, 'Play').click();
  await expect(head(page)).toHaveAttribute('data-voice', 'given');
  await expect(head(page)).toHaveAttribute('data-voice', 'composed', { timeout: 20_000 });
  await page.getByRole('group', { name: 'Sequence' }).getByRole('button', { name: /next/i }).click();
  await expect(button(page, 'Play')).toBeVisible();
  await button(page, 'Play').click();
  await expect.poll(() => loudest(page)).toBeGreaterThan(0.05);
  await page.getByRole('combobox', { name: 'Task' }).selectOption('adding');
  await expect(melodies(page)).toBeHidden();
  await expect.poll(() => states(page)).toEqual(['closed']);
});

test('where less motion is asked for, the line goes from note to note', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openAt(page, SMALL);
  await listen(page).getByRole('combobox', { name: 'Hear' }).selectOption('the tune on show');
  await setNumber(page, 'Tempo', '40');
  await button(page, 'Play').click();
  await expect(head(page)).toBeVisible();
  const places = new Set<number>();
  for (let k = 0; k < 20; k++) {
    places.add(Math.round((await head(page).boundingBox())?.x ?? 0));
    await page.waitForTimeout(50);
  }
  expect(places.size).toBeLessThanOrEqual(3);
  await button(page, 'Stop').click();
});

test('without Web Audio a sentence says so, and all else works', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'AudioContext'));
  await openAt(page, SMALL);
  await button(page, 'Play').click();
  await expect(listen(page).getByRole('status')).toHaveText(/This browser has no Web Audio/);
  await expect(button(page, 'Play')).toBeVisible();
  await untilComposed(page);
});

test('where the browser holds the sound back, a sentence says what to do', async ({ page }) => {
  await page.addInitScript(() => {
    AudioContext.prototype.resume = () => new Promise(() => {});
    Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' });
  });
  await openAt(page, SMALL);
  await button(page, 'Play').click();
  await expect(listen(page).getByRole('status')).toHaveText(/holds the sound back: press Play again/);
  await expect(button(page, 'Play')).toBeVisible();
});

test('keyboard alone: compose, walk along the roll, go to a note’s step, play and stop', async ({ page }) => {
  await listenIn(page);
  await openAt(page, SMALL);
  await live(page).focus();
  await page.keyboard.press('Space');
  await expect(live(page)).not.toBeChecked();
  await begin(page).focus();
  await page.keyboard.type('G4/4 E4/4');
  await page.keyboard.press('Tab');
  await expect(button(page, 'Compose')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(melodies(page).getByText(/of its own after iteration 0/)).toBeVisible();
  await roll(page).focus();
  await page.keyboard.press('Home');
  await expect(roll(page)).toHaveAttribute('aria-valuetext', /^beat 1: given .*begun with G4\/4$/);
  await page.keyboard.press('ArrowRight');
  await expect(roll(page)).toHaveAttribute('aria-valuetext', /^beat [12][¼½¾]?: /);
  while (!/predicted/.test((await roll(page).getAttribute('aria-valuetext')) ?? '')) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(cursor(page)).toHaveAttribute('aria-valuenow', '3');
  await button(page, 'Play').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => loudest(page)).toBeGreaterThan(0.05);
  await expect(button(page, 'Stop')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(() => loudest(page)).toBeLessThan(0.001);
});

for (const use of [
  { colorScheme: 'light' },
  { colorScheme: 'dark' },
  { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
] as const) {
  test.describe(JSON.stringify(use), () => {
    test.use(use);

    test('axe finds nothing, nothing sticks out, nothing moves while it trains', async ({ page }) => {
      await openAt(page, SMALL);
      await untilComposed(page);
      expect(await findingsOf(page)).toEqual([]);
      const width = page.viewportSize()?.width ?? 0;
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      const places = () =>
        melodies(page)
          .locator('figure, form, button, input, textarea, select, output')
          .evaluateAll((all) => all.map((each) => JSON.stringify(each.getBoundingClientRect())));
      const before = await places();
      await train(page, 200);
      await page.waitForTimeout(1500);
      expect(await places()).toEqual(before);
    });
  });
}

test.describe('by finger', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('every control is 44 pixels high, and a tap on the roll tells what lies there', async ({ page }) => {
    await openAt(page, SMALL);
    await untilComposed(page);
    const heights = await melodies(page)
      .locator('form button, section button, textarea, select, input[type=range], input[type=text]')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
    expect(heights.length).toBeGreaterThan(10);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    await roll(page).tap({ position: { x: 4, y: 60 } });
    await expect(melodies(page).getByText(/^beat 1: /)).toBeVisible();
  });
});
