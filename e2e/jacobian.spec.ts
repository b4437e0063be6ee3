import type { Locator, Page } from '@playwright/test';
import { Matrix } from 'ml-matrix';
import { differentiate } from '../src/core/cell/interpret.ts';
import { type Course, differencesOf, singularValuesOf } from '../src/core/laboratory/jacobian/differences.test.helper.ts';
import { decodeLink } from '../src/core/link.ts';
import { networkOf } from '../src/core/networkOf.ts';
import { flattenParameters, type Parameters } from '../src/core/parameters.ts';
import { createRng } from '../src/core/rng.ts';
import { probeBatch, taskOf } from '../src/core/tasks/index.ts';
import { expectSound, SCREENS, setScreen } from './axe.ts';
import { expect, test } from './page.ts';
import { openAt, train } from './playground.ts';
import { button, cursor, figure, measuredAt, numberIn } from './screen.ts';

const OPEN = 'open=waterfall,singular-values';
const SMALL = `task=parity&length=10&cell=lstm&units=6&backend=wasm&${OPEN}`;
const TYPED = encodeURIComponent("k = sigmoid(A x + B m)\nm' = k * m + (1 - k) * tanh(C x + D h)\nh' = tanh(E x + F m')");

const waterfall = (page: Page): Locator => figure(page, 'Jacobian waterfall');
const values = (page: Page): Locator => figure(page, 'Singular values');
const said = async (of: Locator): Promise<string> => (await of.getByRole('paragraph').first().textContent()) ?? '';

/** Puts the cursor on a step, which people count from 1, by the keyboard. */
async function goTo(page: Page, step: number): Promise<void> {
  await cursor(page).focus();
  await cursor(page).press('Home');
  for (let t = 1; t < step; t++) await cursor(page).press('ArrowRight');
}

for (const [backend, network] of [
  ['wasm', 'cell=gru&units=8&layers=2&layer=2'],
  ['wasm', `cell=${TYPED}&units=8`],
  ['wasm', 'cell=rnn&units=8&layers=3&layer=3'],
  ['webgl', 'cell=lstm&units=8'],
  ['webgpu', 'cell=lstm&units=8&layers=2'],
] as const) {
  test(`on ${backend} what is said is what nudging each state gives in float64 (${decodeURIComponent(network)})`, async ({ page }) => {
    test.setTimeout(180_000);
    const hash = `task=parity&length=10&${network}&backend=${backend}&${OPEN}`;
    await openAt(page, hash);
    await train(page, 5);
    await measuredAt(page, 'Jacobian waterfall', 5);
    await measuredAt(page, 'Singular values', 5);
    const course = courseOf(hash, await page.evaluate(() => window.playground.parameters()));
    for (const step of [course.trace.steps, 4]) {
      if (step === 4) await goTo(page, step);
      const name = (of: number): string => `s${Array.from(String(of), (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('')}`;
      await expect(waterfall(page)).toContainText(`Back to step 1: ‖∂${name(step)}/∂s₁‖ = `);
      await expect(values(page)).toContainText(`σ of ∂${name(step)}/∂${name(step - 1)}: `);
      // Multiplied step by step: one nudge through all of them would be lost in rounding where they vanish.
      const factors = Array.from({ length: step - 1 }, (_, k) => differencesOf(course, k + 1, k));
      const size = course.network.units * course.network.cell.states.length;
      const norms = factors.map((factor) => singularValuesOf(factor, size)[0] ?? Number.NaN);
      const passed = singularValuesOf(productOf(factors, size), size)[0] ?? Number.NaN;
      const sentence = await said(waterfall(page));
      const [, whole = '', product = ''] = /‖ = (.+); the norms of the single steps multiply to (.+?)\.( |$)/.exec(sentence) ?? [];
      near(whole, passed);
      near(
        product,
        norms.reduce((all, norm) => all * norm, 1),
      );
      near(((await said(values(page))).match(/: (.+?) to /) ?? [])[1] ?? '', norms.at(-1) ?? Number.NaN);
      near(((await said(values(page))).match(/back to step 1 the largest is (.+?)\.( |$)/) ?? [])[1] ?? '', passed);
      const parts = /That is (.+) by the carry path of .+, (plus|minus) (.+) through/.exec(sentence);
      if (parts === null) expect(sentence).toContain('no state has a carry path');
      else {
        const [kept, rest] = [numberIn(parts[1] ?? ''), numberIn(parts[3] ?? '')];
        expect(Math.abs(kept + (parts[2] === 'minus' ? -rest : rest) - numberIn(whole))).toBeLessThan(0.06 * (Math.abs(kept) + rest));
      }
    }
  });
}

test('an LSTM whose forget gate is held open by its bias has a carry path of 1 to every step', async ({ page }) => {
  await openAt(page, SMALL);
  await page.evaluate(async () => {
    const { parameters, head } = await window.playground.parameters();
    const opened = parameters.map((layer) => ({ ...layer, bf: new Array<number>(6).fill(60) }));
    await window.playground.setParameters({ parameters: opened, head });
  });
  await carriesAll(page);
});

test('an LSTM whose forget gate is held at 1 by an operation has one too', async ({ page }) => {
  await openAt(page, `${SMALL}&do=hold:f:1`);
  await train(page, 3);
  await measuredAt(page, 'Jacobian waterfall', 3);
  await carriesAll(page);
});

test('where the wire is cut the figures say that blame does not pass, and go on as the state does', async ({ page }) => {
  await openAt(page, `${SMALL}&do=truncate:6`);
  const cut = 'The wire is cut at step 6: no blame passes there, though the state does.';
  await expect(waterfall(page)).toContainText(cut);
  await expect(values(page)).toContainText(cut);
  await expect(waterfall(page)).toContainText('Back to step 1');
  await goTo(page, 5);
  await expect(waterfall(page)).toContainText('∂s₅/∂s₁');
  await expect(waterfall(page)).not.toContainText('The wire is cut');
});

/** Near and far, the figure that the mouse points at says that the carry path keeps everything. */
async function carriesAll(page: Page): Promise<void> {
  for (const share of [0.08, 0.35, 0.7]) {
    await expect(async () => {
      await waterfall(page).scrollIntoViewIfNeeded();
      const box = await waterfall(page).locator('canvas').boundingBox();
      if (box === null) throw new Error('no canvas');
      await page.mouse.move(box.x + share * box.width, box.y + 40);
      await expect(waterfall(page)).toContainText(', carry 1.0, ', { timeout: 500 });
    }).toPass();
  }
}

test('both are measured on while the network trains', async ({ page }) => {
  await openAt(page, SMALL);
  await expect(waterfall(page)).toContainText('Back to step 1');
  const [before, spread] = [await said(waterfall(page)), await said(values(page))];
  await button(page, 'Train').click();
  await expect.poll(() => said(waterfall(page))).not.toBe(before);
  await expect.poll(() => said(values(page))).not.toBe(spread);
  await button(page, 'Pause').click();
});

test('on the first step there is none before it, and of a plain RNN the bound is told as what it is', async ({ page }) => {
  await openAt(page, `length=12&cell=rnn&units=6&init=orthogonal&backend=wasm&t=1&${OPEN}`);
  await expect(waterfall(page)).toContainText('Step 1 has no step before it');
  await expect(values(page)).toContainText('Step 1 has no step before it');
  await goTo(page, 12);
  await expect(waterfall(page)).toContainText('Back to the clue at step ');
  await expect(values(page)).toContainText('‖U‖₂ is 1/γ = 1.0: nothing can explode');
});

for (const [name, width, colorScheme] of SCREENS) {
  test(`nothing is found by axe, and nothing runs over (${name})`, async ({ page }) => {
    await setScreen(page, width, colorScheme);
    await openAt(page, SMALL);
    await expect(waterfall(page)).toContainText('Back to step 1');
    await expect(values(page)).toContainText('here 5 add up');
    await expectSound(page);
  });
}

/** Two digits are told. */
const near = (text: string, wanted: number): void =>
  expect(Math.abs(numberIn(text) / wanted - 1), `${text} for ${wanted}`).toBeLessThan(0.06);

/** The last factor times … the first, each n × n row by row. */
const productOf = (factors: readonly Float64Array[], size: number): ArrayLike<number> =>
  factors
    .map((factor) => Matrix.from1DArray(size, size, Array.from(factor)))
    .reduce((product, factor) => factor.mmul(product))
    .to1DArray();

/** The first sequence of the probe as the interpreter runs it on the page's own weights. */
function courseOf(hash: string, named: Parameters): Course {
  const { experiment, view } = decodeLink(hash);
  const network = networkOf(experiment);
  const parameters = flattenParameters(network, named);
  const task = taskOf(experiment.task);
  const { steps, size, x, y } = probeBatch(task, experiment.options, createRng(experiment.seed));
  const first = (all: Float32Array): number[] => {
    const width = all.length / (steps * size);
    return Array.from({ length: steps * width }, (_, k) => all[Math.floor(k / width) * size * width + (k % width)] ?? Number.NaN);
  };
  const weights = new Float32Array(steps).fill(1 / steps);
  const { states } = differentiate(network, parameters, { steps, size: 1, x: first(x), y: first(y), weights });
  const layers = Array.from(states, ([name, each]) => [name, each.flatMap((values) => Array.from(values))]);
  return {
    network,
    parameters,
    layer: view.layer,
    trace: { steps, units: network.units, x: first(x), states: Object.fromEntries(layers) },
  };
}
