import { describe, expect, test } from 'vitest';
import { insideOf } from '../analysis/inside.ts';
import { stepOf } from '../analysis/step.ts';
import { cellOf } from '../cell/builtin.ts';
import { differentiate } from '../cell/interpret.ts';
import { recurrentMatrices } from '../cell/recurrent.ts';
import { type Differentiation, layoutOf } from '../network.ts';
import { measureByLag } from './byLag.ts';
import { measureForgetting } from './forgetting.ts';
import { differencesOf, singularValuesOf } from './jacobian/differences.test.helper.ts';
import { stepsOf } from './jacobian/jacobian.ts';
import { measureStateSpace } from './stateSpace.ts';
import { heldAtCursor } from './states.ts';
import { subjectOf, TYPED } from './subject.test.helper.ts';
import type { Subject } from './subject.ts';
import { measureTriangle } from './triangle.ts';
import { measureWaterfall } from './waterfall.ts';

/* What takes a network apart whose states are disturbed: noise is given, and a constant to every derivative. */

const NOISY = { noise: 0.2, units: 5, steps: 8 } as const;
const PLACES = [
  [1, 0],
  [2, 1],
  [3, 1],
] as const;

/** The sequence on show by itself, with its own noise and the loss of one step alone. */
function alone({ network, parameters, trace }: Subject, s: number, x = trace.x): Differentiation {
  const { steps, y, noise } = trace;
  if (noise === undefined) throw new Error('the trace has no noise');
  const weights = Float64Array.from({ length: steps }, (_, t) => (t === s ? 1 : 0));
  return differentiate(network, Float64Array.from(parameters), { steps, size: 1, x, y, weights, noise });
}

const rowsOf = (series: Differentiation['states'], { layer, trace: { units } }: Subject, t: number): number[] =>
  [...series.values()].flatMap((layers) => Array.from(layers[layer] ?? []).slice(t * units, (t + 1) * units));

describe.each(['rnn', 'lstm', 'gru', TYPED])('of a disturbed %s', (cell) => {
  describe.each(PLACES)('of %d layers, in layer %d', (layers, layer) => {
    const subject = subjectOf({ ...NOISY, cell, layers, layer, step: 6 });
    const { steps, scored, units } = subject.trace;

    test('the trace has the states of its own sequence with its own noise', () => {
      const { states } = alone(subject, scored);
      for (const [name, all] of states) {
        const shown = Array.from(subject.trace.states[name] ?? []).slice(layer * steps * units, (layer + 1) * steps * units);
        for (const [k, value] of shown.entries()) expect(value).toBeCloseTo(all[layer]?.[k] ?? Number.NaN, 6);
      }
    });

    test('the Jacobian of a step is that of small nudges, with the noise as it was', () => {
      const { jacobian } = stepsOf(subject);
      for (const t of [1, 4, 7]) {
        const differences = differencesOf(subject, t, t - 1);
        const apart = jacobian(t).map((value, i) => value - (differences[i] ?? Number.NaN));
        expect(Math.max(...apart.map(Math.abs))).toBeLessThan(1e-7 * (1 + Math.max(...differences.map(Math.abs))));
      }
    });

    test('the waterfall is that of nudged states', () => {
      const { whole } = measureWaterfall(subject);
      for (const t of [5, 2]) {
        const [first = 0] = singularValuesOf(differencesOf(subject, 6, t), units * subject.network.cell.states.length);
        expect(Math.abs((whole[t] ?? Number.NaN) - Math.log10(first))).toBeLessThan(1e-3);
      }
    });

    test('each row of the triangle is the loss of a step alone', async () => {
      const { norms, scored: rows } = await measureTriangle(subject);
      for (const [k, s] of rows.entries()) {
        const { stateGradients } = alone(subject, s);
        for (let t = 0; t <= s; t++) {
          const wanted = Math.hypot(...rowsOf(stateGradients, subject, t));
          expect(Math.abs((norms[k * steps + t] ?? Number.NaN) / wanted - 1)).toBeLessThan(1e-5);
        }
      }
    });

    test('the gradient by lag adds to the gradient of the last loss', async () => {
      const { parts } = await measureByLag(subject);
      const { parameterGradients } = alone(subject, scored);
      for (const name of recurrentMatrices(subject.network.cell)) {
        const slot = layoutOf(subject.network).slots.find((each) => each.layer === layer && each.name === name);
        const { offset, rows, columns } = slot ?? expect.fail(`no ${name}`);
        const wanted = Math.hypot(...Array.from(parameterGradients).slice(offset, offset + rows * columns));
        const part = parts.find(({ matrix }) => matrix === name) ?? expect.fail(`no part of ${name}`);
        expect(Math.abs(part.norm / wanted - 1)).toBeLessThan(1e-5);
        expect(part.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      }
    });

    test('a flip moves what it moves with the same noise on both sides', async () => {
      const { flips } = await measureForgetting(subject);
      const before = alone(subject, scored).states;
      for (const { step, x, moves } of flips) {
        const changed = subject.trace.x.slice();
        changed.set(x, step * 3);
        const after = alone(subject, scored, changed).states;
        for (let t = 0; t < steps; t++) {
          const own = rowsOf(before, subject, t);
          const move = Math.hypot(...rowsOf(after, subject, t).map((value, k) => value - (own[k] ?? Number.NaN)));
          if (t < step) expect(moves[t]).toBe(0);
          expect(Math.abs((moves[t] ?? Number.NaN) - move)).toBeLessThanOrEqual(1e-5 * move);
        }
      }
    });

    test('the inside of a step comes to the state that was measured, its noise among its numbers, and the shares to the ratio', () => {
      const inside = insideOf(stepOf(subject.network, subject.trace, subject.parameters, { layer, step: 6, unit: 2 }));
      for (const state of subject.network.cell.states) {
        const { symbols, value } = inside.equations.find(({ name }) => name === `${state}'`) ?? expect.fail(`no line of ${state}`);
        expect(symbols.endsWith(' + noise')).toBe(true);
        expect(value).toBeCloseTo(subject.trace.states[state]?.[(layer * steps + 6) * units + 2] ?? Number.NaN, 5);
      }
      expect(inside.paths.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(inside.ratio, 9);
    });
  });

  test('fixed points are those of the map without noise, among states that are disturbed', () => {
    const subject = subjectOf({ ...NOISY, cell, step: 3 });
    const plain = { ...subject, network: { ...subject.network, cell: cellOf(cell) } };
    const [noisy, clean] = [heldAtCursor(subject), heldAtCursor(plain)];
    const s = Float64Array.from({ length: noisy.width }, (_, k) => Math.sin(k));
    const [a, b] = [new Float64Array(noisy.width), new Float64Array(noisy.width)];
    noisy.step(s, a);
    clean.step(s, b);
    expect(a).toEqual(b);
    const [space, other] = [measureStateSpace(subject, null), measureStateSpace(plain, null)];
    expect(space.attractors).toEqual(other.attractors);
    expect(space.path).toEqual(other.path);
  });
});
