import type { Page } from '@playwright/test';
import { expect, test } from './page.ts';
import { losses, openAt, train } from './playground.ts';
import {
  alternative,
  button,
  cell,
  cursor,
  editor,
  figure,
  iteration,
  notices,
  numberIn,
  picture,
  setNumber,
  trainByHand,
  until,
  verdict,
} from './screen.ts';

const SMALL = 'length=10&units=8';

test('the bare page trains at a press: the loss falls, the verdict speaks, the horizon grows', async ({ page }) => {
  await page.goto('.');
  await expect(verdict(page)).toContainText('step');
  const [horizon, loss] = [alternative(page, 'Gradient horizon'), alternative(page, 'Loss')];
  const [before, drawn] = [await horizon.textContent(), await picture(page, 'Gradient horizon')];
  await expect(loss).toContainText('No training yet');
  await trainByHand(page, 60);
  const all = await losses(page);
  expect(mean(all.slice(-20))).toBeLessThan(0.4 * mean(all.slice(0, 3)));
  await expect(loss).toContainText(/After [\d,]+ iterations the training loss is [\d.]+; it began at [\d.]+/);
  await expect(horizon).not.toHaveText(before ?? '');
  await expect.poll(async () => numberIn((await horizon.textContent()) ?? '')).toBeGreaterThan(0.9 * all.length);
  expect(await picture(page, 'Gradient horizon')).not.toBe(drawn);
  await expect(verdict(page)).toContainText(/The gradient shrinks ×0\.\d+ (each step|a step on average.*) and reaches back \d+ steps?/);
});

test('Pause rests, Step takes one iteration, and Rewind gives the same first losses again', async ({ page }) => {
  await openAt(page, SMALL);
  await trainByHand(page, 20);
  const rested = await iteration(page);
  await page.waitForTimeout(400);
  expect(await iteration(page)).toBe(rested);
  await button(page, 'Step').click();
  await expect.poll(() => iteration(page)).toBe(rested + 1);
  await expect(button(page, 'Train')).toBeVisible();
  const first = await losses(page);
  await button(page, 'Rewind').click();
  await expect(page.getByTestId('iteration')).toHaveText('0');
  await expect(alternative(page, 'Loss')).toContainText('No training yet');
  await train(page, 20);
  expect(await losses(page)).toEqual(first.slice(0, 20));
});

test('Speed holds the iterations to so many a second, also while training', async ({ page }) => {
  await openAt(page, SMALL);
  const speed = page.getByRole('combobox', { name: 'Speed' });
  await speed.selectOption('10 a second');
  await button(page, 'Train').click();
  await until(page, 2);
  const [from, since] = [await iteration(page), Date.now()];
  await page.waitForTimeout(2000);
  const rate = ((await iteration(page)) - from) / ((Date.now() - since) / 1000);
  expect(rate).toBeGreaterThan(5);
  expect(rate).toBeLessThan(12);
  await speed.selectOption('full speed');
  await until(page, from + 100);
});

test('an LSTM shows its state c, and a lane for each of its gates once it is asked for', async ({ page }) => {
  await openAt(page, SMALL);
  await expect(page.getByRole('group', { name: 'State' })).toBeHidden();
  await cell(page, 'LSTM').check();
  await expect(notices(page)).toContainText(/The network starts again from its first weights, because .*cell/);
  const gates = page.getByRole('group', { name: 'Gates' });
  for (const name of ['f', 'i', 'o']) {
    await expect(figure(page, `Gate ${name}`)).toBeHidden();
    await gates.getByRole('button', { name: `Gate ${name}` }).click();
    await expect(figure(page, `Gate ${name}`)).toBeVisible();
    await expect(alternative(page, `Gate ${name}`)).toContainText(`Gate ${name}: 8 units over 10 steps`);
  }
  await button(page, 'state c').click();
  await expect(alternative(page, 'Memory c')).toContainText('State c: 8 units over 10 steps');
  await expect(figure(page, 'Blame of c')).toBeVisible();
  await expect(page).toHaveURL(/#length=10&cell=lstm&units=8&state=c&open=gate:f,gate:i,gate:o$/);
  await gates.getByRole('button', { name: 'Gate i' }).click();
  await expect(figure(page, 'Gate i')).toBeHidden();
});

test('every value in the cursor’s column is the trace’s', async ({ page }) => {
  await openAt(page, `${SMALL}&cell=lstm&open=gate:f`);
  await train(page, 20);
  const trace = await page.evaluate(() => window.playground.trace());
  await cursor(page).focus();
  await page.keyboard.press('Home');
  for (const t of [0, 3]) {
    for (let k = 0; k < t; k++) await page.keyboard.press('ArrowRight');
    await expect(cursor(page)).toHaveAttribute('aria-valuetext', `step ${t + 1} of 10`);
    await expectShown(page, 'Input', { t }, trace.inputs[t]?.[0]);
    await expectShown(page, 'Answer', { t }, trace.outputs[t]?.[0]);
    await expectShown(page, 'Gradient norm', { t }, trace.norms[0]?.[t]);
    for (const unit of [0, 5]) {
      await chooseUnit(page, 'Memory h', unit);
      await expectShown(page, 'Memory h', { t, unit }, trace.states['h']?.[0]?.[t]?.[unit]);
      await expectShown(page, 'Gate f', { t, unit }, trace.gates['f']?.[0]?.[t]?.[unit]);
      await expectShown(page, 'Blame of h', { t, unit }, trace.stateGradients['h']?.[0]?.[t]?.[unit]);
    }
    await cursor(page).focus();
  }
});

test('the factors inside a step of a tanh RNN multiply to the measured ratio', async ({ page }) => {
  await openAt(page, `${SMALL}&t=10`);
  await train(page, 20);
  const { norms } = await page.evaluate(() => window.playground.trace());
  for (const step of [10, 6, 2]) {
    await goTo(page, step);
    const inside = page.getByRole('region', { name: `Inside step ${step}` });
    const links = await inside.getByRole('listitem').allTextContents();
    expect(links).toHaveLength(4);
    const [arrives, slope, weights, handed] = links.map((text) => numberIn(text.split(/\s/).at(-1) ?? ''));
    const measured = (norms[0]?.[step - 2] ?? 0) / (norms[0]?.[step - 1] ?? 0);
    expect((slope ?? 0) * (weights ?? 0)).toBeCloseTo(measured, 2);
    expect(Math.abs((handed ?? 0) / (arrives ?? 0) / measured - 1)).toBeLessThan(0.1);
    await expect(inside).toContainText(`‖∂L/∂s‖ at ${step - 1} = ${measured.toFixed(3)} × that at ${step}`);
  }
});

test('the shares of an LSTM’s paths are the products of their factors, and add to the measured ratio', async ({ page }) => {
  await openAt(page, `${SMALL}&cell=lstm`);
  await train(page, 20);
  const { norms } = await page.evaluate(() => window.playground.trace());
  for (const step of [10, 5, 2]) {
    await goTo(page, step);
    const rows = page.getByRole('table', { name: `Factors by which step ${step} hands its blame back` }).getByRole('row');
    await expect(rows).toHaveCount(7);
    const numbers = (await rows.all()).slice(1).map(async (row) => (await row.getByRole('cell').allTextContents()).map(numberIn));
    const lines = await Promise.all(numbers);
    const paths = lines.slice(0, -1);
    for (const factors of paths) {
      const share = factors.pop() ?? Number.NaN;
      expect(factors.reduce((product, each) => product * each, 1)).toBeCloseTo(share, 2);
      factors.push(share);
    }
    const measured = (norms[0]?.[step - 2] ?? 0) / (norms[0]?.[step - 1] ?? 0);
    expect(paths.reduce((sum, factors) => sum + (factors.at(-1) ?? 0), 0)).toBeCloseTo(measured, 2);
    expect(lines.at(-1)?.[0]).toBeCloseTo(measured, 3);
  }
});

test('a typed cell with half the recurrence trains, and its blame fades faster than the plain one’s', async ({ page }) => {
  await openAt(page, 'length=20&units=8');
  await train(page, 40);
  const plain = await page.evaluate(() => window.playground.trace());
  await editor(page).fill("h' = tanh(W x + 0.5 * U h + b)");
  await expect(cell(page, 'Yours')).toBeChecked();
  await expect.poll(() => page.evaluate(() => window.playground.experiment().cell)).toBe("h' = tanh(W x + 0.5 * U h + b)");
  await trainByHand(page, 40);
  await page.evaluate(() => window.playground.reset());
  await train(page, 40);
  const typed = await page.evaluate(() => window.playground.trace());
  expect(typed.losses[39]).toBeLessThan(0.5 * (typed.losses[0] ?? 0));
  expect(typed.fade).toBeLessThan(0.8 * plain.fade);
  expect(typed.horizon).toBeLessThan(plain.horizon);
  await expect(verdict(page)).toContainText(`The gradient shrinks ×${typed.fade.toFixed(2)} each step`);
});

test('a change of rate, clipping or batch applies to the running network; any other rewinds it and says so', async ({ page }) => {
  await openAt(page, SMALL);
  await train(page, 5);
  await setNumber(page, 'Learning rate', '0.01');
  await setNumber(page, 'Clipping', '0.5');
  await setNumber(page, 'Batch', '16');
  await expect(page).toHaveURL(/rate=0.01&clip=0.5&batch=16$/);
  const before = await losses(page);
  expect((await train(page, 1)).iteration).toBe(6);
  expect((await losses(page)).slice(0, 5)).toEqual(before);
  await expect(notices(page)).not.toContainText('starts again');
  await button(page, 'Train').click();
  await setNumber(page, 'Learning rate', '0.02');
  await until(page, 40);
  await setNumber(page, 'Units', '12');
  await expect(notices(page)).toContainText(/The network starts again from its first weights, because .*units/);
  await button(page, 'Pause').click();
  await expect(alternative(page, 'Memory')).toContainText('12 units');
  await button(page, 'Rewind').click();
  await expect(page.getByTestId('iteration')).toHaveText('0');
});

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The value that a lane gives at the cursor, to the digits that it shows. */
async function expectShown(page: Page, lane: string, { t, unit }: { t: number; unit?: number }, value: number | undefined): Promise<void> {
  const where = unit === undefined ? `step ${t + 1}:` : `step ${t + 1}, unit ${unit + 1}:`;
  const head = figure(page, lane).getByText(where).locator('..');
  await expect(async () => {
    const shown = ((await head.textContent()) ?? '').split(where)[1] ?? '';
    const off = Math.abs(numberIn(shown) - (value ?? Number.NaN));
    expect(off, `${lane} shows ${shown} for ${value}`).toBeLessThan(Math.max(0.0051, 0.051 * Math.abs(value ?? 0)));
    if (Math.abs(value ?? 0) < 0.01) expect(off / Math.abs(value ?? 0), `${lane} shows ${shown} for ${value}`).toBeLessThan(0.99);
  }).toPass({ timeout: 5000 });
}

async function chooseUnit(page: Page, lane: string, unit: number): Promise<void> {
  const slider = page.getByRole('slider', { name: `Unit of ${lane}` });
  await slider.focus();
  while (Number(await slider.getAttribute('aria-valuenow')) > unit + 1) await page.keyboard.press('ArrowUp');
  while (Number(await slider.getAttribute('aria-valuenow')) < unit + 1) await page.keyboard.press('ArrowDown');
}

async function goTo(page: Page, step: number): Promise<void> {
  await cursor(page).focus();
  while (Number(await cursor(page).getAttribute('aria-valuenow')) > step) await page.keyboard.press('ArrowLeft');
  while (Number(await cursor(page).getAttribute('aria-valuenow')) < step) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('region', { name: `Inside step ${step}` })).toContainText('‖∂L/∂s‖');
}
