import type { Locator, Page } from '@playwright/test';
import { findingsOf } from './axe.ts';
import { expect, test } from './page.ts';
import { openAt, train } from './playground.ts';
import { alternative, button, cursor, figure, numberIn } from './screen.ts';

const TEXT = 'task=text&units=16&window=20&backend=wasm';
const NUMBERS = 'task=translate-numbers&units=16&backend=wasm';
const TALK = 'task=conversation&units=16&lag=30&backend=wasm';
const MATRIX = 'Blame of each answer';

const tryIt = (page: Page): Locator => page.getByRole('region', { name: 'Try it' });
const begin = (page: Page): Locator => tryIt(page).getByRole('textbox', { name: 'Begin with' });
const written = (page: Page): Locator => tryIt(page).getByRole('slider', { name: 'What it wrote, character by character' });
const live = (page: Page): Locator => tryIt(page).getByRole('checkbox', { name: 'As it trains' });
const ask = (page: Page): Locator => tryIt(page).getByRole('textbox', { name: 'Ask' });
const answer = (page: Page): Locator => tryIt(page).getByRole('slider', { name: 'The answer, character by character' });
const matrix = (page: Page): Locator => page.getByRole('slider', { name: 'Blame of each answer by each step' });
const sequence = (page: Page): Locator => page.getByRole('group', { name: 'Sequence' });
const writtenAfter = async (page: Page): Promise<number> =>
  numberIn(
    (await tryIt(page)
      .getByText(/after iteration/)
      .textContent()) ?? '',
  );

/** Presses Write on and waits for what comes of it. */
async function writeOn(page: Page): Promise<string> {
  await button(page, 'Write on').click();
  await expect(button(page, 'Stop')).toBeDisabled();
  return (await written(page).textContent()) ?? '';
}

test('a text is begun by hand and written on: the same with the same seed, another with another', async ({ page }) => {
  await openAt(page, TEXT);
  await train(page, 20);
  await begin(page).fill('It was ');
  const first = await writeOn(page);
  await expect(live(page)).not.toBeChecked();
  expect(first).toMatch(/^It was /);
  expect(first).toHaveLength('It was '.length + 600);
  expect(await writeOn(page)).toBe(first);
  await button(page, 'Another text seed').click();
  expect(await writeOn(page)).not.toBe(first);
  await written(page).locator('[data-index="3"]').hover();
  await expect(tryIt(page).getByText(/^(“.”|a space|a new line): (under 1|\d+) %$/)).toBeVisible();
});

test('at temperature 0 the seed changes nothing', async ({ page }) => {
  await openAt(page, TEXT);
  await tryIt(page).getByRole('textbox', { name: 'Temperature' }).fill('0');
  const first = await writeOn(page);
  await button(page, 'Another text seed').click();
  expect(await writeOn(page)).toBe(first);
});

test('characters that the network has never read are named at the field, and nothing is written', async ({ page }) => {
  await openAt(page, TEXT);
  await expect(written(page)).toHaveText(/^The /);
  await begin(page).fill('Ça va');
  await expect(tryIt(page).getByText('The network has never read “Ç”: write it without.')).toBeVisible();
  await expect(begin(page)).toHaveAttribute('aria-invalid', 'true');
  await button(page, 'Write on').click();
  await expect(written(page)).toHaveText(/^The /);
  await begin(page).fill('Ca va');
  await expect(begin(page)).not.toHaveAttribute('aria-invalid');
});

test('it writes anew as it trains, and no more once that is stopped', async ({ page }) => {
  await openAt(page, TEXT);
  await expect.poll(() => writtenAfter(page)).toBe(0);
  await button(page, 'Train').click();
  await expect.poll(() => writtenAfter(page), { timeout: 20_000 }).toBeGreaterThan(0);
  await expect(written(page)).toHaveAttribute('aria-valuemax', '200');
  await button(page, 'Stop').click();
  await expect(live(page)).not.toBeChecked();
  await page.waitForTimeout(500);
  const stopped = await writtenAfter(page);
  await page.waitForTimeout(3000);
  expect(await writtenAfter(page)).toBe(stopped);
  await button(page, 'Pause').click();
});

test('a character that was written is shown on all lanes with what it is blamed for, until one goes back to the probe', async ({
  page,
}) => {
  await openAt(page, TEXT);
  await expect(sequence(page)).toContainText('1 of 32');
  await expect(written(page)).toHaveText(/^The /);
  await written(page).locator('[data-index="50"]').click();
  await expect(sequence(page)).toContainText('your own');
  await expect(page.getByText(/^what it wrote: …/)).toBeVisible();
  await expect(alternative(page, MATRIX)).toContainText('20 answers over 20 steps');
  await expect(figure(page, 'Input').getByText(/the darker, the more the answer at step 20 blames it/)).toBeVisible();
  await button(page, 'Back to the probe').click();
  await expect(sequence(page)).toContainText('1 of 32');
  await expect(alternative(page, 'Input')).toContainText('sequence 1 of 32');
});

test('the matrix opens from the toolbar, is held by the link, and chooses the answer at the cursor', async ({ page }) => {
  await openAt(page, TEXT);
  await expect(figure(page, MATRIX)).toBeHidden();
  await button(page, 'blame of each answer').click();
  await expect(alternative(page, MATRIX)).toContainText('at step 20');
  await expect(page).toHaveURL(/open=blame-matrix/);
  await page.reload();
  await expect(alternative(page, MATRIX)).toContainText('at step 20');
  const { width = 0, height = 0 } = (await matrix(page).boundingBox()) ?? {};
  await matrix(page).click({ position: { x: width / 4, y: height / 2 + 2 } });
  await expect(cursor(page)).toHaveAttribute('aria-valuenow', '11');
  await expect(alternative(page, MATRIX)).toContainText('at step 11');
  await button(page, 'blame of each answer').click();
  await expect(figure(page, MATRIX)).toBeHidden();
  await expect(page).not.toHaveURL(/blame-matrix/);
});

test('one scored step is one row of the matrix', async ({ page }) => {
  await openAt(page, 'length=10&units=8&backend=wasm&open=blame-matrix');
  await expect(alternative(page, MATRIX)).toContainText(/^The answer at step 10 blames most step/);
  await expect(matrix(page)).toHaveAttribute('aria-valuemax', '1');
});

test('a number is asked and answered, and the exchange is on all lanes', async ({ page }) => {
  await openAt(page, NUMBERS);
  await train(page, 30);
  await ask(page).fill('four hundred and seven');
  await ask(page).press('Enter');
  await expect(answer(page)).toBeVisible();
  await expect(sequence(page)).toContainText('your own');
  await expect(page.getByText(/^“four hundred and seven” →/)).toBeVisible();
  await expect(alternative(page, 'Input')).toContainText('a sequence of your own');
  await expect(alternative(page, 'Answer')).not.toContainText('right');
  await ask(page).fill('five');
  await button(page, 'Ask').click();
  await expect(tryIt(page).getByRole('list', { name: 'Asked before' })).toContainText('four hundred and seven →');
});

test('an empty box asks the example, and a word that is no number is told', async ({ page }) => {
  await openAt(page, NUMBERS);
  const example = (await ask(page).getAttribute('placeholder')) ?? '';
  await ask(page).press('Enter');
  await expect(tryIt(page)).toContainText(`${example}`);
  await expect(answer(page)).toBeVisible();
  await ask(page).fill('zwei');
  await ask(page).press('Enter');
  await expect(tryIt(page).getByText(/“zwei” is no word/)).toBeVisible();
  await expect(ask(page)).toHaveAttribute('aria-invalid', 'true');
});

test('while it trains the answer is asked again, and the cursor stays where it is', async ({ page }) => {
  await openAt(page, NUMBERS);
  await ask(page).fill('five');
  await ask(page).press('Enter');
  await expect(answer(page)).toBeVisible();
  await cursor(page).press('Home');
  await button(page, 'Train').click();
  await expect.poll(() => writtenAfter(page), { timeout: 20_000 }).toBeGreaterThan(0);
  await expect(cursor(page)).toHaveAttribute('aria-valuenow', '1');
  await expect(sequence(page)).toContainText('your own');
  await button(page, 'Back to the probe').click();
  await expect(sequence(page)).toContainText('1 of 32');
  const before = await writtenAfter(page);
  await page.waitForTimeout(3000);
  expect(await writtenAfter(page)).toBe(before);
  await button(page, 'Pause').click();
});

test('a talk is told with each question, and a word that it has never heard is told', async ({ page }) => {
  await openAt(page, TALK);
  const say = tryIt(page).getByRole('textbox', { name: 'Say something' });
  const log = tryIt(page).getByRole('log', { name: 'Talk' });
  await say.fill('my name is ada');
  await say.press('Enter');
  await expect(log).toContainText('my name is ada.');
  await expect(sequence(page)).toContainText('1 of 32');
  await say.fill('what is my name?');
  await say.press('Enter');
  await expect(tryIt(page).getByRole('slider', { name: 'Its reply, character by character' })).toBeVisible();
  await expect(sequence(page)).toContainText('your own');
  await expect(alternative(page, 'Input')).toContainText('“what is my name?”');
  await say.fill('i am a zebra.');
  await say.press('Enter');
  await expect(tryIt(page).getByText(/never heard .*“zebra”/)).toBeVisible();
  await expect(log).not.toContainText('zebra');
  await button(page, 'New talk').click();
  await expect(log).not.toContainText('ada.');
});

const OWN = 'Der Apfel fällt nicht weit vom Stamm, sagte die Großmutter und lachte.\n'.repeat(40);

test('a text of one’s own is learned from, remembered after a reload, and missed by name elsewhere', async ({
  page,
  browser,
  overheard,
}) => {
  await openAt(page, TEXT);
  await page.getByRole('combobox', { name: 'Text', exact: true }).selectOption({ label: 'Your own' });
  await expect(page.getByRole('status').filter({ hasText: 'Give it in the panel under Task' })).toBeVisible();
  const box = page.getByRole('textbox', { name: 'Your text' });
  await box.fill('too short');
  await button(page, 'Learn from it').click();
  await expect(page.getByText(/^The text has 9 characters: give it 2,000 or more/)).toBeVisible();
  await box.fill(OWN);
  await button(page, 'Learn from it').click();
  await expect(page.getByText('“Der Apfel fällt nicht weit vom Stamm, sa …”, 2,840 characters')).toBeVisible();
  await expect(begin(page)).toHaveAttribute('placeholder', 'Der Apfel fä');
  await train(page, 10);
  await expect(alternative(page, 'Answer')).toContainText('scored steps are right');
  await expect(page).toHaveURL(/text=own&.*data=\d{6,15}/);
  const { hash } = new URL(page.url());
  expect(hash).not.toContain('Apfel');
  await page.reload();
  await page.waitForFunction(() => 'playground' in window);
  await train(page, 10);
  await expect(page.getByText(/^“Der Apfel fällt/)).toBeVisible();
  const elsewhere = await browser.newContext();
  await overheard.listen(elsewhere);
  const other = await elsewhere.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('status').filter({ hasText: 'A link cannot carry it, and it is not on this device' })).toBeVisible();
  await other.getByRole('textbox', { name: 'Your text' }).fill(OWN);
  await button(other, 'Learn from it').click();
  await expect(begin(other)).toHaveAttribute('placeholder', 'Der Apfel fä');
  await expect.poll(() => new URL(other.url()).hash).toBe(hash);
  await elsewhere.close();
});

test('a text file is chosen, and one in another encoding is told', async ({ page }) => {
  await openAt(page, `${TEXT}&text=own`).catch(() => {});
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/plain', buffer });
  const input = page.locator('input[type="file"]');
  await input.setInputFiles(file('latin.txt', Buffer.from(OWN, 'latin1')));
  await expect(page.getByText(/characters cannot be read: save the file as UTF-8 first/)).toBeVisible();
  await input.setInputFiles(file('own.txt', Buffer.from(OWN, 'utf8')));
  await expect(page.getByText(/^“Der Apfel fällt/)).toBeVisible();
  await expect(begin(page)).toBeVisible();
});

test('keyboard alone: ask, read the answer, see what a character was blamed for', async ({ page }) => {
  await openAt(page, NUMBERS);
  await ask(page).focus();
  await page.keyboard.type('six thousand. ');
  await page.keyboard.press('Enter');
  await expect(ask(page)).toHaveAttribute('aria-invalid', 'true');
  await ask(page).fill('');
  await page.keyboard.type('six thousand');
  await page.keyboard.press('Enter');
  await expect(answer(page)).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(answer(page)).toBeFocused();
  await expect(answer(page)).toHaveAttribute('aria-valuetext', /^“.”: (under 1|\d+) %$/);
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(cursor(page)).toHaveAttribute('aria-valuenow', String('six thousand'.length + 1));
  await expect(alternative(page, MATRIX)).toContainText(`at step ${'six thousand'.length + 1}`);
  await matrix(page).focus();
  await page.keyboard.press('Home');
  await expect(matrix(page)).toHaveAttribute('aria-valuetext', /at step 13 blames s at step 1: /);
  await page.keyboard.press('ArrowRight');
  await expect(matrix(page)).toHaveAttribute('aria-valuetext', /blames i at step 2: /);
});

for (const [name, link] of Object.entries({ text: TEXT, numbers: NUMBERS, talk: TALK })) {
  for (const scheme of ['light', 'dark'] as const) {
    test(`axe finds nothing on ${name} with its matrix, ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await openAt(page, `${link}&open=blame-matrix`);
      await expect(tryIt(page)).toBeVisible();
      if (name !== 'text') await tryIt(page).getByRole('textbox').press('Enter');
      await expect(tryIt(page).getByRole('slider').first()).toBeVisible();
      await expect(alternative(page, MATRIX)).toContainText('blames');
      expect(await findingsOf(page)).toEqual([]);
    });
  }
}

test('at 390 pixels nothing is wider than the screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const link of [TEXT, NUMBERS, TALK]) {
    await openAt(page, `${link}&open=blame-matrix`);
    await expect(tryIt(page)).toBeVisible();
    await expect(alternative(page, MATRIX)).toContainText('blames');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
});
