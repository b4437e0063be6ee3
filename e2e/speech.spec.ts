import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from '@playwright/test';
import { findingsOf } from './axe.ts';
import { expect, type Overheard, test } from './page.ts';
import { openAt, train } from './playground.ts';
import { alternative, button, iteration, picture } from './screen.ts';
import { spoken, wavOf } from './sounds.ts';

const SPEECH = 'task=speech&units=32&backend=wasm';
/** Enough for voices that it was trained on. */
const ENOUGH = 500;

const section = (page: Page): Locator => page.getByRole('region', { name: 'Say a word' });
const hold = (page: Page): Locator => section(page).getByRole('button', { name: /Hold and say|Opening|Listening|Hearing/ });
const said = (page: Page): Locator => section(page).getByRole('status');
const complaint = (page: Page): Locator => section(page).locator('[aria-live]').first();
const file = (page: Page): Locator => section(page).locator('input[type="file"]');

/** Every stream and audio context that the page opened. */
async function watchEars(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.ear = { tracks: [], contexts: [] };
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await ask(constraints);
      window.ear.tracks.push(...stream.getTracks());
      return stream;
    };
    const Made = window.AudioContext;
    window.AudioContext = class extends Made {
      constructor(options?: AudioContextOptions) {
        super(options);
        window.ear.contexts.push(this);
      }
    };
  });
}

declare global {
  interface Window {
    ear: { tracks: MediaStreamTrack[]; contexts: AudioContext[] };
  }
}

const open = (page: Page): Promise<string[]> =>
  page.evaluate(() => [
    ...window.ear.tracks.map(({ readyState }) => readyState).filter((state) => state !== 'ended'),
    ...window.ear.contexts.map(({ state }) => state).filter((state) => state !== 'closed'),
  ]);

test.describe('with a microphone', () => {
  let folder = '';
  let browser: Browser;

  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'speech-'));
    const wave = join(folder, 'left.wav');
    await writeFile(wave, wavOf(spoken('left', 'train', { before: 0.6, after: 1.2 })));
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '',
      chromiumSandbox: process.getuid?.() !== 0,
      args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-audio-capture=${wave}`],
    });
  });
  test.afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** The page in the browser with a microphone, watched as all pages are. */
  async function withMicrophone(baseURL: string | undefined, overheard: Overheard, work: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext({ baseURL: baseURL ?? '', viewport: { width: 1440, height: 900 } });
    await overheard.listen(context);
    const page = await context.newPage();
    await watchEars(page);
    await openAt(page, SPEECH);
    await work(page);
    await context.close();
  }

  test('what is said while the button is held is seen on the lanes, answered, answered anew as it trains, and can be played', async ({
    baseURL,
    overheard,
  }) => {
    test.setTimeout(180_000);
    await withMicrophone(baseURL, overheard, async (page) => {
      await expect(section(page)).toContainText('Audio never leaves this device.');
      await train(page, ENOUGH);
      const frames = await picture(page, 'Input');
      await hold(page).hover();
      await page.mouse.down();
      await expect(hold(page)).toHaveText(/Listening: let go/);
      await page.waitForTimeout(1800);
      await page.mouse.up();
      await expect(said(page)).toHaveText('It heard left');
      await expect(page.getByRole('group', { name: 'Sequence' })).toContainText('your own');
      await expect(alternative(page, 'Input')).toContainText('a sequence of your own, your voice');
      await expect.poll(() => picture(page, 'Input')).not.toBe(frames);
      const bars = section(page).getByRole('listitem');
      await expect(bars).toHaveCount(10);
      const before = await bars.allTextContents();
      expect(before.find((text) => text.startsWith('left'))).toMatch(/left([5-9]\d|100) %/);
      await expect.poll(() => open(page)).toEqual([]);
      await page.evaluate(() => window.playground.reset());
      await expect.poll(() => bars.allTextContents()).not.toEqual(before);
      await expect(said(page)).toContainText('guesses: train it first');

      await button(page, 'Play what was heard').click();
      await expect(section(page).getByRole('button', { name: 'Stop' })).toBeVisible();
      await expect(button(page, 'Play what was heard')).toBeVisible();
      expect(await page.evaluate(() => window.ear.contexts.length)).toBe(2);
      await expect.poll(() => open(page)).toEqual([]);

      await button(page, 'Back to the probe').click();
      await button(page, 'Show your word').click();
      await expect(alternative(page, 'Input')).toContainText('your voice');
    });
  });

  test('is held by the keyboard alone, or begun and ended by taps, and cancelled by Escape; training stays as it is', async ({
    baseURL,
    overheard,
  }) => {
    test.setTimeout(120_000);
    await withMicrophone(baseURL, overheard, async (page) => {
      await hold(page).focus();
      await page.keyboard.down(' ');
      await expect(hold(page)).toHaveText(/let go/);
      await page.waitForTimeout(1500);
      await page.keyboard.up(' ');
      await expect(said(page)).toContainText('It heard');
      await button(page, 'Back to the probe').click();

      await hold(page).focus();
      await page.keyboard.press('Enter');
      await expect(hold(page)).toHaveText(/tap when it is said/);
      await page.waitForTimeout(1500);
      await page.keyboard.press('Enter');
      await expect(said(page)).toContainText('It heard');
      await button(page, 'Back to the probe').click();

      await hold(page).click();
      await expect(hold(page)).toHaveText(/tap when it is said/);
      await hold(page).press('Escape');
      await expect(hold(page)).toHaveText('Hold and say a word');
      await expect(said(page)).toContainText('Another sequence is on show');
      await expect(button(page, 'Train')).toBeVisible();
      expect(await iteration(page)).toBe(0);
      await expect.poll(() => open(page)).toEqual([]);

      await hold(page).click();
      await expect(hold(page)).toHaveText(/tap when it is said/);
      await page.getByRole('combobox', { name: 'Task' }).selectOption('adding');
      await expect(section(page)).toHaveCount(0);
      await expect.poll(() => open(page)).toEqual([]);
    });
  });

  test('where the browser has no audio worklet, its recorder hears too', async ({ baseURL, overheard }) => {
    test.setTimeout(120_000);
    await withMicrophone(baseURL, overheard, async (page) => {
      await page.evaluate(() => {
        Reflect.deleteProperty(window, 'AudioWorkletNode');
      });
      await hold(page).click();
      await expect(hold(page)).toHaveText(/tap when it is said/);
      await page.waitForTimeout(2200);
      await hold(page).click();
      await expect(said(page)).toContainText('It heard');
      await expect.poll(() => open(page)).toEqual([]);
    });
  });
});

test.describe('without a microphone', () => {
  const WAYS: readonly { readonly name: string; readonly say: RegExp; readonly code: () => void }[] = [
    {
      name: 'is refused',
      say: /The microphone was refused\. Allow it/,
      code: () => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
      },
    },
    {
      name: 'is used by another program',
      say: /gives nothing: another program/,
      code: () => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('Could not start', 'NotReadableError'));
      },
    },
    {
      name: 'is given to no insecure page',
      say: /only to pages that come over https/,
      code: () => {
        Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
        Object.defineProperty(window, 'isSecureContext', { value: false });
      },
    },
  ];

  for (const { name, say, code } of WAYS) {
    test(`a microphone that ${name} is told of, and the button asks again`, async ({ page }) => {
      await page.addInitScript(code);
      await openAt(page, SPEECH);
      await hold(page).click();
      await expect(complaint(page)).toHaveText(say);
      await expect(hold(page)).toHaveText('Hold and say a word');
      await expect(said(page)).toHaveText('Nothing was said yet.');
      expect(await findingsOf(page)).toEqual([]);
    });
  }

  test('a browser that asks nobody refuses it, and one that finds none says so', async ({ page, context }) => {
    await openAt(page, SPEECH);
    await hold(page).click();
    await expect(complaint(page)).toHaveText(/The microphone was refused|No microphone was found/);
    await context.grantPermissions(['microphone']);
    await hold(page).click();
    await expect(complaint(page)).toHaveText(/No microphone was found/);
  });
});

test('files that are no word are told, each in its own sentence, and a word in a file is heard', async ({ page }) => {
  test.setTimeout(120_000);
  await openAt(page, SPEECH);
  const loud = spoken('stop', 'train').map((sample) => 6 * sample);
  const broken = spoken('stop', 'train');
  broken[30_000] = Number.NaN;
  const FILES = [
    { name: 'empty.wav', buffer: Buffer.alloc(0), say: '“empty.wav” is empty' },
    {
      name: 'letter.wav',
      buffer: Buffer.from('Dear Ada, this is a letter and no sound.'),
      say: '“letter.wav” is no sound that this browser reads',
    },
    { name: 'cut.wav', buffer: wavOf(spoken('stop', 'train')).subarray(0, 40), say: '“cut.wav”' },
    { name: 'silence.wav', buffer: wavOf(new Float32Array(48_000)), say: '“silence.wav” holds nothing but silence' },
    { name: 'clipped.wav', buffer: wavOf(loud), say: 'The recording is clipped' },
    { name: 'broken.wav', buffer: wavOf(broken, 'float'), say: 'which is no sound' },
    { name: 'short.wav', buffer: wavOf(new Float32Array(480).fill(0.3)), say: '“short.wav” lasts 0.01 s' },
    { name: 'long.wav', buffer: wavOf(new Float32Array(12 * 48_000).fill(0.1)), say: 'lasts 12 s' },
  ];
  for (const { name, buffer, say } of FILES) {
    await file(page).setInputFiles({ name, mimeType: 'audio/wav', buffer });
    await expect(complaint(page), name).toContainText(say);
    await expect(said(page)).toHaveText('Nothing was said yet.');
  }
  expect(await findingsOf(page)).toEqual([]);
  await file(page).setInputFiles({ name: 'stop.wav', mimeType: 'audio/wav', buffer: wavOf(spoken('stop', 'train')) });
  await expect(said(page)).toContainText('It heard');
  await expect(complaint(page)).toHaveText('');
  await expect(alternative(page, 'Input')).toContainText('your file “stop.wav”');
});

test('voices that are cut off or damaged are told and never trained on, and come when asked for again', async ({ page, overheard }) => {
  overheard.allow(/failed request|Failed to load resource/);
  let how: 'cut' | 'damaged' | 'whole' = 'cut';
  await page.route('**/data/speech.bin', async (route) => {
    if (how === 'whole') return route.continue();
    const response = await route.fetch();
    const body = await response.body();
    if (how === 'damaged') body.writeUInt8(body.readUInt8(1_000_000) ^ 1, 1_000_000);
    return route.fulfill({ response, body: how === 'cut' ? body.subarray(0, 900_000) : body, headers: {} });
  });
  await page.goto(`./#${SPEECH}`);
  const told = page.getByRole('status').filter({ hasText: 'Ten words in many voices' });
  await expect(told).toContainText('900000 bytes where');
  await expect(button(page, 'Train')).toBeDisabled();
  await expect(page.evaluate(() => window.playground.train(1))).rejects.toThrow('did not come');
  how = 'damaged';
  await told.getByRole('button', { name: 'Try again' }).click();
  await expect(told).toContainText('its bytes are not those that were expected');
  await expect(button(page, 'Train')).toBeDisabled();
  expect(await findingsOf(page)).toEqual([]);
  how = 'whole';
  await told.getByRole('button', { name: 'Try again' }).click();
  await expect(told).toBeHidden();
  await train(page, 2);
});

test('voices on their way are stopped, and fetched again when asked for', async ({ page, overheard }) => {
  overheard.allow(/failed request|Failed to load resource/);
  const waiting: (() => void)[] = [];
  let slow = true;
  await page.route('**/data/speech.bin', async (route) => {
    if (slow) await new Promise<void>((resolve) => waiting.push(resolve));
    await route.continue().catch(() => {});
  });
  await page.goto(`./#${SPEECH}`);
  const told = page.getByRole('status').filter({ hasText: 'Ten words in many voices' });
  await expect(told.getByRole('progressbar')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await told.getByRole('button', { name: 'Stop' }).click();
  await expect(told).toContainText('Stopped after 0 of');
  slow = false;
  for (const go of waiting) go();
  await told.getByRole('button', { name: 'Try again' }).click();
  await expect(told).toBeHidden();
  await train(page, 2);
});

for (const { name, use } of [
  { name: 'light', use: { colorScheme: 'light' } },
  { name: 'dark', use: { colorScheme: 'dark' } },
  { name: '390 pixels wide', use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
] as const) {
  test.describe(name, () => {
    test.use(use);

    test('nothing is found by axe or scrolled sideways, before a word and after, and nothing moves when it comes', async ({ page }) => {
      await openAt(page, SPEECH);
      await expect(hold(page)).toBeVisible();
      expect(await findingsOf(page)).toEqual([]);
      const places = (): Promise<number[]> =>
        section(page)
          .locator('button, li')
          .evaluateAll((all) => {
            // The tools above take another line on narrow screens while a sequence of one's own is on show.
            const top = all[0]?.closest('section')?.getBoundingClientRect().top ?? 0;
            return all.map((each) => Math.round(each.getBoundingClientRect().top - top));
          });
      const before = await places();
      await file(page).setInputFiles({ name: 'stop.wav', mimeType: 'audio/wav', buffer: wavOf(spoken('stop', 'train')) });
      await expect(said(page)).toContainText('It heard');
      expect(await places()).toEqual(before);
      expect(await findingsOf(page)).toEqual([]);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(sideways).toBeLessThanOrEqual(0);
    });
  });
}
