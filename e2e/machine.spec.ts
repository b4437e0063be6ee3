import type { Locator, Page } from '@playwright/test';
import { expectSound, SCREENS, setScreen } from './axe.ts';
import { expect, test } from './page.ts';
import { losses, openAt, train } from './playground.ts';
import { alternative, button, exploded, figure, iteration, notices, setNumber, until, verdict } from './screen.ts';

const SMALL = 'length=10&units=8&cell=gru&backend=wasm&exact=true';
const OPEN = `${SMALL}&open=laboratory`;
const TEXT = 'task=text&window=20&units=12&batch=8&backend=wasm&open=laboratory';
const EXPLODES = 'length=10&cell=relu&units=8&radius=1.6&optimizer=sgd&rate=0.3&clip=0&backend=wasm';

const machine = (page: Page): Locator => page.getByRole('region', { name: 'Time machine' });
const slider = (page: Page): Locator => page.getByRole('slider', { name: 'Iteration on show' });

/** All that is measured at the iteration on show, but for the losses that led to the end. */
const shown = (page: Page) =>
  page.evaluate(async () => {
    const { losses: _, ...trace } = await window.playground.trace();
    return JSON.stringify([trace, await window.playground.parameters()]);
  });

const now = async (page: Page): Promise<number> => Number(await slider(page).getAttribute('aria-valuenow'));

/** Goes there by the keyboard: from the nearest end, in steps of ten and of one. */
async function press(page: Page, keys: readonly string[]): Promise<void> {
  await slider(page).focus();
  for (const key of keys) await page.keyboard.press(key);
}

async function isAt(page: Page, wanted: number): Promise<void> {
  await expect(slider(page)).toHaveAttribute('aria-valuenow', String(wanted));
  await expect.poll(() => iteration(page)).toBe(wanted);
}

test('the time machine is there with the laboratory alone, and is loaded only then', async ({ page }) => {
  const scripts: string[] = [];
  page.on('request', (request) => scripts.push(request.url()));
  await openAt(page, SMALL);
  await train(page, 20);
  await expect(machine(page)).toHaveCount(0);
  expect(scripts.filter((url) => /Machine/.test(url))).toEqual([]);
  await button(page, 'laboratory').or(button(page, 'Laboratory')).click();
  await expect(machine(page)).toBeVisible();
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^iteration 20 of 20, loss /);
});

/** The verdict once it no longer changes: its text alternative follows once a second. */
async function settledVerdict(page: Page): Promise<string> {
  let before = '';
  const isSettled = async (): Promise<boolean> => {
    const text = (await verdict(page).textContent()) ?? '';
    const same = text === before;
    before = text;
    return same;
  };
  await expect.poll(isSettled, { intervals: [1200], timeout: 10_000 }).toBe(true);
  return before;
}

test('the keyboard takes the run back, everything on the screen is of then, and what came after stays', async ({ page }) => {
  await openAt(page, OPEN);
  await train(page, 30);
  const then = await shown(page);
  const said = await settledVerdict(page);
  await train(page, 70);
  const all = await losses(page);
  const last = await shown(page);
  await press(page, ['Home']);
  await isAt(page, 0);
  await press(page, ['Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight']);
  await isAt(page, 30);
  expect(await shown(page)).toBe(then);
  await expect(page.getByTestId('loss')).toHaveText(/\d/);
  await expect(figure(page, 'Loss')).toContainText(/then /);
  await expect(alternative(page, 'Loss')).toContainText('On show is iteration 30: ');
  await expect(verdict(page)).toHaveText(said);
  expect(await losses(page)).toEqual(all);
  await press(page, ['ArrowRight', 'ArrowUp', 'ArrowLeft']);
  await isAt(page, 31);
  await press(page, ['PageDown']);
  await expect.poll(() => now(page)).toBeLessThan(31);
  await press(page, ['PageUp', 'End']);
  await isAt(page, 100);
  expect(await shown(page)).toBe(last);
});

test('the pointer takes it back while it trains, and it pauses', async ({ page }) => {
  await openAt(page, OPEN);
  await button(page, 'Train').click();
  await until(page, 150);
  const box = await slider(page).boundingBox();
  if (box === null) throw new Error('the slider has no place');
  await page.mouse.move(box.x + box.width * 0.05, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.03, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(button(page, 'Train')).toBeVisible();
  await expect.poll(async () => (await now(page)) === (await iteration(page))).toBe(true);
  expect(await now(page)).toBeLessThan(await page.evaluate(async () => (await window.playground.trace()).losses.length));
});

test('training on from there gives the same numbers if nothing is changed, and says so', async ({ page }) => {
  await openAt(page, OPEN);
  await train(page, 100);
  const before = await losses(page);
  await page.evaluate(() => window.playground.goTo(40));
  await machine(page).getByRole('button', { name: 'Train from here' }).click();
  await until(page, 60);
  await button(page, 'Pause').click();
  const again = await losses(page);
  const common = Math.min(again.length, before.length);
  expect(common).toBeGreaterThanOrEqual(60);
  expect(again.slice(0, common)).toEqual(before.slice(0, common));
  await page.evaluate(() => window.playground.goTo(55));
  await expect(machine(page)).toContainText('So far it is the same to the last bit.');
});

test('another rate makes a branch of its own, compared in numbers with what was, to which one can return', async ({ page }) => {
  await openAt(page, OPEN);
  await train(page, 100);
  const before = await losses(page);
  const last = await shown(page);
  await page.evaluate(() => window.playground.goTo(40));
  await setNumber(page, 'Learning rate', '0.05');
  await train(page, 40);
  const branch = await losses(page);
  expect(branch).toHaveLength(80);
  expect(branch.slice(0, 41)).toEqual(before.slice(0, 41));
  expect(branch[50]).not.toBe(before[50]);
  const said = /At iteration 80 the loss is (\S+); it was (\S+)\. Mean of the last 40: (\S+); it was (\S+)\./;
  await expect(machine(page)).toContainText(said);
  const numbers = (said.exec((await machine(page).textContent()) ?? '') ?? []).slice(1).map(Number);
  const mean = (values: readonly number[]) => values.slice(40, 80).reduce((sum, value) => sum + value, 0) / 40;
  const wanted = [branch[79], before[79], mean(branch), mean(before)];
  for (const [k, number] of numbers.entries()) expect(Math.abs(number / (wanted[k] ?? Number.NaN) - 1)).toBeLessThan(0.01);
  await machine(page).getByRole('button', { name: 'Return to what was' }).click();
  await isAt(page, 100);
  expect(await shown(page)).toBe(last);
  expect(await losses(page)).toEqual(before);
  expect((await page.evaluate(() => window.playground.experiment())).rate).toBe(0.003);
  await expect.poll(() => new URL(page.url()).hash).not.toContain('rate=');
  await machine(page).getByRole('button', { name: 'Return to what was' }).click();
  await isAt(page, 80);
  expect(await losses(page)).toEqual(branch);
  await expect.poll(() => new URL(page.url()).hash).toContain('rate=0.05');
});

test('a text goes on from the states that were carried, as it did', async ({ page }) => {
  await openAt(page, TEXT);
  await train(page, 80);
  const before = await losses(page);
  await page.evaluate(() => window.playground.goTo(33));
  await train(page, 47);
  expect(await losses(page)).toEqual(before);
  await expect(machine(page)).toContainText('the same to the last bit');
});

for (const backend of ['webgl', 'webgpu', 'cpu']) {
  for (const task of ['length=6&units=6', 'task=text&window=10&units=6&batch=4']) {
    test(`on ${backend} a run repeats itself, and goes on as if it had never been away (${task})`, async ({ page }) => {
      test.setTimeout(120_000);
      await openAt(page, `${task}&backend=${backend}`);
      await train(page, 30);
      const before = await losses(page);
      await page.evaluate(() => window.playground.goTo(12));
      const reached = await train(page, 18);
      expect(reached.iteration).toBe(30);
      const again = await losses(page);
      for (const [k, loss] of again.entries()) {
        expect(Math.abs(loss / (before[k] ?? Number.NaN) - 1), `iteration ${k + 1}`).toBeLessThan(1e-5);
      }
    });
  }
}

test('from not-a-number one goes back to an iteration that is good, and trains on with another rate', async ({ page }) => {
  await openAt(page, EXPLODES);
  await button(page, 'Train').click();
  await expect(exploded(page)).toBeVisible();
  await expect(machine(page)).toBeVisible();
  const end = await iteration(page);
  const ways = page.getByRole('group', { name: 'Go back' });
  await expect(ways.getByRole('button').first()).toHaveText(`Iteration ${end}, the last one that is finite`);
  const lowest = ways.getByRole('button', { name: /of the lowest loss/ });
  const wanted = Number(/\d+/.exec((await lowest.textContent()) ?? '')?.[0]);
  const all = await losses(page);
  expect(Math.min(...all)).toBe(all[wanted - 1]);
  await lowest.click();
  await isAt(page, wanted);
  expect(
    await page.evaluate(async () =>
      Object.values((await window.playground.trace()).states)
        .flat(3)
        .every(Number.isFinite),
    ),
  ).toBe(true);
  await ways.getByRole('button').first().click();
  await isAt(page, end);
  await press(page, ['Home']);
  await isAt(page, 0);
  await setNumber(page, 'Learning rate', '0.001');
  await machine(page).getByRole('button', { name: 'Train from here' }).click();
  await until(page, 30);
  await button(page, 'Pause').click();
  await expect(exploded(page)).toHaveCount(0);
  expect((await losses(page)).every(Number.isFinite)).toBe(true);
  await expect(machine(page).getByRole('button', { name: 'Return to what was' })).toBeVisible();
});

test('what is not there is told in a sentence: beyond the end, of another cell, before the run was opened anew', async ({ page }) => {
  await openAt(page, 'length=10&units=8&cell=gru&backend=wasm&open=laboratory');
  await train(page, 40);
  const wrong = (iteration: number) =>
    page.evaluate((to) => window.playground.goTo(to).catch((error: Error) => error.message) as Promise<string>, iteration);
  expect(await wrong(41)).toBe('iteration 41 is not there: the run has got to iteration 40');
  expect(await wrong(1.5)).toContain('iteration 1.5 is not a whole number');
  await page.getByRole('radiogroup', { name: 'Cell' }).getByRole('radio', { name: 'LSTM', exact: true }).check();
  await train(page, 5);
  expect(await wrong(20)).toBe(
    'iteration 20 is not there: it was of the run before, whose snapshots went when the cell changed; this run has got to iteration 5',
  );
  await page.workers()[0]?.evaluate(() => self.close());
  await expect(notices(page)).toContainText('It is started anew and goes on from iteration 5.');
  await train(page, 5);
  await expect(machine(page)).toContainText('from iteration 5 on: the engine before died with what it had kept');
  expect(await wrong(3)).toBe(
    'iteration 3 is no longer there: the run was opened anew at iteration 5, since its engine had died with what it had kept',
  );
  await page.evaluate(() => window.playground.goTo(7));
  await isAt(page, 7);
});

test('another backend goes on with all of the past, where one has gone back too', async ({ page }) => {
  await openAt(page, 'length=10&units=8&cell=gru&backend=wasm&open=laboratory');
  await train(page, 20);
  await page.evaluate(() => window.playground.goTo(5));
  await train(page, 10);
  const branch = await losses(page);
  await page.evaluate(() => window.playground.goTo(7));
  await isAt(page, 7);
  await page.getByRole('button', { name: /gradients checked/ }).click();
  await page.getByRole('region', { name: 'Backend' }).getByRole('combobox', { name: 'Use' }).selectOption('cpu');
  await expect(page.getByRole('button', { name: /^CPU/ })).toBeVisible();
  await isAt(page, 7);
  await expect(machine(page)).toContainText('7 of 15');
  expect(await losses(page)).toEqual(branch);
  await page.evaluate(() => window.playground.goTo(3));
  await isAt(page, 3);
  await machine(page).getByRole('button', { name: 'Return to what was' }).click();
  await isAt(page, 20);
});

test('what was done to the network is undone before it, and there again after it, in the list and in the link', async ({ page }) => {
  await openAt(page, OPEN);
  await train(page, 30);
  const before = await losses(page);
  await page.evaluate(() => window.playground.operate('hold:z:0.5'));
  await train(page, 20);
  const end = await shown(page);
  const all = await losses(page);
  expect(all.slice(0, 30)).toEqual(before);
  await expect(machine(page)).toContainText('50 of 50');
  await page.evaluate(() => window.playground.goTo(10));
  await isAt(page, 10);
  await expect(page.getByText('Nothing is being done to this network.')).toBeVisible();
  await expect.poll(() => new URL(page.url()).hash).not.toContain('do=');
  await page.evaluate(() => window.playground.goTo(50));
  await isAt(page, 50);
  await expect(page.getByRole('list', { name: 'What was done' })).toContainText('z held at 0.5');
  await expect.poll(() => new URL(page.url()).hash).toContain('do=hold:z:0.5');
  expect(await shown(page)).toBe(end);
  // Done while one looks back, it is a branch: what came after is left, and can be returned to.
  await page.evaluate(() => window.playground.goTo(20));
  await page.evaluate(() => window.playground.operate('freeze:Un'));
  await expect(machine(page)).toContainText('20 of 20');
  await machine(page).getByRole('button', { name: 'Return to what was' }).click();
  await isAt(page, 50);
  expect(await losses(page)).toEqual(all);
  expect(await shown(page)).toBe(end);
});

for (const [name, width, colorScheme] of SCREENS) {
  test(`nothing is found by axe, and nothing runs over (${name})`, async ({ page }) => {
    await setScreen(page, width, colorScheme);
    await openAt(page, OPEN);
    await train(page, 60);
    await page.evaluate(() => window.playground.goTo(30));
    await train(page, 10);
    await page.evaluate(() => window.playground.goTo(35));
    await expect(machine(page)).toContainText('At iteration 35');
    await expectSound(page);
  });
}
