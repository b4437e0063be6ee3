import { describe, expect, test } from 'vitest';
import { differentiate } from '../cell/interpret.ts';
import { subjectOf, TYPED } from './subject.test.helper.ts';
import type { Subject } from './subject.ts';
import { measureTriangle } from './triangle.ts';

const CELLS = ['rnn', 'lstm', 'gru', TYPED];

/** The loss of one scored step of the sequence on show, run by itself, after a nudge of one state entry of one layer at step t. */
function normsAlone({ network, parameters, trace, layer }: Subject, s: number): number[] {
  const weights = Float32Array.from({ length: trace.steps }, (_, t) => (t === s ? 1 : 0));
  const { stateGradients } = differentiate(network, parameters, { steps: trace.steps, size: 1, x: trace.x, y: trace.y, weights });
  return Array.from({ length: trace.steps }, (_, t) => {
    let sum = 0;
    for (const layers of stateGradients.values()) {
      for (let j = 0; j < trace.units; j++) sum += (layers[layer]?.[t * trace.units + j] ?? Number.NaN) ** 2;
    }
    return Math.sqrt(sum);
  });
}

describe.each(CELLS)('the triangle of %s', (cell) => {
  test.each([
    [1, 0],
    [2, 0],
    [3, 2],
  ])('of %d layers has, in layer %d, the norms of each loss alone', async (layers, layer) => {
    const subject = subjectOf({ cell, layers, layer });
    const { scored, norms, steps } = await measureTriangle(subject);
    expect(scored).toEqual([1, 4, 7]);
    for (const [row, s] of scored.entries()) {
      const alone = normsAlone(subject, s);
      for (let t = 0; t < steps; t++) {
        const measured = norms[row * steps + t] as number;
        if (t > s) expect(measured).toBe(0);
        else expect(Math.abs(measured - (alone[t] as number))).toBeLessThanOrEqual(1e-6 * (alone[t] as number));
      }
    }
  });
});

test('the last row is what the horizon is read from, and one scored step is one row', async () => {
  const subject = subjectOf({ cell: 'gru', scored: (t) => t === 7 });
  const { scored, norms } = await measureTriangle(subject);
  expect(scored).toEqual([7]);
  expect(norms).toEqual(Float32Array.from(subject.trace.lastNorms));
});

test('takes one pass for as many rows as the probe has room for', async () => {
  const subject = subjectOf({ cell: 'rnn', steps: 6, size: 5, scored: () => true });
  let passes = 0;
  const differentiate: Subject['differentiate'] = (batch) => {
    passes++;
    return subject.differentiate(batch);
  };
  expect((await measureTriangle({ ...subject, differentiate })).scored).toHaveLength(6);
  expect(passes).toBe(Math.ceil(6 / (subject.probe.batch.size - 2)));
});
