import { describe, expect, test } from 'vitest';
import { probeOf } from '../analysis/probe.ts';
import { cellOf } from '../cell/builtin.ts';
import { differentiate } from '../cell/interpret.ts';
import type { Network } from '../network.ts';
import { createRng } from '../rng.ts';
import { defaultOptions, probeBatch, type TaskName, taskOf } from '../tasks/index.ts';
import { makeTrace, type Trace } from '../trace.ts';
import { flippedInput } from './flip.ts';
import { measureForgetting, outcomeOf } from './forgetting.ts';
import { subjectOf, TYPED } from './subject.test.helper.ts';
import type { Subject } from './subject.ts';

const CELLS = ['feedforward', 'rnn', 'relu', 'lstm', 'gru', TYPED];

/** States of one sequence run by itself in float64: [t] over all states of the layer. */
function statesAlone({ network, parameters, trace, layer }: Subject, x: Float32Array): number[][] {
  const { steps, units, y } = trace;
  const weights = new Float32Array(steps).fill(1);
  const { states } = differentiate(network, parameters, { steps, size: 1, x, y, weights });
  return Array.from({ length: steps }, (_, t) =>
    [...states.values()].flatMap((layers) => Array.from(layers[layer] ?? []).slice(t * units, (t + 1) * units)),
  );
}

describe.each(CELLS)('forgetting in %s', (cell) => {
  test.each([
    [1, 0],
    [2, 1],
    [3, 1],
  ])('of %d layers is, in layer %d, how far the flipped sequence run by itself is from the other', async (layers, layer) => {
    const subject = subjectOf({ cell, layers, layer, units: 6, steps: 12, size: 5, step: 4 });
    const { flips, scored } = await measureForgetting(subject);
    expect(flips.map(({ step, clue }) => [step, clue])).toEqual([
      [1, 0],
      [4, null],
    ]);
    expect(scored).toBe(11);
    const own = statesAlone(subject, subject.trace.x);
    for (const { step, x, moves } of flips) {
      const changed = subject.trace.x.slice();
      changed.set(x, step * 3);
      const other = statesAlone(subject, changed);
      for (let t = 0; t < 12; t++) {
        const move = Math.hypot(...(own[t] ?? []).map((value, k) => value - (other[t]?.[k] ?? Number.NaN)));
        if (t < step) expect(moves[t]).toBe(0);
        expect(Math.abs((moves[t] ?? Number.NaN) - move)).toBeLessThanOrEqual(1e-6 * move);
      }
    }
  });
});

test('the blame is that of the last answer alone', async () => {
  const subject = subjectOf({ cell: 'lstm', layers: 2, layer: 1 });
  const { trace, network, parameters } = subject;
  const weights = Float64Array.from({ length: trace.steps }, (_, t) => (t === trace.scored ? 1 : 0));
  const { stateGradients } = differentiate(network, parameters, { steps: trace.steps, size: 1, x: trace.x, y: trace.y, weights });
  const { blame } = await measureForgetting(subject);
  for (let t = 0; t < trace.steps; t++) {
    const both = [...stateGradients.values()].flatMap((layers) =>
      Array.from(layers[1] ?? []).slice(t * trace.units, (t + 1) * trace.units),
    );
    expect(Math.abs((blame[t] ?? Number.NaN) / Math.hypot(...both) - 1)).toBeLessThan(1e-6);
  }
});

test('the probe’s batch has room for as many clues as it has sequences but two', async () => {
  const subject = subjectOf({ cell: 'rnn', size: 3, steps: 9, step: 8 });
  const trace = { ...subject.trace, clues: [0, 1, 2, 3, 4, 5, 6, 7] };
  const { flips } = await measureForgetting({ ...subject, trace });
  expect(flips.map(({ step }) => step)).toEqual([0, 1, 2, 3, 8]);
  expect(subject.probe.batch.size).toBe(6);
});

const probeFor = (name: TaskName) => probeOf(probeBatch(taskOf(name), defaultOptions(taskOf(name)), createRng(1)));

/** A sequence of a task's probe as a trace holds it. */
function shownOf(name: TaskName, sequence = 0): Pick<Trace, 'x' | 'inputs' | 'steps' | 'clues'> {
  const { batch, clues } = probeFor(name);
  const { inputs, steps } = taskOf(name).sizes(defaultOptions(taskOf(name)));
  const row = (t: number) => Array.from(batch.x.subarray((t * batch.size + sequence) * inputs, (t * batch.size + sequence + 1) * inputs));
  return { inputs, steps, clues: clues[sequence] ?? [], x: Float32Array.from(Array.from({ length: steps }, (_, t) => row(t)).flat()) };
}

function flipOf(name: TaskName, step: (shown: ReturnType<typeof shownOf>) => number, sequence = 0) {
  const shown = shownOf(name, sequence);
  const at = step(shown);
  const letter = (row: ArrayLike<number>): string =>
    taskOf(name).drawing(defaultOptions(taskOf(name))).symbols?.[Array.from(row).indexOf(1)] ?? '';
  const before = shown.x.subarray(at * shown.inputs, (at + 1) * shown.inputs);
  const flipped = flippedInput(shown, probeFor(name), at);
  return { before, ...flipped, letters: [letter(before), letter(flipped.x)] };
}

describe('a flip is another input that the task could have brought there', () => {
  test('a clue of the adding problem stays marked and gets the number that is farthest from its own', () => {
    const { before, x, clue, from } = flipOf('adding', ({ clues }) => clues[1] ?? 0);
    const { batch, clues, size } = probeFor('adding');
    const others = Array.from({ length: size }, (_, b) => batch.x[((clues[b]?.[1] ?? 0) * batch.size + b) * 2] ?? Number.NaN);
    expect([x[1], clue]).toEqual([1, 1]);
    expect(x[0]).toBe(others[from ?? -1]);
    expect(Math.abs((x[0] ?? 0) - (before[0] ?? 0))).toBe(Math.max(...others.map((other) => Math.abs(other - (before[0] ?? 0)))));
  });

  test('a number without a mark gets none', () => {
    const { before, x, clue } = flipOf('adding', ({ clues }) => (clues.includes(3) ? 4 : 3));
    expect([before[1], x[1], clue]).toEqual([0, 0, null]);
  });

  test('the latch’s bit is turned over', () => {
    for (const sequence of [0, 1, 2, 3]) {
      const { before, x } = flipOf('latch', () => 0, sequence);
      expect(x[0]).toBe(-(before[0] ?? 0));
    }
  });

  test.each([
    ['temporal-order', ['A', 'B']],
    ['reber', ['T', 'P']],
    ['noise-free-lag', ['x', 'y']],
  ] as const)('in %s one of the two letters becomes the other', (name, two) => {
    for (const sequence of [0, 1, 2, 3])
      expect(flipOf(name, ({ clues }) => clues[0] ?? 0, sequence).letters.toSorted()).toEqual(two.toSorted());
  });

  test('a letter becomes a letter and a digit a digit where they are to be recalled', () => {
    expect(flipOf('recall', ({ clues }) => clues[0] ?? 0).letters.join('')).toMatch(/^([a-f])(?!\1)[a-f]$/);
    expect(flipOf('recall', ({ clues }) => clues[1] ?? 0).letters.join('')).toMatch(/^([1-4])(?!\1)[1-4]$/);
  });

  test('a symbol that no sequence has another for becomes the next of the alphabet', () => {
    const { letters, from } = flipOf('noise-free-lag', () => 5);
    expect(from).toBeNull();
    expect(letters).toEqual(['5', '6']);
  });

  test('numbers that no sequence has others for are mirrored at their means over the probe', () => {
    const { probe } = subjectOf({ cell: 'rnn', size: 2, steps: 4 });
    const x = Float32Array.from({ length: 12 }, (_, k) => probe.batch.x[(Math.floor(k / 3) * probe.batch.size + 1) * 3 + (k % 3)] ?? 0);
    const alone = { ...probe, clues: [[2], [2]] };
    const flipped = flippedInput({ x, inputs: 3, steps: 4, clues: [1, 3] }, { ...alone, clues: [[], []] }, 3);
    const mean = (i: number): number => {
      const all = Array.from(probe.batch.x).filter((_, k) => k % 3 === i);
      return all.reduce((sum, value) => sum + value, 0) / all.length;
    };
    expect(flipped.from).toBeNull();
    for (let i = 0; i < 3; i++) expect(flipped.x[i]).toBeCloseTo(2 * mean(i) - (x[9 + i] ?? 0), 5);
  });
});

/** One tanh unit on the latch, which a task's own probe is run through. */
function latched(u: number, w: number, v = 1): Subject {
  const task = taskOf('latch');
  const network: Network = { cell: cellOf('rnn'), inputs: 1, units: 1, layers: 1, outputs: 1, loss: 'mse' };
  const parameters = Float32Array.of(w, u, 0, v, 0);
  const probe = probeFor('latch');
  const differentiation = differentiate(network, parameters, probe.batch);
  const made = { network, probe, differentiation, sequence: 0, iteration: 0, floor: 2 ** -149, gradientNorm: 1, recentLoss: 1 };
  const trace = makeTrace({ ...made, baselines: task.baselines(defaultOptions(task)), init: 'uniform' });
  const again: Subject['differentiate'] = async (batch) => differentiate(network, parameters, batch);
  return { network, parameters, trace, layer: 0, step: trace.scored, probe, differentiation, differentiate: again };
}

async function outcomeOn(subject: Subject) {
  const taken = await measureForgetting(subject);
  const [flip] = taken.flips;
  if (flip === undefined) throw new Error('nothing was flipped');
  return outcomeOf(taken, flip);
}

describe('what comes of it', () => {
  test('a saturated latch remembers its bit, and the blame for it has vanished', async () => {
    const { kept, reached, remembers, blamed } = await outcomeOn(latched(4, 2));
    expect({ remembers, blamed }).toEqual({ remembers: true, blamed: false });
    expect(kept).toBeGreaterThan(0.9);
    expect(reached).toBeLessThan(1e-12);
  });

  test('a leaky unit forgets the bit, and blame for it fades as fast', async () => {
    const { kept, reached, remembers, blamed } = await outcomeOn(latched(0.3, 1));
    expect({ remembers, blamed }).toEqual({ remembers: false, blamed: false });
    expect(kept).toBeLessThan(1e-8);
    expect(reached).toBeLessThan(1e-8);
  });

  test('a unit that neither grows nor leaks is blamed for what it remembers', async () => {
    const outcome = await outcomeOn(latched(1, 0.05));
    expect(outcome).toMatchObject({ remembers: true, blamed: true });
  });

  test('what is left counts as nothing where rounding may have made it', () => {
    const about = { scored: 1, blame: Float64Array.of(1, 1), rounding: Float64Array.of(0, 0.1) };
    expect(outcomeOf(about, { step: 0, moves: Float64Array.of(1, 0.05) })).toMatchObject({ kept: 0.05, remembers: false, blamed: true });
    expect(outcomeOf(about, { step: 0, moves: Float64Array.of(1, 0.2) })).toMatchObject({ remembers: true });
  });

  test('a flip that moves nothing, or a loss that blames nothing, comes to neither', () => {
    const about = { scored: 1, blame: Float64Array.of(0, 0), rounding: Float64Array.of(0, 0) };
    expect(outcomeOf(about, { step: 0, moves: Float64Array.of(0, 0) })).toMatchObject({ remembers: false, blamed: false });
  });
});
