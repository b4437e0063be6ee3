import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from './page.ts';
import { losses, openAt, train } from './playground.ts';
import { button, cell, editor, notices, number, setNumber } from './screen.ts';

test('a shared link gives elsewhere the same network, to the last digit of its first 20 losses', async ({ page, browser, overheard }) => {
  await openAt(page);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await cell(page, 'GRU').check();
  await setNumber(page, 'Length', '12');
  await setNumber(page, 'Units', '6');
  await setNumber(page, 'Seed', '7');
  await button(page, 'Share link').click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied the link' })).toBeAttached();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(`${new URL('.', page.url()).href}#length=12&cell=gru&units=6&seed=7`);
  await train(page, 20);
  const elsewhere = await browser.newContext();
  await overheard.listen(elsewhere);
  const other = await elsewhere.newPage();
  await other.goto(link);
  await train(other, 20);
  expect(await losses(other)).toEqual(await losses(page));
  await elsewhere.close();
});

test('Back and Forward walk through the states one set', async ({ page }) => {
  await openAt(page, 'length=10&units=8');
  await cell(page, 'GRU').check();
  await setNumber(page, 'Units', '5');
  await page.goBack();
  await expect(number(page, 'Units')).toHaveValue('8');
  await expect(cell(page, 'GRU')).toBeChecked();
  await page.goBack();
  await expect(cell(page, 'RNN')).toBeChecked();
  await expect(editor(page)).toHaveValue("h' = tanh(W x + U h + b)");
  await page.goForward();
  await page.goForward();
  await expect(number(page, 'Units')).toHaveValue('5');
  const { cell: running, units } = await page.evaluate(() => window.playground.experiment());
  expect([running, units]).toEqual(['gru', 5]);
  expect((await train(page, 1)).iteration).toBe(1);
});

test('what is looked at is in the link too', async ({ page }) => {
  await openAt(page, 'length=10&cell=lstm&units=8&t=3&layer=1&state=c&norm=x&open=gate:f');
  await expect(page.getByRole('region', { name: 'Inside step 3' })).toBeVisible();
  await expect(button(page, 'state c')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('combobox', { name: 'Gradient norm of' })).toHaveValue('x');
  await expect(page.getByRole('figure', { name: 'Gate f' })).toBeVisible();
});

test('a clipboard that refuses is told, with the link to copy by hand', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('Write permission denied.', 'NotAllowedError'));
  });
  await openAt(page, 'length=10&units=8');
  await button(page, 'Share link').click();
  await expect(notices(page)).toContainText('The browser refused to copy. Here is the link to copy by hand:');
  await expect(notices(page).getByRole('textbox', { name: 'Link' })).toHaveValue(page.url());
});

/** A link that is wrong in one place; what is told of it, and what runs instead. */
interface Wrong {
  readonly hash: string;
  readonly told: RegExp;
  readonly runs?: Readonly<Record<string, unknown>>;
}

const IMG = '<img src=x onerror=alert(1)>';
const SCRIPT = '<script>alert(1)</script>';
const HUGE = 'A'.repeat(1_000_000);

const MALFORMED: readonly Wrong[] = [
  { hash: 'units=1e309', told: /units=1e309 is not a whole number from 1 to 256; 24 is used instead/, runs: { units: 24 } },
  { hash: 'length=０', told: /length=０ is not a whole number from 5 to 400; 40 is used instead/, runs: { options: { length: 40 } } },
  { hash: 'seed=0x10', told: /seed=0x10 is not a whole number from 0 to 4294967295; 1 is used instead/, runs: { seed: 1 } },
  { hash: 'units=300', told: /units=300 is not a whole number from 1 to 256; 256 is used instead/, runs: { units: 256 } },
  { hash: 'batch=2.5', told: /batch=2\.5 is not a whole number/ },
  { hash: 'rate=-1', told: /rate=-1 is not a number from/ },
  { hash: 'rate=NaN', told: /rate=NaN is not a number from/, runs: { rate: 0.003 } },
  { hash: 'rate=', told: /rate= is not a number from/, runs: { rate: 0.003 } },
  { hash: 'units=12&units=13', told: /units=13 stands a second time; the first is used/, runs: { units: 12 } },
  { hash: 'colour=red', told: /colour=red is no key of a link; it is ignored/ },
  { hash: '__proto__=1', told: /__proto__=1 is no key of a link; it is ignored/ },
  { hash: 'constructor=Object&toString=1', told: /constructor=Object is no key of a link.*toString=1 is no key of a link/s },
  { hash: 'cell=__proto__', told: /cell: .*__proto__/s, runs: { cell: 'rnn' } },
  { hash: 'task=hasOwnProperty', told: /task=hasOwnProperty is none of adding/, runs: { task: 'adding' } },
  { hash: 'task=%E0%A4%A', told: /task=%E0%A4%A is none of adding/ },
  { hash: 'units=%', told: /units=% is not a whole number/ },
  { hash: '%%%=%%%&=&&=1', told: /%%%=%%% is no key of a link/ },
  { hash: 'v=99', told: /v=99 is a newer kind of link than this page knows; it is read as v=1/ },
  { hash: 't=99', told: /t=99 is not a whole number from 1 to 40/ },
  { hash: 'state=c', told: /state=c is none of h; h is used instead/ },
  { hash: 'open=gate:f', told: /open=gate:f names no figure/ },
  { hash: 'window=12', told: /window=12 is an option of co2, not of adding; it is ignored/ },
  {
    hash: `cell=${HUGE}`,
    told: /The link has 1000005 characters, more than 40000; the page opens as if it had none/,
    runs: { cell: 'rnn' },
  },
  { hash: HUGE, told: /The link has 1000000 characters/ },
];

const FIELDS = ['task', 'length', 'units', 'layers', 'init', 'radius', 'forget', 'optimizer', 'rate', 'clip', 'batch', 'seed', 'backend'];
const LOOKS = ['t', 'sequence', 'layer', 'state', 'norm', 'open', 'v'];
const HOSTILE: readonly Wrong[] = [
  ...[...FIELDS, ...LOOKS].map((key) => ({ hash: `${key}=${SCRIPT}`, told: new RegExp(`${key}=<script>alert\\(1\\)</script>`) })),
  { hash: `task=${encodeURIComponent(IMG)}`, told: /task=<img src=x onerror=alert\(1\)> is none of/ },
  { hash: `${encodeURIComponent(SCRIPT)}=1&${IMG}`, told: /is no key of a link/ },
  { hash: `cell=${IMG}`, told: /cell: line 1, column 1/ },
  { hash: `cell=${encodeURIComponent(SCRIPT)}`, told: /cell: line 1, column 1/ },
  { hash: 'cell=%60%3Cimg src=x onerror=alert(1)%3E%60', told: /cell: line 1, column 1/ },
  { hash: `backend=javascript:alert(1)`, told: /backend=javascript:alert\(1\) is none of/ },
];

test.describe('a link that is wrong', () => {
  const cases = [...MALFORMED, ...HOSTILE];

  test('opens the page, names key and value, and says what is used instead', async ({ page }) => {
    test.setTimeout(120_000);
    await openAt(page, 'length=5&units=2');
    for (const { hash, told, runs } of MALFORMED) {
      await follow(page, hash);
      await expect(notices(page), hash.slice(0, 60)).toContainText(told);
      if (runs !== undefined) expect(await page.evaluate(() => window.playground.experiment()), hash.slice(0, 60)).toMatchObject(runs);
    }
    expect((await train(page, 1)).iteration).toBeGreaterThan(0);
  });

  test('opens the page as its first visit too', async ({ page }) => {
    for (const hash of ['units=1e309', `cell=${HUGE}`, '%%%=%%%', `cell=${IMG}&task=${SCRIPT}`]) {
      await page.goto('about:blank');
      await openAt(page, hash);
      await expect(button(page, 'Train')).toBeEnabled();
      await expect(notices(page)).not.toBeEmpty();
    }
  });

  test('never becomes markup, whichever key holds it', async ({ page, context }) => {
    test.setTimeout(120_000);
    const dialogs = watchDialogs(context);
    await openAt(page, 'length=5&units=2');
    const markup = await elements(page);
    for (const { hash, told } of HOSTILE) {
      await follow(page, hash);
      await expect(notices(page), hash).toContainText(told);
      expect(await elements(page), hash).toEqual(markup);
    }
    expect(dialogs).toEqual([]);
    expect(cases.length).toBeGreaterThan(40);
  });
});

test('a network that memory would not hold is told before it is made, and one that fits is opened', async ({ page }) => {
  await page.goto('./#units=256&length=400&layers=3&batch=256&cell=lstm');
  const told =
    /batch=256, units=256, layers=3 and 400 steps would take [\d.]+ GiB of memory for one iteration, more than 1 GiB: lower one of them; it runs with batch=\d+ and units=\d+/;
  await expect(notices(page)).toContainText(told);
  await expect(number(page, 'Length')).toHaveValue('400');
  await expect(number(page, 'Units')).not.toHaveValue('256');
  await number(page, 'Units').fill('256');
  await number(page, 'Units').press('Enter');
  await expect(page.getByText(/would take [\d.]+ GiB of memory/).first()).toBeVisible();
  await expect(number(page, 'Units')).toHaveValue('256');
});

test('a cell of a link that does not parse stays in the editor with its fault, and the default runs', async ({ page }) => {
  const typed = "h' = sigmod(W x + U h + b)";
  await openAt(page, `length=10&units=8&cell=${encodeURIComponent(typed)}`);
  await expect(notices(page)).toContainText('cell: line 1, column 6: no function sigmod; did you mean sigmoid?');
  await expect(editor(page)).toHaveValue(typed);
  await expect(editor(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('status').filter({ hasText: 'line 1, column 6' })).toContainText('the RNN cell goes on running');
  expect(await page.evaluate(() => window.playground.experiment().cell)).toBe('rnn');
  await train(page, 2);
  await expect(editor(page)).toHaveValue(typed);
  await editor(page).fill(typed.replace('sigmod', 'sigmoid'));
  await expect.poll(() => page.evaluate(() => window.playground.experiment().cell)).toBe("h' = sigmoid(W x + U h + b)");
});

for (const { source, said } of [
  { source: "h' = tanh(U h + b)", said: 'This cell never reads x: no input can change what it does.' },
  { source: "h' = tanh(W x + b + c)", said: 'This cell never looks back' },
]) {
  test(`the cell ${source} runs, and it is told what it never uses`, async ({ page }) => {
    await openAt(page, `length=10&units=8&cell=${encodeURIComponent(source)}`);
    await expect(editor(page)).toHaveValue(source);
    await expect(page.getByRole('status').filter({ hasText: said })).toBeVisible();
    expect((await train(page, 3)).iteration).toBe(3);
    await expect(page.getByRole('region', { name: 'Verdict' })).not.toBeEmpty();
  });
}

/** Types a link into the address of a page that is open. */
async function follow(page: Page, hash: string): Promise<void> {
  await page.evaluate((text) => {
    location.hash = text;
  }, hash);
}

/** How many elements there are of each kind that loads or runs something, and of those with a handler in their markup. */
function elements(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => {
    const kinds = [
      'img',
      'script',
      'iframe',
      'object',
      'embed',
      'link',
      'style',
      'base',
      'form',
      '[onerror]',
      '[onload]',
      '[onclick]',
      '[href^="javascript"]',
    ];
    return Object.fromEntries(kinds.map((kind) => [kind, document.querySelectorAll(kind).length]));
  });
}

function watchDialogs(context: BrowserContext): string[] {
  const seen: string[] = [];
  context.on('dialog', (dialog) => {
    seen.push(dialog.message());
    void dialog.dismiss();
  });
  return seen;
}
