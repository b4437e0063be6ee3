import { findingsOf } from './axe.ts';
import { expect, test } from './page.ts';
import { openAt, train } from './playground.ts';

test('a bit is latched by chance, which is told beside gradient descent; numbers are not added by it', async ({ page }) => {
  test.setTimeout(120_000);
  await openAt(page, 'task=latch&cell=rnn&units=1&backend=wasm');
  const guesses = page.getByRole('region', { name: 'Guess and check' });
  await guesses.getByText('would random weights do?').click();
  await expect(guesses).toContainText('press Train');
  await guesses.getByRole('combobox', { name: 'guesses' }).selectOption('10,000');
  await guesses.getByRole('button', { name: 'Try random weights' }).click();
  await expect(guesses.getByRole('status')).toContainText(/Solved by guess \d+/, { timeout: 60_000 });
  await expect(guesses.getByRole('status')).toContainText('easy for chance');
  await train(page, 20);
  await expect(guesses).toContainText(/Gradient descent: 20 iterations, 640 sequences, .*\d+\s% on held-out ones/);
  expect(await findingsOf(page)).toEqual([]);
  await page.getByRole('combobox', { name: 'Task' }).selectOption('adding');
  await expect(guesses.getByRole('status')).toContainText('Nothing was tried yet.');
  await guesses.getByRole('combobox', { name: 'guesses' }).selectOption('10,000');
  await guesses.getByRole('button', { name: 'Try random weights' }).click();
  await expect(guesses.getByRole('status')).toContainText(/guesses so far, the best \d+\s% right/);
  await guesses.getByRole('button', { name: 'Stop' }).click();
  await expect(guesses.getByRole('status')).toContainText('Not solved by');
  expect((await page.evaluate(() => window.playground.trace())).iteration).toBe(0);
});

test('there is nothing to guess where the lag is not the lesson', async ({ page }) => {
  await openAt(page, 'task=co2&backend=wasm');
  await expect(page.getByRole('region', { name: 'Guess and check' })).toHaveCount(0);
});
