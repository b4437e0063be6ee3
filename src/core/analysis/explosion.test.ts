import { expect, test } from 'vitest';
import { cellOf } from '../cell/builtin.ts';
import { differentiate } from '../cell/interpret.ts';
import { type Differentiation, layoutOf, type Network } from '../network.ts';
import { burstOf, explosionText, isRunaway, updateOf } from './explosion.ts';

const shape = { steps: 4, size: 2 };

/** Everything finite and growing ×10 a step forward and ×100 back, for an LSTM of `layers`. */
function healthy(layers = 1): Differentiation {
  const forward = () => Float64Array.from({ length: 8 }, (_, i) => 10 ** Math.floor(i / 2));
  const backward = () => Float64Array.from({ length: 8 }, (_, i) => 100 ** -Math.floor(i / 2));
  const named = (names: readonly string[], make: () => Float64Array) =>
    new Map(names.map((name) => [name, Array.from({ length: layers }, make)]));
  return {
    loss: 1,
    outputs: forward(),
    states: named(['h', 'c'], forward),
    gates: named(['i', 'f', 'g', 'o'], forward),
    stateGradients: named(['h', 'c'], backward),
    inputGradients: backward(),
    parameterGradients: [1, 2],
  };
}

const lstm = cellOf('lstm');
const spoil = (array: ArrayLike<number> | undefined, index: number, value: number): void => {
  (array as Float64Array)[index] = value;
};

test('where everything is finite nothing burst', () => {
  expect(burstOf(lstm, healthy(), shape)).toBeNull();
});

test('the forward pass is read first: the smallest step, there the first layer and the first line', () => {
  const spoilt = healthy(2);
  spoil(spoilt.stateGradients.get('h')?.[0], 7, Number.NaN);
  spoil(spoilt.states.get('h')?.[0], 6, Number.NaN);
  spoil(spoilt.states.get('h')?.[1], 4, Number.NaN);
  spoil(spoilt.states.get('c')?.[1], 5, Number.POSITIVE_INFINITY);
  expect(burstOf(lstm, spoilt, shape)).toMatchObject({
    step: 2,
    quantity: 'c in layer 2',
    value: Number.POSITIVE_INFINITY,
    pass: 'forward',
  });
});

/** The growth told of an h of one unit that takes these values. */
function courseOf(norms: readonly number[]): number | undefined {
  const steps = norms.length;
  const states = new Map([['h', [Float64Array.from(norms)]]]);
  return burstOf(lstm, { ...healthy(), states, gates: new Map(), outputs: [] }, { steps, size: 1 })?.growth;
}

test('a growth is measured over the last steps that were still finite', () => {
  expect(courseOf([1, 1, 1, 1e4, 1e14, 1e24, 1e34, Number.POSITIVE_INFINITY])).toBeCloseTo(1e10, -3);
  expect(courseOf([1e20, 1e30, Number.NaN, 0])).toBeCloseTo(1e10, -3);
});

test('a growth that does not lead to the burst is not told', () => {
  expect(courseOf(Array.from({ length: 24 }, (_, t) => (t < 23 ? 1.04 ** t : Number.POSITIVE_INFINITY)))).toBeNaN();
  expect(courseOf([1e30, Number.POSITIVE_INFINITY])).toBeNaN();
  expect(courseOf([0, 1e30, Number.POSITIVE_INFINITY])).toBeNaN();
  expect(courseOf([Number.POSITIVE_INFINITY, 1])).toBeNaN();
});

test('where the forward pass is finite the backward pass is read from the last step to the first', () => {
  const spoilt = healthy();
  spoil(spoilt.stateGradients.get('h')?.[0], 1, Number.NaN);
  spoil(spoilt.stateGradients.get('c')?.[0], 3, Number.NEGATIVE_INFINITY);
  const burst = burstOf(lstm, spoilt, shape);
  expect(burst).toMatchObject({ step: 1, quantity: 'the blame for c', value: Number.NEGATIVE_INFINITY, pass: 'backward' });
  expect(burst?.growth).toBeNaN();
  const steep = new Map([['h', [Float64Array.of(Number.NaN, Number.NaN, 1e37, 1e37, 1e35, 1e35, 1e33, 1e33)]]]);
  expect(burstOf(lstm, { ...healthy(), stateGradients: steep }, shape)?.growth).toBeCloseTo(100, 6);
});

test('where only a sum is not finite no step is named', () => {
  expect(burstOf(lstm, { ...healthy(), parameterGradients: [1, Number.NaN] }, shape)).toMatchObject({
    step: null,
    quantity: 'the gradient by the weights',
  });
  expect(burstOf(lstm, { ...healthy(), loss: Number.POSITIVE_INFINITY }, shape)).toMatchObject({ step: 3, quantity: 'the loss' });
});

test('a loss that overflowed comes before the blame that it spoils', () => {
  const measured = { ...healthy(), loss: Number.POSITIVE_INFINITY, inputGradients: [Number.NaN, 0, 0, 0, 0, 0, 0, 0] };
  expect(burstOf(lstm, measured, shape)).toMatchObject({ step: 3, quantity: 'the loss' });
  const scored = { ...shape, weights: [0, 0, 0, 1, 0, 0, 0, 0] };
  expect(burstOf(lstm, measured, scored)).toMatchObject({ step: 1, quantity: 'the loss' });
});

test('a ReLU network with recurrent weight of 1e100 bursts in the step in which its power does', () => {
  const network: Network = { cell: cellOf('relu'), inputs: 1, units: 1, layers: 1, outputs: 1, loss: 'mse' };
  const parameters = new Float64Array(layoutOf(network).size).fill(1);
  parameters[layoutOf(network).slots.find(({ name }) => name === 'U')?.offset ?? 0] = 1e100;
  const steps = 6;
  const x = Float32Array.of(1, 0, 0, 0, 0, 0);
  const batch = { steps, size: 1, x, y: new Float32Array(steps), weights: Float32Array.of(0, 0, 0, 0, 0, 1) };
  const burst = burstOf(network.cell, differentiate(network, parameters, batch), { steps, size: 1 });
  expect(burst).toMatchObject({ step: 4, quantity: 'h', value: Number.POSITIVE_INFINITY, pass: 'forward' });
  expect(burst?.growth).toBeGreaterThan(1e90);
});

test('the notice says what stopped, where it began and how it grew', () => {
  expect(explosionText('loss', 120, 118, { step: 11, quantity: 'h', value: Number.POSITIVE_INFINITY, pass: 'forward', growth: 34.6 })).toBe(
    'The loss was no longer finite in iteration 120, so training paused; iteration 118 stays on show. It began at step 12: h became infinite, having grown ×35 a step.',
  );
  expect(
    explosionText('gradient', 1, 0, { step: 2, quantity: 'the blame for c', value: Number.NaN, pass: 'backward', growth: Number.NaN }),
  ).toBe(
    'The gradient was no longer finite in iteration 1, so training paused; iteration 0 stays on show. It began at step 3, on the way back: the blame for c became not a number.',
  );
  expect(explosionText('weights', 5, 4, null)).toBe(
    'The weights were no longer finite in iteration 5, so training paused; iteration 4 stays on show.',
  );
});

test('an update is measured by its size and the largest weight before and after it', () => {
  const update = updateOf([1, -2, 0], [1, 1, -4]);
  expect(update).toEqual({ size: 5, before: 2, after: 4 });
  expect(isRunaway(update)).toBe(false);
  expect(isRunaway(updateOf([0.5], [-20]))).toBe(true);
});

test('the notice accounts for the update that is taken back, and for weights that ran away with it', () => {
  const burst = { step: 11, quantity: 'h', value: Number.POSITIVE_INFINITY, pass: 'forward', growth: Number.NaN } as const;
  expect(explosionText('loss', 3, 1, burst, { size: 2104, before: 2, after: 481 })).toBe(
    'The loss was no longer finite in iteration 3, so training paused; iteration 1 stays on show. The update of iteration 2, of size 2100, took the largest weight from 2 to 481; it is taken back. It began at step 12: h became infinite.',
  );
  expect(explosionText('loss', 3, 1, null, { size: 0.4, before: 2, after: 2.1 })).toBe(
    'The loss was no longer finite in iteration 3, so training paused; iteration 1 stays on show. The update of iteration 2, which led there, is taken back.',
  );
});
