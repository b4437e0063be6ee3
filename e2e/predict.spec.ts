import type { Locator, Page } from '@playwright/test';
import { findingsOf } from './axe.ts';
import { expect, test } from './page.ts';
import { openAt, train } from './playground.ts';
import { alternative, button, cursor, figure, notices, verdict } from './screen.ts';

const HASH = 'backend=wasm&open=laboratory';
const STEPS = 40;

const section = (page: Page): Locator => page.getByRole('region', { name: 'Predict first' });
const paper = (page: Page, of = 'the gradient norm'): Locator => page.getByRole('group', { name: `Your prediction of ${of}` });
const knot = (page: Page, place: string): Locator => page.getByRole('slider', { name: `prediction at ${place}`, exact: true });
const told = (page: Page, of: string): Locator => page.getByRole('region', { name: `${of}, predicted` });
const drawnIn = (page: Page): string => decodeURIComponent(/predict=([^&]*)/.exec(page.url())?.[1] ?? '');

/** Ticks that the link shall hold what was drawn, and waits until it does. */
async function share(page: Page): Promise<string> {
  await section(page).getByRole('checkbox', { name: 'share my prediction in the link' }).check();
  await expect.poll(() => drawnIn(page)).not.toBe('');
  return drawnIn(page);
}

/** What stands there once it no longer changes: texts follow the run a moment later. */
async function settled(place: Locator): Promise<string> {
  for (let before = ''; ; ) {
    const text = (await place.textContent()) ?? '';
    if (text === before) return text;
    before = text;
    await place.page().waitForTimeout(700);
  }
}

async function ask(page: Page): Promise<void> {
  await section(page).getByRole('button', { name: 'Draw the gradient norm' }).click();
  await expect(knot(page, 'step 1')).toBeFocused();
}

/** Where the first and the last point of the line stand, and how high a decade is. */
async function frame(page: Page, first: string, last: string) {
  const [from, to] = [await knot(page, first).boundingBox(), await knot(page, last).boundingBox()];
  if (from === null || to === null) throw new Error('there is nothing to draw on');
  return { left: from.x + from.width / 2, right: to.x + to.width / 2, middle: from.y + from.height / 2 };
}

const valueOf = async (slider: Locator): Promise<number> => Number(await slider.getAttribute('aria-valuenow'));

interface Line {
  readonly [step: number]: number;
}

/** log₁₀ of the line at each step, straight between its points: by hand, not by the page's own code. */
function straight(line: Line, length = STEPS): number[] {
  const at = Object.keys(line).map(Number);
  return Array.from({ length }, (_, t) => {
    const step = t + 1;
    const before = Math.max(...at.filter((each) => each <= step));
    const after = Math.min(...at.filter((each) => each >= step));
    const part = before === after ? 0 : (step - before) / (after - before);
    return (line[before] as number) * (1 - part) + (line[after] as number) * part;
  });
}

const lineOf = (text: string): Line =>
  Object.fromEntries(
    text
      .split(',')
      .slice(1)
      .map((word) => word.split(':').map(Number)),
  );

/** What the words have to say, recomputed from the numbers that the page gives to scripts. */
async function expectWords(page: Page, line: Line, when: string): Promise<void> {
  const trace = await page.evaluate(() => window.playground.trace());
  const norms = trace.norms[0] as number[];
  const drawn = straight(line);
  const off = norms.map((norm, t) => (drawn[t] as number) - Math.log10(norm));
  const worst = off.reduce((best, by, t) => (Math.abs(by) > Math.abs(off[best] as number) ? t : best), 0);
  const words = told(page, 'Gradient norm');
  await expect(words).toContainText(`Gradient norm, ${when}:`);
  const orders = Math.round(Math.abs(off[worst] as number));
  const NUMBERS = [
    '',
    'one order',
    'two orders',
    'three orders',
    'four orders',
    'five orders',
    'six orders',
    'seven orders',
    'eight orders',
    'nine orders',
    'ten orders',
    'eleven orders',
    'twelve orders',
  ];
  await expect(words).toContainText(`off by ${NUMBERS[orders] ?? `${orders} orders`} of magnitude at step ${worst + 1},`);
  const change = Math.log10(norms[0] as number) - Math.log10(norms[STEPS - 1] as number);
  expect(Math.abs(change)).toBeGreaterThan(0.5);
  await expect(words).toContainText(change < 0 ? /(it|norm) fades/ : /(it|norm) grows/);
  await expect(words).toContainText(`it is ×${trace.fade.toFixed(2)}`);
  let reach = 0;
  while (reach < STEPS - 1 && 10 ** ((drawn[STEPS - 2 - reach] as number) - (drawn[STEPS - 1] as number)) >= 0.01) reach++;
  await expect(words).toContainText(`By your line the horizon would be ${reach} steps back; it is ${trace.horizon} steps back.`);
}

test('what is asked for is covered, drawn with the mouse, and compared in the words of what is measured; training ends no line', async ({
  page,
}) => {
  await openAt(page, HASH);
  const sentence = (await verdict(page).getByRole('paragraph').first().textContent()) ?? '';
  await ask(page);
  await expect(verdict(page)).not.toContainText('shrinks');
  await expect(figure(page, 'Blame')).toContainText('covered until your prediction is done');
  await expect(figure(page, 'Gradient norm').locator('canvas')).toHaveCount(0);
  await expect(figure(page, 'Gradient norm')).not.toContainText('The gradient norm is');
  await expect(page.getByRole('region', { name: 'Gradient horizon' })).toContainText('covered');
  await expect(button(page, 'Done')).toBeDisabled();
  const { left, right, middle } = await frame(page, 'step 1', 'step 40');
  await page.mouse.move(left, middle - 40);
  await page.mouse.down();
  await page.mouse.move((left + right) / 2, middle, { steps: 20 });
  await page.mouse.move(right, middle + 30, { steps: 20 });
  await page.mouse.up();
  await expect(cursor(page)).toHaveAttribute('aria-valuenow', '40');
  const [first, last] = [await valueOf(knot(page, 'step 1')), await valueOf(knot(page, 'step 40'))];
  expect(first).toBeGreaterThan(await valueOf(knot(page, 'step 20')));
  expect(await valueOf(knot(page, 'step 20'))).toBeGreaterThan(last);
  await button(page, 'Done').click();
  await expect(verdict(page).getByRole('paragraph').first()).toHaveText(sentence);
  await expect(paper(page)).toHaveCount(0);
  await expect(figure(page, 'Gradient norm')).toContainText('your prediction');
  await expect(told(page, 'Gradient norm')).toContainText('You drew a norm that grows on its way back, and it fades.');
  const line = lineOf(await share(page));
  expect(line[1]).toBe(first);
  await expectWords(page, line, 'untrained');
  await train(page, 60);
  await expect(told(page, 'Gradient norm')).toContainText('Untrained it was: You drew a norm that grows');
  await expectWords(page, line, 'iteration 60');
  await button(page, 'Rewind').click();
  await expect(told(page, 'Gradient norm')).toContainText('untrained');
  await expectWords(page, line, 'untrained');
});

test('the keyboard alone draws a line, shares it, and the link shows it elsewhere; another cell and length keep it', async ({
  page,
  context,
}) => {
  await openAt(page, HASH);
  await section(page).getByRole('button', { name: 'Draw the gradient norm' }).focus();
  await page.keyboard.press('Enter');
  await expect(knot(page, 'step 1')).toBeFocused();
  await expect(knot(page, 'step 1')).toHaveAttribute('aria-valuetext', 'not drawn yet');
  await page.keyboard.press('ArrowUp');
  for (let k = 0; k < 3; k++) await page.keyboard.press('PageDown');
  for (let k = 0; k < 3; k++) await page.keyboard.press('ArrowDown');
  await expect(knot(page, 'step 1')).toHaveAttribute('aria-valuenow', '-3.3');
  await expect(knot(page, 'step 1')).toHaveAttribute('aria-valuetext', '5.0·10⁻⁴');
  await page.keyboard.press('ArrowRight');
  await expect(knot(page, 'step 5')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Delete');
  await expect(knot(page, 'step 5')).toHaveAttribute('aria-valuetext', 'not drawn yet');
  for (let k = 0; k < 7; k++) await page.keyboard.press('Tab');
  await expect(knot(page, 'step 40')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  for (let k = 0; k < 3; k++) await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(knot(page, 'step 40')).toHaveAttribute('aria-valuenow', '-0.2');
  for (let k = 0; k < 3; k++) await page.keyboard.press('Tab');
  await expect(button(page, 'Done')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(told(page, 'Gradient norm')).toContainText('You were right about the direction');
  await expect(told(page, 'Gradient norm')).toBeFocused();
  expect(drawnIn(page)).toBe('');
  await section(page).getByRole('checkbox', { name: 'share my prediction in the link' }).focus();
  await page.keyboard.press('Space');
  await expect.poll(() => drawnIn(page)).toBe('norm:40,1:-3.3,40:-0.2');
  await expectWords(page, { 1: -3.3, 40: -0.2 }, 'untrained');

  const elsewhere = await context.newPage();
  await elsewhere.goto(page.url());
  await expect(figure(elsewhere, 'Gradient norm')).toContainText('Your prediction: 5.0·10⁻⁴ at step 1, 0.63 at step 40.', {
    timeout: 20_000,
  });
  await expect(told(elsewhere, 'Gradient norm')).toHaveText((await told(page, 'Gradient norm').textContent()) ?? '');
  await elsewhere.close();

  await page.evaluate(() => window.playground.open({ cell: 'gru' }));
  await expect(figure(page, 'Gradient norm')).not.toContainText('your prediction');
  await page.goBack();
  await expect(figure(page, 'Gradient norm')).toContainText('your prediction');
  await page.getByRole('textbox', { name: 'Length', exact: true }).fill('20');
  await page.getByRole('textbox', { name: 'Length', exact: true }).press('Enter');
  await expect(told(page, 'Gradient norm')).toContainText(
    'It was drawn for 40 steps; over these 20 it keeps its distance from the last one.',
  );
});

test('figures of the laboratory that would give the norm away are covered too, and come back', async ({ page }) => {
  const open = 'open=laboratory,blame-matrix,triangle,waterfall,gate-histograms';
  await openAt(page, `backend=wasm&cell=lstm&${open}`);
  const hidden = ['Blame of each answer', 'Blame by loss', 'Jacobian waterfall'];
  for (const name of hidden) await expect(figure(page, name)).toBeVisible();
  await ask(page);
  for (const name of hidden) {
    await expect(page.getByRole('region', { name })).toContainText('covered until your prediction is done');
    await expect(figure(page, name)).toHaveCount(0);
  }
  await expect(figure(page, 'Gate histograms')).toContainText('open');
  await button(page, 'Never mind').click();
  for (const name of hidden) await expect(figure(page, name)).toBeVisible();
  await expect(figure(page, 'Blame of each answer')).toContainText('blames');
});

test('a link can ask, and what it asks is covered from the start; a malformed one is told', async ({ page }) => {
  await openAt(page, `${HASH}&predict=norm`);
  await expect(paper(page)).toBeVisible();
  await expect(verdict(page)).not.toContainText('shrinks');
  await knot(page, 'step 20').press('Escape');
  await expect(verdict(page)).toContainText('shrinks');
  await openAt(page, `${HASH}&seed=2&predict=norm,1:-8,x,40:-1`);
  await expect(notices(page)).toContainText('predict=x is no step with a logarithm, as 20:-3; it is ignored.');
  await expect(figure(page, 'Gradient norm')).toContainText('your prediction');
});

test('the loss is drawn over its iterations before it is trained, and told so far as it goes', async ({ page }) => {
  await openAt(page, `${HASH}&length=10&units=8&cell=gru`);
  await section(page).getByRole('combobox', { name: 'over' }).selectOption('300 iterations');
  await section(page).getByRole('button', { name: 'Draw the loss' }).click();
  await expect(knot(page, 'iteration 1')).toBeFocused();
  for (const name of ['Verdict', 'Held out', 'Gradient horizon']) await expect(page.getByRole('region', { name })).toContainText('covered');
  const { left, right, middle } = await frame(page, 'iteration 1', 'iteration 300');
  await page.mouse.move(left, middle - 60);
  await page.mouse.down();
  await page.mouse.move(right, middle + 60, { steps: 15 });
  await page.mouse.up();
  await button(page, 'Done').click();
  await expect(told(page, 'Loss')).toContainText('nothing is measured yet');
  await expect(figure(page, 'Loss')).toContainText('your prediction');
  // One axis of iterations for the figures that stand one above the other.
  await expect(page.getByRole('slider', { name: 'Blame by iteration and lag' })).toHaveAttribute('aria-valuemax', '300');
  const drawn = 10 ** (straight(lineOf(await share(page)), 300)[119] as number);
  await train(page, 120);
  const { losses } = await page.evaluate(() => window.playground.trace());
  const mean = losses.slice(70, 120).reduce((sum, loss) => sum + loss, 0) / 50;
  const shown = (loss: number): number => Number(loss.toPrecision(loss < 0.0995 ? 2 : 3));
  await expect(told(page, 'Loss')).toContainText(
    `At iteration 120 you drew ${shown(drawn)} and the mean of the last 50 losses is ${shown(mean)}`,
  );
});

/** Two points of the loss, from the keys alone: 0.167 at the first place and a tenth of it at the one after. */
async function drawTwoLosses(page: Page): Promise<void> {
  await expect(knot(page, 'iteration 1')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('PageDown');
}

const askLoss = (page: Page): Promise<void> => section(page).getByRole('button', { name: 'Draw the loss' }).click();
const lossesOf = (page: Page): Promise<readonly number[]> => page.evaluate(async () => (await window.playground.trace()).losses);
const shownLoss = (page: Page): Locator => page.getByTestId('loss');

test('what was trained stays while the loss is drawn, covered, and after it was left in whatever way', async ({ page }) => {
  await openAt(page, `${HASH}&length=10&units=8&cell=gru`);
  await train(page, 130);
  const before = await lossesOf(page);
  const shown = await settled(shownLoss(page));
  const sentence = await settled(verdict(page).getByRole('paragraph').first());
  const ways = [
    () => button(page, 'Never mind').click(),
    () => page.keyboard.press('Escape'),
    // From anywhere, also once the laboratory is closed.
    async () => {
      await button(page, 'Close the laboratory').click();
      await expect(paper(page, 'the loss')).toBeVisible();
      await cursor(page).focus();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Laboratory', exact: true }).click();
    },
  ];
  for (const leave of ways) {
    await askLoss(page);
    await drawTwoLosses(page);
    await expect(figure(page, 'Loss').locator('canvas')).toHaveCount(0);
    await expect(figure(page, 'Loss')).not.toContainText(/last|On show/);
    await expect(alternative(page, 'Loss')).toHaveText('covered until your prediction is done');
    for (const name of ['Verdict', 'Held out', 'Gradient horizon'])
      await expect(page.getByRole('region', { name })).toContainText('covered');
    await expect(shownLoss(page)).toHaveText('–');
    await leave();
    await expect(paper(page, 'the loss')).toHaveCount(0);
    await expect(page.getByTestId('iteration')).toHaveText('130');
    await expect(shownLoss(page)).toHaveText(shown);
    await expect(verdict(page).getByRole('paragraph').first()).toHaveText(sentence);
    await expect(told(page, 'Loss')).toHaveCount(0);
  }
  // Whoever leaves it goes on from the button that asked.
  await askLoss(page);
  await expect(knot(page, 'iteration 1')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(section(page).getByRole('button', { name: 'Draw the loss' })).toBeFocused();
  expect(await lossesOf(page)).toEqual(before);
});

test('Escape closes what is open over the page first, and is left to a field', async ({ page }) => {
  await openAt(page, HASH);
  await ask(page);
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toContainText('On a line that is drawn');
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await expect(paper(page)).toBeVisible();
  const rate = page.getByRole('textbox', { name: 'Learning rate', exact: true });
  await rate.fill('7');
  await rate.press('Escape');
  await expect(paper(page)).toBeVisible();
  await cursor(page).focus();
  await page.keyboard.press('Escape');
  await expect(paper(page)).toHaveCount(0);
});

test('a loss that is done goes back to the first weights, and one can return to what was trained', async ({ page }) => {
  await openAt(page, `${HASH}&length=10&units=8&cell=gru`);
  await ask(page);
  await knot(page, 'step 1').press('ArrowUp');
  await knot(page, 'step 10').press('ArrowUp');
  await button(page, 'Done').click();
  await expect(told(page, 'Gradient norm')).toBeFocused();
  await train(page, 130);
  const before = await lossesOf(page);
  await askLoss(page);
  await drawTwoLosses(page);
  await page.keyboard.press('Enter');
  await expect(told(page, 'Loss')).toBeFocused();
  await expect(page.getByTestId('iteration')).toHaveText('0');
  await expect(told(page, 'Loss')).toContainText('Loss, iteration 130:');
  await expect(told(page, 'Loss')).toContainText('Iteration 0 is on show.');
  const name = await figure(page, 'Loss').getByText('your prediction', { exact: true }).boundingBox();
  const frame = await figure(page, 'Loss').boundingBox();
  expect(name?.x).toBeGreaterThan((frame?.x ?? 0) + 37);
  await button(page, 'To the end').click();
  await expect(page.getByTestId('iteration')).toHaveText('130');
  expect(await lossesOf(page)).toEqual(before);
});

test('Train and Step with a loss drawn begin at the first weights, and what was stays beside it', async ({ page }) => {
  await openAt(page, `${HASH}&length=10&units=8&cell=gru`);
  await train(page, 130);
  const before = await lossesOf(page);
  await askLoss(page);
  await drawTwoLosses(page);
  await button(page, 'Step').click();
  await expect(paper(page, 'the loss')).toHaveCount(0);
  await expect(page.getByTestId('iteration')).toHaveText('1');
  await expect(told(page, 'Loss')).toContainText('Loss, iteration 1: ');
  await expect(told(page, 'Loss')).toContainText('At iteration 1 you drew 0.166 and the loss is');
  expect(await lossesOf(page)).toEqual(before.slice(0, 1));
  await button(page, 'Return to what was').click();
  await expect(page.getByTestId('iteration')).toHaveText('130');
  expect(await lossesOf(page)).toEqual(before);
  await section(page).getByRole('region', { name: 'Loss, predicted' }).getByRole('button', { name: 'Remove this prediction' }).click();
  await askLoss(page);
  await drawTwoLosses(page);
  await button(page, 'Train').click();
  await expect(page.getByRole('button', { name: 'Return to what was' })).toBeVisible();
  await button(page, 'Pause').click();
  await expect(button(page, 'Train')).toBeVisible();
  const now = await lossesOf(page);
  const both = Math.min(now.length, before.length);
  expect(now.slice(0, both)).toEqual(before.slice(0, both));
});

test('Back while the loss is drawn, and a link that asks for it over a run, lose nothing by themselves', async ({ page }) => {
  await openAt(page, `${HASH}&length=10&units=8&cell=gru`);
  await train(page, 60);
  const before = await lossesOf(page);
  await page.evaluate(() => window.location.assign(`${window.location.href}&predict=loss:300`));
  await expect(paper(page, 'the loss')).toBeVisible();
  await expect(shownLoss(page)).toHaveText('–');
  await page.goBack();
  await expect(page.getByTestId('iteration')).toHaveText('60');
  await expect(paper(page, 'the loss')).toBeVisible();
  await button(page, 'Never mind').click();
  await expect(paper(page, 'the loss')).toHaveCount(0);
  expect(await lossesOf(page)).toEqual(before);
});

test('how many iterations there are stands with the loss alone, for eyes and ears', async ({ page }) => {
  await openAt(page, HASH);
  const group = section(page).getByRole('group', { name: 'Loss', exact: true });
  await expect(group.getByRole('button')).toHaveText(['Draw the loss']);
  await expect(group.getByRole('combobox', { name: 'over how many iterations the loss is drawn' })).toBeVisible();
  const box = await group.boundingBox();
  const norm = await section(page).getByRole('button', { name: 'Draw the gradient norm' }).boundingBox();
  if (box === null || norm === null) throw new Error('nothing is offered');
  expect(norm.x + norm.width).toBeLessThan(box.x);
  expect(await group.evaluate((element) => getComputedStyle(element).borderLeftStyle)).toBe('dotted');
});

test('spoken words do not show which frames are blamed while the norm is predicted', async ({ page }) => {
  await openAt(page, 'backend=wasm&task=speech&open=laboratory');
  await expect(figure(page, 'Input')).toContainText('the answer blames step');
  await expect(figure(page, 'Input').getByText('blame', { exact: true })).toBeVisible();
  await ask(page);
  await expect(figure(page, 'Input')).not.toContainText('the answer blames step');
  await expect(figure(page, 'Input').getByText('blame', { exact: true })).toHaveCount(0);
});

for (const scheme of ['light', 'dark'] as const)
  test.describe(`a finger on a phone, ${scheme}`, () => {
    test.use({ hasTouch: true, viewport: { width: 390, height: 844 }, colorScheme: scheme });

    test('draws without scrolling the page, and nothing is cut off or wrong by axe', async ({ page }) => {
      await openAt(page, HASH);
      await ask(page);
      expect(await findingsOf(page)).toEqual([]);
      const { left, right, middle } = await frame(page, 'step 1', 'step 40');
      const surface = await paper(page).boundingBox();
      const before = await knot(page, 'step 20').boundingBox();
      const finger = await page.context().newCDPSession(page);
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
        finger.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
      await touch('touchStart', left, middle + 40);
      for (let k = 1; k <= 12; k++) await touch('touchMove', left + ((right - left) * k) / 12, middle + 40 - 5 * k);
      await touch('touchEnd');
      expect((await knot(page, 'step 20').boundingBox())?.x).toBe(before?.x);
      expect((await paper(page).boundingBox())?.y).toBe(surface?.y);
      expect(await valueOf(knot(page, 'step 1'))).toBeLessThan(await valueOf(knot(page, 'step 20')));
      await button(page, 'Done').click();
      await expect(told(page, 'Gradient norm')).toContainText('You were right about the direction');
      await expect(alternative(page, 'Gradient norm')).toContainText('the horizon is');
      expect(await findingsOf(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    });
  });
