import type { Page } from '@playwright/test';
import { findingsOf } from './axe.ts';
import { expect, test } from './page.ts';
import { train } from './playground.ts';

/** Days with a decimal comma: a wave of twelve days on a slow rise, and another column. */
function table(rows = 300): string {
  const lines = Array.from({ length: rows }, (_, k) => {
    const day = new Date(Date.UTC(2021, 0, 1 + k)).toISOString().slice(0, 10).split('-').reverse().join('.');
    const comma = (value: number): string => value.toFixed(3).replace('.', ',');
    return `${day};${comma(20 + k / 50 + 5 * Math.sin((2 * Math.PI * k) / 12))};${comma(Math.cos(k))};"a ""word"""`;
  });
  return ['Tag;Wert (°C);Anderes;Wort', ...lines].join('\r\n');
}

const box = (page: Page) => page.getByRole('group', { name: 'Your own table' });
const give = (page: Page, name: string, body: string | Buffer) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(body) });

async function ask(page: Page, hash = 'task=csv&backend=wasm'): Promise<void> {
  await page.goto(`./#${hash}`);
  await expect(box(page)).toBeVisible();
}

/** What was asked for once the engine has opened it. */
const opened = (page: Page) =>
  expect
    .poll(() =>
      page.evaluate(() =>
        window.playground.pause().then(
          () => true,
          () => false,
        ),
      ),
    )
    .toBe(true);

test('a bare link asks for a table; one with semicolons, decimal commas and German dates is read, its columns chosen, and learned', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await ask(page);
  await expect(page.getByRole('status').filter({ hasText: 'Your own table' })).toContainText('it stays on this device');
  await expect(page.getByRole('button', { name: 'Train' })).toBeDisabled();
  expect(await findingsOf(page)).toEqual([]);
  await give(page, 'wert.csv', table());
  await expect(box(page)).toContainText('300 rows of 4 columns with names, by semicolons, decimal comma');
  await box(page).getByRole('combobox', { name: 'Ask for' }).selectOption('Wert (°C)');
  await expect(box(page).getByRole('checkbox', { name: /Wort/ })).toBeDisabled();
  await expect(box(page).getByRole('checkbox', { name: /Tag/ })).toBeDisabled();
  await box(page)
    .getByRole('checkbox', { name: /Anderes/ })
    .check();
  await opened(page);
  expect(await page.evaluate(() => location.hash)).toMatch(/task=csv&target=2&inputs=2,3&data=\d+/);
  await train(page, 600);
  const { probeLoss } = await page.evaluate(() => window.playground.trace());
  const baselines = await page.evaluate(() => window.playground.baselines('probe'));
  expect(probeLoss).toBeLessThan(0.3 * (baselines.find(({ label }) => label === 'same as the last row')?.loss ?? 0));
  await expect(page.getByRole('figure', { name: 'Forecast' })).toContainText(/same as the last row/);
  expect(await findingsOf(page)).toEqual([]);
});

test('a table is found again after a reload, and asked for where it is not', async ({ page, browser, overheard, baseURL }) => {
  await ask(page);
  await box(page).getByLabel('Your table').fill(table(200));
  await box(page).getByRole('button', { name: 'Read it' }).click();
  await expect(box(page)).toContainText('200 rows');
  await opened(page);
  const address = page.url();
  await page.reload();
  await expect(box(page)).toContainText('200 rows');
  await opened(page);
  await train(page, 2);
  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  await overheard.listen(context);
  const other = await context.newPage();
  await other.goto(address);
  await expect(other.getByRole('status').filter({ hasText: 'Your own table' })).toContainText('A link cannot carry it');
  await give(other, 'same.csv', table(200));
  await opened(other);
  expect(other.url()).toBe(address);
  await context.close();
});

test('a file may be dropped', async ({ page }) => {
  await ask(page);
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }));
    return transfer;
  }, table(150));
  await box(page).dispatchEvent('drop', { dataTransfer: data });
  await expect(box(page)).toContainText('150 rows');
});

test('a table that is too short is told of in words that help, and no longer once another is opened', async ({ page }) => {
  const notices = page.getByRole('region', { name: 'Notices' });
  const told = 'There are only 2 rows in which every chosen column has begun; 6 are needed at least.';
  await ask(page);
  await give(page, 'short.csv', 'a\n1\n2\n');
  await expect(box(page)).toContainText(told);
  await expect(notices).toContainText(told);
  await expect(page.getByRole('main')).toContainText(`Nothing is measured. ${told}`);
  await expect(page.getByRole('button', { name: 'Train' })).toBeDisabled();
  await expect(page.getByText('Press Train: the network')).toBeHidden();
  await expect(page.locator('body')).not.toContainText(/Waiting for the first|horizon of|Choose a shorter/);
  await give(page, 'good.csv', table(150));
  await opened(page);
  await expect(page.locator('body')).not.toContainText('There are only');
  await expect(page.getByText('Press Train: the network')).toBeVisible();

  await give(page, 'short.csv', `a\n${Array.from({ length: 20 }, (_, k) => k * k).join('\n')}`);
  const longer = 'There are only 20 rows in which every chosen column has begun; a window of 30 with 5 ahead needs 50.';
  await expect(notices).toContainText(longer);
  await page.getByRole('combobox', { name: 'Task' }).selectOption('parity');
  await opened(page);
  await expect(notices).not.toContainText('There are only');
});

const many = (line: string, rows = 200): string => Array.from({ length: rows }, () => line).join('\n');

const MALFORMED: readonly (readonly [name: string, body: string | Buffer, told: string])[] = [
  ['nothing', '', 'The file is empty'],
  ['spaces alone', ' \n \n  \n', 'The file is empty'],
  ['one line', 'a;b;c', 'There are no rows below line 1'],
  ['a header alone', 'a,b\n', 'There are no rows below line 1'],
  ['words alone', `name,place\n${many('ann,here')}`, 'There is no column of numbers: line 2, column 1 has “ann”'],
  ['a short line', `a,b,c\n1,2,3\n4,5\n${many('1,2,3')}`, 'Line 3 has 2 fields where the header has 3: “4,5”'],
  ['a long line', `a,b\n1,2\n1,2,3\n${many('1,2')}`, 'Line 3 has 3 fields where the header has 2: “1,2,3”'],
  ['a quote that is never closed', `a,b\n1,"2\n${many('1,2')}`, 'Line 2, column 3: a quote is opened and never closed'],
  ['text after a quote', `a,b\n1,"2"x\n${many('1,2')}`, 'Line 2, column 6: “x” follows a closing quote'],
  ['a spreadsheet', Buffer.from('504b0304140006000800000021', 'hex'), 'It looks like an Excel or OpenDocument file'],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'It looks like a binary file'],
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae1000000000000', 'hex'), 'It looks like an Excel or OpenDocument file'],
  ['zero bytes', Buffer.from('a,b\n1,2\n\0\0\0\0\n1,2\n'), 'It looks like a binary file'],
  ['a page', '<!doctype html><html><body>not found</body></html>', 'It looks like a web page or XML'],
  ['JSON', '{"rows": [1, 2, 3]}', 'It looks like JSON'],
  ['a PDF', '%PDF-1.7\n1 0 obj', 'It looks like a PDF'],
  ['a column that never changes', `a\n${many('7')}`, 'There is no column of numbers that change: “a” is always “7”'],
  [
    'a word in a column of numbers',
    `a,b\n${many('1.5,2')}\n1.5,two\n${many('1.5,3')}`,
    'There is no column of numbers: line 202, column 5 has “two” after 200 numbers',
  ],
  ['missing values alone', `a,b\n${many('NA,-')}`, '“a” is empty and “b” is empty'],
  ['too few rows', `a\n${Array.from({ length: 20 }, (_, k) => k * k).join('\n')}`, 'There are only 20 rows'],
];

test('twenty malformed files are each told in a sentence, and the page stays of use', async ({ page }) => {
  test.setTimeout(120_000);
  expect(MALFORMED).toHaveLength(20);
  await ask(page);
  for (const [name, body, told] of MALFORMED) {
    await give(page, `${name}.csv`, body);
    const complaint = box(page).locator('p[aria-live]').filter({ hasText: /\S/ });
    await expect(complaint, name).toContainText(told, { timeout: 10_000 });
  }
  await give(page, 'good.csv', table(150));
  await expect(box(page)).toContainText('150 rows');
  await opened(page);
  await train(page, 1);
});

test('a large file shows how far it is read, and stops when it is told to', async ({ page }) => {
  test.setTimeout(120_000);
  await ask(page);
  const line = `${many('1.25,2.5,3.75,word,5', 20_000)}\n`;
  await page.evaluate((part) => {
    const file = new File(['a,b,c,d,e\n', ...Array.from({ length: 45 }, () => part)], 'large.csv');
    const transfer = new DataTransfer();
    transfer.items.add(file);
    document
      .querySelector('[aria-label="Your own table"]')
      ?.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true }));
  }, line);
  const progress = page.getByRole('progressbar', { name: 'Reading the table' });
  await expect(progress).toBeVisible();
  await box(page).getByRole('button', { name: 'Stop' }).click();
  await expect(progress).toBeHidden();
  await expect(box(page)).toContainText('Stopped: nothing of it is kept.');
});
