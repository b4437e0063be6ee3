import { describe, expect, test } from 'vitest';
import type { Loss } from '../../core/network.ts';
import { defineLoss } from './loss.ts';
import { instantiate, numbers } from './run.test.helper.ts';

/** Places in floats. */
const [ANSWERS, BLAME, Y, WEIGHTS] = [100, 5000, 10_000, 15_000];

interface Step {
  readonly answers: number[];
  readonly y: number[];
  readonly weights: number[];
}

/** Loss and ∂L/∂answers of one sequence in float64. */
type Definition = (answers: number[], y: number[], weight: number) => { loss: number; gradient: number[] };

const squared: Definition = (answers, y, weight) => {
  const differences = answers.map((answer, o) => answer - (y[o] as number));
  return {
    loss: (weight * differences.reduce((sum, difference) => sum + difference ** 2, 0)) / answers.length,
    gradient: differences.map((difference) => (2 * weight * difference) / answers.length),
  };
};

const entropy: Definition = (answers, [which = -1], weight) => {
  const largest = Math.max(...answers);
  const powers = answers.map((answer) => Math.exp(answer - largest));
  const total = powers.reduce((sum, power) => sum + power);
  return {
    loss: weight * (Math.log(total) - ((answers[which] as number) - largest)),
    gradient: powers.map((power, o) => weight * (power / total - (o === which ? 1 : 0))),
  };
};

const DEFINITION = { mse: squared, crossEntropy: entropy } as const satisfies Record<Loss, Definition>;

function run(
  kind: Loss,
  outputs: number,
  columns: number,
  { answers, y, weights }: Step,
  inPlace = false,
): { loss: number; gradient: number[] } {
  const { run: exports, memory } = instantiate((module) => defineLoss(module, 'loss', { kind, outputs, columns }));
  memory.set(answers, ANSWERS);
  memory.set(y, Y);
  memory.set(weights, WEIGHTS);
  const to = inPlace ? ANSWERS : BLAME;
  const loss = exports['loss']?.(4 * ANSWERS, 4 * to, 4 * Y, 4 * WEIGHTS) as number;
  return { loss, gradient: [...memory.subarray(to, to + outputs * columns)] };
}

function stepOf(kind: Loss, outputs: number, columns: number): Step {
  const classes = Array.from({ length: columns }, (_, n) => (7 * n) % outputs);
  return {
    answers: numbers(outputs * columns, 3).map((value) => 10 * value),
    y: kind === 'mse' ? numbers(outputs * columns, 4) : classes,
    weights: numbers(columns, 5).map((value, n) => (n >= columns - 2 ? 0 : 1 + value)),
  };
}

describe.each(['mse', 'crossEntropy'] as const)('%s', (kind) => {
  test.each([
    [1, 4],
    [3, 8],
    [10, 12],
    [5, 32],
  ])('of %i outputs and %i sequences is as defined, beside the answers and in their place', (outputs, columns) => {
    const step = stepOf(kind, outputs, columns);
    const { loss, gradient } = run(kind, outputs, columns, step);
    const column = (values: number[], n: number): number[] => values.filter((_, index) => index % columns === n);
    const right = step.weights.map((weight, n) => DEFINITION[kind](column(step.answers, n), column(step.y, n), weight));
    const total = right.reduce((sum, each) => sum + each.loss, 0);
    expect(Math.abs(loss - total)).toBeLessThanOrEqual(2e-6 * total);
    right.forEach((each, n) => each.gradient.forEach((entry, o) => expect(gradient[o * columns + n]).toBeCloseTo(entry, 5)));
    expect(run(kind, outputs, columns, step, true)).toEqual({ loss, gradient });
  });
});

describe('cross-entropy', () => {
  const weights = [1, 1, 0, 0];

  test('holds for answers far apart, where e^answer overflows or vanishes', () => {
    const { loss, gradient } = run('crossEntropy', 2, 4, { answers: [1000, -1000, 0, 0, -1000, 1000, 0, 0], y: [0, 0, 0, 0], weights });
    expect(loss).toBe(2000);
    // −0 where the weight is 0
    expect(gradient.map((entry) => entry + 0)).toEqual([0, -1, 0, 0, 0, 1, 0, 0]);
  });

  test.each([Number.NaN, Infinity])('of an answer that is %d is not a number', (answer) => {
    expect(run('crossEntropy', 2, 4, { answers: [answer, 0, 0, 0, 1, 0, 0, 0], y: [1, 0, 0, 0], weights }).loss).toBeNaN();
  });
});

test('a class that is nearly certain keeps its digits', () => {
  const gaps = [1, 6, 10, 14, 18, 40, 0, -5];
  const answers = [...gaps, ...gaps.map(() => 0)];
  const { loss, gradient } = run('crossEntropy', 2, gaps.length, { answers, y: gaps.map(() => 0), weights: gaps.map(() => 1) });
  gaps.forEach((gap, n) => {
    const share = 1 / (1 + Math.exp(gap));
    expect((gradient[n] as number) / -share).toBeCloseTo(1, 5);
    expect((gradient[gaps.length + n] as number) / share).toBeCloseTo(1, 5);
  });
  expect(loss / gaps.reduce((sum, gap) => sum + Math.log1p(Math.exp(-gap)), 0)).toBeCloseTo(1, 6);
  const one = run('crossEntropy', 2, 4, { answers: [18, 18, 18, 18, 0, 0, 0, 0], y: [0, 0, 0, 0], weights: [1, 0, 0, 0] });
  expect(one.loss / Math.log1p(Math.exp(-18))).toBeCloseTo(1, 5);
});
