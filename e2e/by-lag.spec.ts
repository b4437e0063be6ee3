import type { Locator, Page } from '@playwright/test';
import type { PlainTrace } from '../src/core/analysis/plain.ts';
import { cellSource } from '../src/core/cell/builtin.ts';
import { decodeLink } from '../src/core/link.ts';
import { expectSound, SCREENS, setScreen } from './axe.ts';
import { expect, test } from './page.ts';
import { openAt, train } from './playground.ts';
import { alternative, cursor, figure, measuredAt, numberIn, picture, trainByHand } from './screen.ts';
import { expectTold } from './shares.ts';

const TITLE = 'Gradient of U by lag';
const RNN = 'length=24&units=6&backend=wasm&open=by-lag';

const sentence = (page: Page): Locator => alternative(page, TITLE);
const told = async (page: Page): Promise<string> => (await sentence(page).textContent()) ?? '';

interface Split {
  readonly norm: number;
  readonly shares: readonly number[];
  /** ‖Σ Gₜ‖/‖∂L/∂U‖ over the first so many steps. */
  far(steps: number): number;
}

/** The gradient of U of a tanh RNN, taken apart: Gₜ = (∂L/∂hₜ (1 − hₜ²)) ⊗ hₜ₋₁, as the trace of the page has them. */
function splitOf({ states, stateGradients }: PlainTrace): Split {
  const [h, blame] = [states['h']?.[0] ?? [], stateGradients['h']?.[0] ?? []];
  const parts = h.map((now, t) => {
    const before = h[t - 1] ?? now.map(() => 0);
    return now.flatMap((value, j) => before.map((other) => (blame[t]?.[j] ?? Number.NaN) * (1 - value ** 2) * other));
  });
  const summed = (steps: number): number[] =>
    (parts[0] ?? []).map((_, k) => parts.slice(0, steps).reduce((sum, part) => sum + (part[k] ?? 0), 0));
  const whole = summed(parts.length);
  const square = whole.reduce((sum, value) => sum + value ** 2, 0);
  return {
    norm: Math.sqrt(square),
    shares: parts.map((part) => part.reduce((sum, value, k) => sum + value * (whole[k] ?? 0), 0) / square),
    far: (steps) => Math.hypot(...summed(steps)) / Math.sqrt(square),
  };
}

test('says of a tanh RNN what its own states and blame come to', async ({ page }) => {
  await openAt(page, RNN);
  for (const iterations of [5, 40]) {
    const { iteration } = await train(page, iterations);
    await measuredAt(page, TITLE, iteration);
    const trace = await page.evaluate(() => window.playground.trace());
    const { norm, shares, far } = splitOf(trace);
    await expect(sentence(page)).toContainText(`horizon of ${trace.horizon} `);
    await expect.poll(async () => Math.abs(numberIn((await told(page)).split(' is ')[1] ?? '') / norm - 1)).toBeLessThan(0.06);
    const reached = 23 - trace.horizon;
    const [, count, size = '', rest = ''] =
      /The (\d+) steps? beyond the horizon of \d+ adds? a part (.+?) as large(: next to nothing|, but across the whole|: its share)/.exec(
        await told(page),
      ) ?? [];
    expect(Number(count)).toBe(reached - 1);
    expectTold(size, far(reached));
    expect(rest === ': next to nothing').toBe(far(reached) < 0.01);
    if (rest === ': its share') {
      const wanted = shares.slice(0, reached).reduce((sum, share) => sum + share, 0);
      expectTold((await told(page)).split('its share is ')[1] ?? '', wanted);
    }
    for (const [step, back] of [
      [24, 0],
      [21, 3],
      [10, 14],
    ] as const) {
      await cursor(page).focus();
      await cursor(page).press('End');
      for (let k = 0; k < back; k++) await cursor(page).press('ArrowLeft');
      const place = back === 0 ? `Step ${step}, the answer’s own: ` : `Step ${step}, ${back} back: `;
      await expect(sentence(page)).toContainText(place);
      expectTold((await told(page)).split(place)[1] ?? '', shares[step - 1] ?? Number.NaN);
    }
  }
});

const TYPED = encodeURIComponent("r = sigmoid(A x + B m)\nm' = 0.9 * m + 0.3 * tanh(C (r * h) + w)\nh' = tanh(D x + E h - k * m')");

for (const { backend, network, layer, matrices } of [
  { backend: 'wasm', network: 'cell=lstm&units=8&layers=2&layer=2', layer: 1, matrices: ['Ui', 'Uf', 'Ug', 'Uo'] },
  { backend: 'wasm', network: `cell=${TYPED}&units=8`, layer: 0, matrices: ['B', 'C', 'E'] },
  { backend: 'webgl', network: 'cell=gru&units=4', layer: 0, matrices: ['Uz', 'Ur', 'Un'] },
  { backend: 'webgpu', network: 'cell=lstm&units=8&layers=2', layer: 0, matrices: ['Ui', 'Uf', 'Ug', 'Uo'] },
]) {
  test(`the parts are those of the gradient that ${backend} has by the last loss alone (${decodeURIComponent(network).split('\n')[0]})`, async ({
    page,
  }) => {
    // A backend without hardware compiles the shaders of another batch for long, where other things run beside it.
    if (backend !== 'wasm') test.setTimeout(180_000);
    const hash = `task=parity&lag=5&${network}&backend=${backend}&open=by-lag`;
    await openAt(page, hash);
    await train(page, 2);
    await measuredAt(page, TITLE, 2);
    const gradients = await gradientsOf(page, hash, layer);
    const norms = matrices.map((name) => Math.hypot(...(gradients[name] as number[][]).flat()));
    const choice = figure(page, TITLE).getByRole('combobox', { name: 'Matrix whose gradient is split' });
    await expect(choice.getByRole('option')).toHaveText(['all together', ...matrices.map((name) => `${name} alone`)]);
    await expect(sentence(page)).toContainText('‖∂L/∂U‖ of all together by the last answer is ');
    await expect
      .poll(async () => Math.abs(numberIn((await told(page)).split(' is ')[1] ?? '') / Math.hypot(...norms) - 1))
      .toBeLessThan(0.06);
    for (const [m, name] of matrices.entries()) {
      await choice.selectOption(name);
      await expect(sentence(page)).toContainText(`‖∂L/∂${name}‖ by the last answer is `);
      expect(Math.abs(numberIn((await told(page)).split(' is ')[1] ?? '') / (norms[m] ?? Number.NaN) - 1)).toBeLessThan(0.06);
    }
  });
}

test('the matrix that is chosen stands in the link, and all together is nothing to be said', async ({ page }) => {
  await openAt(page, 'cell=lstm&length=12&units=6&backend=wasm&open=by-lag');
  const choice = figure(page, TITLE).getByRole('combobox', { name: 'Matrix whose gradient is split' });
  await choice.selectOption('Uf alone');
  await expect.poll(() => new URL(page.url()).hash).toContain('open=by-lag,by-lag:Uf');
  await page.reload();
  await expect(sentence(page)).toContainText('‖∂L/∂Uf‖ is ');
  await choice.selectOption('all together');
  await expect(sentence(page)).toContainText('‖∂L/∂U‖ of all together is ');
  await expect.poll(() => new URL(page.url()).hash).not.toContain('by-lag:');
});

test('is measured on while the network trains, and the picture with it', async ({ page }) => {
  await openAt(page, RNN);
  await expect(sentence(page)).toContainText('beyond the horizon');
  const [before, drawn] = [await told(page), await picture(page, TITLE)];
  await trainByHand(page, 60);
  await expect.poll(() => told(page)).not.toBe(before);
  expect(await picture(page, TITLE)).not.toBe(drawn);
});

test('a cell that does not look back says so, and has no choice', async ({ page }) => {
  await openAt(page, 'cell=feedforward&length=12&backend=wasm&open=by-lag');
  await expect(sentence(page)).toHaveText('This cell has no recurrent matrix: it learns nothing of the steps before.');
  await expect(figure(page, TITLE).getByRole('combobox')).toHaveCount(0);
});

test('is opened, read and closed by the keyboard, and by pointing', async ({ page }) => {
  await openAt(page, 'length=24&units=6&backend=wasm&open=laboratory');
  const chip = page.getByRole('group', { name: 'Take apart' }).getByRole('button', { name: TITLE });
  await chip.focus();
  await page.keyboard.press('Enter');
  await expect(sentence(page)).toContainText('Step 24, the answer’s own');
  await cursor(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(sentence(page)).toContainText('Step 23, 1 back');
  const canvas = figure(page, TITLE).locator('canvas');
  await canvas.scrollIntoViewIfNeeded();
  const { x = 0, y = 0, width = 0 } = (await canvas.boundingBox()) ?? {};
  await page.mouse.move(x + width / 48, y + 20);
  await expect(figure(page, TITLE)).toContainText('step 1, 23 back: nothing');
  await chip.focus();
  await page.keyboard.press('Enter');
  await expect(figure(page, TITLE)).toHaveCount(0);
});

for (const [name, width, colorScheme] of SCREENS) {
  test(`nothing is found by axe, jumps while it trains or runs over (${name})`, async ({ page }) => {
    await setScreen(page, width, colorScheme);
    await openAt(page, 'cell=gru&length=24&units=6&backend=wasm&open=by-lag');
    await expect(sentence(page)).toContainText('of all together');
    await expectSound(page);
    const height = async () => (await figure(page, TITLE).boundingBox())?.height;
    const before = await height();
    await trainByHand(page, 40);
    expect(await height()).toBe(before);
    await expectSound(page);
  });
}

/** By the parameters of a layer, of the sequence on show by its last scored step alone, on the engine in use. */
async function gradientsOf(page: Page, hash: string, layer: number) {
  const { experiment } = decodeLink(hash);
  return page.evaluate(
    async ({ cell, at }) => {
      const { inputs, targets, mask } = await window.playground.trace();
      const y = targets.map((row) => Math.max(0, row.indexOf(1)));
      const last = mask.map((_, t) => (t === mask.length - 1 ? 1 : 0));
      const net = { cell, ...(await window.playground.parameters()), loss: 'crossEntropy' as const, x: [inputs], y: [y], mask: [last] };
      return (await window.playground.differentiate(net)).parameterGradients[at] ?? {};
    },
    { cell: cellSource(experiment.cell), at: layer },
  );
}
