import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUILTIN, cellOf } from '../core/cell/builtin.ts';
import { problems } from '../core/cell/randomCells.test.helper.ts';
import { OPTIMIZERS } from '../core/choices.ts';
import type { Differentiation, Network } from '../core/network.ts';
import { checkCell } from './cellCheck.ts';
import { KernelError, type MakeExecutor } from './executor/executor.ts';
import { float64, type Ways } from './float64.test.helper.ts';
import { createWasmMaker } from './wasm/executor.ts';

const networkOf = (cell: string, sizes: Partial<Network> = {}): Network => ({
  cell: cellOf(cell),
  inputs: 2,
  units: 24,
  layers: 1,
  outputs: 1,
  loss: 'mse',
  ...sizes,
});
const check = (cell: string, ways: Ways = {}, sizes: Partial<Network> = {}) =>
  checkCell(networkOf(cell, sizes), float64(ways), { floor: 2 ** -149, exact: false });

const KINKS: Readonly<Record<string, string>> = {
  relu: "h' = relu(W x + U h + b)",
  'a state that stays': "h' = max(h, tanh(W x + b))",
  'sign and abs': "h' = abs(W x + U h) * (1 - abs(h))",
  'a clamp': "h' = max(min(W x + U h, 0.1), -0.1)",
};

describe('the check of a cell', () => {
  test.each([...Object.keys(BUILTIN), ...Object.values(KINKS)])('passes what computes %s rightly', async (cell) => {
    expect(await check(cell)).toMatchObject({ ok: true });
    expect(await check(cell, {}, { layers: 2, loss: 'crossEntropy', outputs: 4, units: 1 })).toMatchObject({ ok: true });
  });

  test('passes whatever cell is computed rightly, or says that it cannot judge', async () => {
    await fc.assert(
      fc.asyncProperty(problems, async ({ network }) => {
        expect((await checkCell(network, float64(), { floor: 2 ** -149, exact: false }))?.ok ?? true).toBe(true);
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  const zeros = (values: ArrayLike<number>) => new Float32Array(values.length);
  const WRONG: Readonly<Record<string, Ways>> = {
    'gradients of zero': { measures: (right) => ({ ...right, parameterGradients: zeros(right.parameterGradients) }) },
    'one gradient that is off by a hundredth': { measures: offByAHundredth },
    'answers that are no numbers': { measures: (right) => ({ ...right, outputs: zeros(right.outputs).fill(Number.NaN) }) },
    'states that are missing': { measures: (right) => ({ ...right, states: new Map() }) },
    'updates that are not clipped': { scale: ({ rate }) => rate },
    'no updates': { scale: () => 0 },
  };

  test.each(Object.entries(WRONG))('fails %s', async (_, ways) => {
    expect(await check('gru', ways)).toMatchObject({ ok: false });
  });

  test('judges by other draws where rounding may have decided one', async () => {
    let draws = 0;
    const unlucky = (right: Differentiation, network: Network) => (draws++ < 1 ? offByAHundredth(right, network) : right);
    expect(await check('relu', { measures: unlucky })).toMatchObject({ ok: true });
    expect(draws).toBeGreaterThan(2);
  });

  test('does not judge what leaves the numbers of float32', async () => {
    expect(await check("h' = exp(exp(9 + W x + U h))", WRONG['gradients of zero'])).toBeNull();
  });

  test('hands on what the device says of a kernel that does not compile', async () => {
    const refuses = () => {
      throw new KernelError('unexpected token');
    };
    await expect(check('rnn', { prepare: refuses })).rejects.toThrow(KernelError);
  });
});

function offByAHundredth(right: Differentiation, _network: Network): Differentiation {
  const parameterGradients = Float32Array.from(right.parameterGradients);
  const largest = parameterGradients.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  parameterGradients[0] = (parameterGradients[0] ?? 0) + 0.01 * largest;
  return { ...right, parameterGradients };
}

describe('the check of an optimiser', () => {
  const { make } = createWasmMaker();
  const options = { floor: 2 ** -149, exact: false };

  test.each(OPTIMIZERS)('passes %s, and fails another in its place', async (optimizer) => {
    expect(await checkCell(networkOf('gru'), make, options, optimizer)).toMatchObject({ ok: true });
    const other = optimizer === 'adam' ? 'rmsprop' : 'adam';
    const wrong: MakeExecutor = (network, _, ...rest) => make(network, other, ...rest);
    expect(await checkCell(networkOf('gru'), wrong, options, optimizer)).toMatchObject({ ok: false });
  });
});

test.each(["h' = tanh(W x + U h + 10)", "f = sigmoid(Wf x + Uf h + 20)\nh' = f * h + (1 - f) * tanh(W x)"])(
  'no backend is blamed for what float32 cannot tell in a saturated cell: %s',
  async (cell) => {
    const { make } = createWasmMaker();
    expect((await checkCell(networkOf(cell), make, { floor: 2 ** -149, exact: false }, 'adam'))?.ok ?? true).toBe(true);
  },
);
