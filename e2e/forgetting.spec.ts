import type { Locator, Page } from '@playwright/test';
import { differentiate } from '../src/core/cell/interpret.ts';
import { decodeLink } from '../src/core/link.ts';
import { networkOf } from '../src/core/networkOf.ts';
import { flattenParameters } from '../src/core/parameters.ts';
import { expectSound, SCREENS, setScreen } from './axe.ts';
import { expect, test } from './page.ts';
import { openAt, train } from './playground.ts';
import { alternative, cursor, figure, measuredAt, picture, trainByHand } from './screen.ts';
import { expectTold } from './shares.ts';

const TITLE = 'Forget or vanish?';
const sentence = (page: Page): Locator => alternative(page, TITLE);
const told = async (page: Page): Promise<string> => (await sentence(page).textContent()) ?? '';
const choice = (page: Page): Locator => figure(page, TITLE).getByRole('combobox', { name: 'Input that is flipped' });

/** One tanh unit that reads the latch's bit with weight w and keeps it with weight u. */
function setUnit(page: Page, [u, w]: readonly [number, number]): Promise<void> {
  return page.evaluate(
    ([keep = 0, read = 0]) =>
      window.playground.setParameters({ parameters: [{ W: [[read]], U: [[keep]], b: [0] }], head: { V: [[1]], a: [0] } }),
    [u, w],
  );
}

const LATCH = 'task=latch&cell=rnn&units=1&open=forgetting';

for (const backend of ['wasm', 'webgl', 'webgpu']) {
  test(`tells a latch that remembers without blame from one that forgets, on ${backend}`, async ({ page }) => {
    test.setTimeout(180_000);
    await openAt(page, `${LATCH}&backend=${backend}`);
    await setUnit(page, [4, 2]);
    await expect(sentence(page)).toContainText('Remembered, not blamed: the state still carries it, but the gradient has vanished.');
    await setUnit(page, [0.3, 1]);
    await expect(sentence(page)).toContainText('Forgotten, not blamed: the state has lost it, and no blame reaches it either.');
    await setUnit(page, [1, 0.05]);
    await expect(sentence(page)).toContainText('Remembered and blamed: the state carries it, and can be taught what to do with it.');
  });
}

/** h of a tanh RNN at every step, in float64, from the page's own numbers. */
function run(inputs: readonly number[], [u, w]: readonly [number, number]): number[] {
  let h = 0;
  return inputs.map((x) => {
    h = Math.tanh(w * x + u * h);
    return h;
  });
}

test('the numbers that it names are those of the sequence with its bit turned over, and of the blame', async ({ page }) => {
  await openAt(page, `${LATCH}&backend=wasm`);
  for (const weights of [
    [1, 0.2],
    [0.6, 0.5],
    [1.4, 1],
  ] as const) {
    await setUnit(page, weights);
    const { inputs, norms, mask, clues } = await page.evaluate(() => window.playground.trace());
    const last = mask.lastIndexOf(1);
    const own = inputs.map(([x = 0]) => x);
    const flipped = own.map((x, t) => (t === 0 ? -x : x));
    const [a, b] = [run(own, weights), run(flipped, weights)];
    const apart = a.map((h, t) => Math.abs(h - (b[t] ?? 0)));
    const kept = (apart[last] ?? 0) / (apart[0] ?? 0);
    const reached = (norms[0]?.[0] ?? 0) / (norms[0]?.[last] ?? 0);
    expect(clues).toEqual([0]);
    await expect(sentence(page)).toContainText(`Step 1: ${own[0] === 1 ? '1.00 becomes −1.00' : '−1.00 becomes 1.00'}.`);
    const word = `${kept >= 0.01 ? 'Remembered' : 'Forgotten'}, ${reached >= 0.01 ? 'yet' : 'not'} blamed`;
    await expect(sentence(page)).toContainText(kept >= 0.01 && reached >= 0.01 ? 'Remembered and blamed' : word);
    // The sentence may still be of the weights before.
    await expect(async () => {
      const [, far = '', blame = ''] = /the states are (.+) as far apart; (.+) gets back/.exec(await told(page)) ?? [];
      expectTold(far, kept);
      expectTold(blame, reached);
    }).toPass({ timeout: 5000 });
  }
});

const TYPED = encodeURIComponent("r = sigmoid(A x + B m)\nm' = 0.9 * m + 0.3 * tanh(C (r * h) + w)\nh' = tanh(D x + E h - k * m')");

for (const [backend, network] of [
  ['wasm', 'cell=lstm&units=8&layers=3&layer=2'],
  ['wasm', `cell=${TYPED}&units=8`],
  ['webgl', 'cell=gru&units=8'],
  ['webgpu', 'cell=lstm&units=8&layers=2&layer=2'],
] as const) {
  test(`a letter becomes the other, and ${backend} says what float64 says (${decodeURIComponent(network).split('\n')[0]})`, async ({
    page,
  }) => {
    test.setTimeout(180_000);
    const hash = `task=temporal-order&length=20&${network}&backend=${backend}&open=forgetting`;
    await openAt(page, hash);
    await train(page, 10);
    await measuredAt(page, TITLE, 10);
    const { inputs, clues } = await page.evaluate(() => window.playground.trace());
    for (const [k, clue] of clues.entries()) {
      await choice(page).selectOption(`the clue at step ${clue + 1}`);
      const [letter, other] = inputs[clue]?.[0] === 1 ? ['A', 'B'] : ['B', 'A'];
      await expect(sentence(page)).toContainText(`Step ${clue + 1}: “${letter}” becomes “${other}”.`);
      const [, far = '', blame = ''] = /the states are (.+) as far apart; (.+) gets back/.exec(await told(page)) ?? [];
      const wanted = await inFloat64(page, hash, clue);
      expectTold(far, wanted.kept);
      expectTold(blame, wanted.reached);
      if (k > 0) await expect.poll(() => new URL(page.url()).hash).toContain(`forgetting:${k + 1}`);
    }
  });
}

test('the step under the cursor is flipped where that is chosen, and where the task names no clue', async ({ page }) => {
  await openAt(page, 'length=20&units=6&backend=wasm&t=6&open=forgetting,forgetting:cursor');
  await expect(choice(page)).toHaveValue('cursor');
  await expect(sentence(page)).toContainText(/^Step 6: [\d.]+ becomes [\d.]+\. /);
  await cursor(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(sentence(page)).toContainText(/^Step 7: /);
  await page.keyboard.press('End');
  await expect(sentence(page)).toContainText('at the last answer itself: put the cursor on an earlier step.');
  await openAt(page, 'task=parity&lag=12&units=6&backend=wasm&open=forgetting');
  await expect(choice(page)).toHaveCount(0);
  await expect(sentence(page)).toContainText(/^Step 1: (−1 becomes 1|1 becomes −1)\. /);
  await cursor(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(sentence(page)).toContainText(/^Step 12: /);
});

test('a spoken frame becomes one of another clip, which is named', async ({ page }) => {
  await openAt(page, 'task=speech&units=8&t=9&backend=wasm&open=forgetting');
  await expect(sentence(page)).toContainText(/^Step 9: the frame becomes that of “\w+” by /, { timeout: 20_000 });
});

test('is measured on while the network trains, chosen by the keyboard, and read by pointing', async ({ page }) => {
  await openAt(page, 'cell=gru&length=24&units=6&backend=wasm&open=forgetting');
  await expect(sentence(page)).toContainText('At the answer the states are');
  const [before, drawn] = [await told(page), await picture(page, TITLE)];
  await trainByHand(page, 60);
  await expect.poll(() => told(page)).not.toBe(before);
  expect(await picture(page, TITLE)).not.toBe(drawn);
  await choice(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(choice(page)).toHaveValue('2');
  const { clues } = await page.evaluate(() => window.playground.trace());
  await expect(sentence(page)).toContainText(`Step ${(clues[1] ?? 0) + 1}: `);
  const canvas = figure(page, TITLE).locator('canvas');
  await canvas.scrollIntoViewIfNeeded();
  const { x = 0, y = 0, width = 0 } = (await canvas.boundingBox()) ?? {};
  await page.mouse.move(x + width - width / 48, y + 20);
  await expect(figure(page, TITLE)).toContainText(/step 24: memory .+, blame 100 %/);
});

for (const [name, width, colorScheme] of SCREENS) {
  test(`nothing is found by axe, jumps while it trains or runs over (${name})`, async ({ page }) => {
    await setScreen(page, width, colorScheme);
    await openAt(page, 'task=temporal-order&length=20&cell=gru&units=6&backend=wasm&open=forgetting');
    await expect(sentence(page)).toContainText('becomes');
    await expectSound(page);
    const height = async () => (await figure(page, TITLE).boundingBox())?.height;
    const before = await height();
    await trainByHand(page, 40);
    expect(await height()).toBe(before);
    await expectSound(page);
  });
}

/** What is left of another letter, A for B or B for A, and what of the blame gets there, by the interpreter on the page's own numbers. */
async function inFloat64(page: Page, hash: string, clue: number): Promise<{ kept: number; reached: number }> {
  const { experiment, view } = decodeLink(hash);
  const network = networkOf(experiment);
  const parameters = flattenParameters(network, await page.evaluate(() => window.playground.parameters()));
  const { inputs, targets, mask } = await page.evaluate(() => window.playground.trace());
  const [steps, last] = [mask.length, mask.lastIndexOf(1)];
  const y = targets.map((row) => Math.max(0, row.indexOf(1)));
  const weights = mask.map((_, t) => (t === last ? 1 : 0));
  const flipped = inputs.map((row, t) => (t === clue ? [row[1] ?? 0, row[0] ?? 0, ...row.slice(2)] : row));
  const [own, other] = [inputs, flipped].map((rows) => differentiate(network, parameters, { steps, size: 1, x: rows.flat(), y, weights }));
  const at = (of: typeof own, kind: 'states' | 'stateGradients', t: number): number[] =>
    [...(of?.[kind].values() ?? [])].flatMap((layers) =>
      Array.from({ length: network.units }, (_, j) => layers[view.layer]?.[t * network.units + j] ?? Number.NaN),
    );
  const apart = (t: number): number => Math.hypot(...at(own, 'states', t).map((value, k) => value - (at(other, 'states', t)[k] ?? 0)));
  const blame = (t: number): number => Math.hypot(...at(own, 'stateGradients', t));
  return { kept: apart(last) / apart(clue), reached: blame(clue) / blame(last) };
}
