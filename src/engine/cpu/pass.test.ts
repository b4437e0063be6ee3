import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUILTIN, cellOf } from '../../core/cell/builtin.ts';
import { differentiate, type Sequences } from '../../core/cell/interpret.ts';
import { problems } from '../../core/cell/randomCells.test.helper.ts';
import type { Net, NetDifferentiation } from '../../core/net.ts';
import { layoutOf, type Network } from '../../core/network.ts';
import { fromNet } from '../../core/oracle.ts';
import { createRng } from '../../core/rng.ts';
import { largestDifference } from '../selfCheck.ts';
import { differentiateInFloat64 } from './float64.test.helper.ts';
import { CHUNK } from './scratch.ts';

const oracles = import.meta.glob<Net & { readonly expect: NetDifferentiation }>('../../core/cell/oracle/*.json', {
  eager: true,
  import: 'default',
});

const rng = createRng('cpu in float64');
const draw = (length: number): Float64Array => Float64Array.from({ length }, () => 2 * rng.uniform() - 1);

function sequencesFor({ inputs, outputs, loss }: Network, steps: number, size: number): Sequences {
  const rows = steps * size;
  const y = loss === 'mse' ? draw(rows * outputs) : Float64Array.from({ length: rows }, () => rng.integer(outputs));
  return { steps, size, x: draw(rows * inputs), y, weights: draw(rows).map((weight) => Math.max(0, weight)) };
}

/** Largest relative difference, gates too. */
function differenceOf(network: Network, parameters: Float64Array, sequences: Sequences): number {
  const [measured, exact] = [differentiateInFloat64(network, parameters, sequences), differentiate(network, parameters, sequences)];
  const gates = { ...exact, states: exact.gates };
  return Math.max(largestDifference(measured, exact), largestDifference({ ...measured, states: measured.gates }, gates));
}

describe('the plan as plain TypeScript runs it in float64', () => {
  test.each(Object.entries(oracles))('differentiates %s as the interpreter does', (_, { expect: _expected, ...net }) => {
    const { network, parameters, batch } = fromNet(net);
    expect(differenceOf(network, parameters, batch)).toBeLessThan(1e-9);
  });

  test.each(Object.keys(BUILTIN))('differentiates one to three layers of %s as the interpreter does', (name) => {
    for (const layers of [1, 2, 3]) {
      for (const loss of ['mse', 'crossEntropy'] as const) {
        const network: Network = { cell: cellOf(name), inputs: 3, units: 5, layers, outputs: 2, loss };
        expect(differenceOf(network, draw(layoutOf(network).size), sequencesFor(network, 6, 7))).toBeLessThan(1e-9);
      }
    }
  });

  test('differentiates stages that are longer than a chunk, constants and all', () => {
    const cell = cellOf(
      "k = sigmoid(a)\nf = sigmoid(W x + U h + p * c + b)\nc' = k * f * c + (1 - f) * tanh(V x)\nh' = tanh(c') + max(c, 0.5 * h)",
    );
    const network: Network = { cell, inputs: 3, units: 13, layers: 2, outputs: 1, loss: 'mse' };
    const sequences = sequencesFor(network, 3, 83);
    expect(13 * 83).toBeGreaterThan(2 * CHUNK);
    expect(differenceOf(network, draw(layoutOf(network).size), sequences)).toBeLessThan(1e-9);
  });

  test('differentiates random cells as the interpreter does', () => {
    fc.assert(
      fc.property(problems, ({ network, parameters, sequences }) => {
        expect(differenceOf(network, parameters, sequences)).toBeLessThan(1e-9);
      }),
      // A fixed seed: some cells in thousands lose digits by cancellation, in the interpreter too.
      { numRuns: 300, seed: 1 },
    );
  }, 60_000);
});
