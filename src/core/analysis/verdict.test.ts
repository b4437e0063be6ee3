import { describe, expect, test } from 'vitest';
import { fadeOf } from './fade.ts';
import { horizonOf } from './horizon.ts';
import { contradictions } from './standing.test.helper.ts';
import { RECENT } from './standing.ts';
import { type Findings, verdictOf } from './verdict.ts';

const SCORED = 39;
const ADDING = { label: 'always answering 1', loss: 1 / 6 };
const CO2 = [
  { label: 'same as last month', loss: 1.17 },
  { label: 'same as a year ago', loss: 0.442 },
];
/** What a backend of 32 bits represents. */
const FLOOR = 1e-38;

/** Norms of a linear scalar cell h' = a h, with everything read from them. */
function measured(a: number, change: Partial<Findings> = {}): Findings {
  const norms = change.norms ?? Float64Array.from({ length: SCORED + 1 }, (_, t) => 0.4 * a ** (SCORED - t));
  const floor = change.floor ?? FLOOR;
  const reach = { horizon: horizonOf(norms, SCORED), fade: fadeOf(norms, SCORED, floor) };
  const task = { baselines: [ADDING], clues: [3, 25], loss: 0.166, sequenceLoss: 0.1, iteration: 900 };
  const net = { layers: 1, recurrent: true, gated: false, init: 'uniform' as const };
  return { norms, floor, scored: SCORED, ...reach, ...task, ...net, ...change };
}

const say = (a: number, change: Partial<Findings> = {}): string => verdictOf(measured(a, change)).text;
const tone = (a: number, change: Partial<Findings> = {}): string => verdictOf(measured(a, change)).tone;

describe('a gradient that does not reach the clue', () => {
  test('is told with its fade, its horizon, what is left of it at the clue, and what to try', () => {
    expect(say(0.5)).toBe(
      'The gradient shrinks **×0.50** each step and reaches **back 6 steps**. The first clue is 36 back: there it arrives at 10⁻¹¹ of its size. Try a GRU or LSTM, a shorter length, or an orthogonal start.',
    );
    expect(tone(0.5)).toBe('vanished');
  });

  test('is said to be boosted where it is the gradient of no loss', () => {
    expect(say(1, { boosted: true })).toMatch(/^The boosted gradient /);
    expect(say(1, { boosted: true, layers: 2 })).toMatch(/^The first layer’s boosted gradient /);
  });

  test('is said to be cut off where the wire was cut on the way', () => {
    const cuts = [19];
    const norms = Float64Array.from({ length: 40 }, (_, t) => (t < 19 ? 0 : 0.9 ** (SCORED - t)));
    expect(say(0.9, { norms, cuts })).toContain('at the first, 36 back, it is **cut off**: you cut the wire at step 20');
    expect(say(0.9, { norms, cuts, horizon: 20, iteration: 0 })).toContain('reaches **back 20 steps**, to where you cut the wire;');
    // Not where it died of itself before it came there.
    const dead = Float64Array.from({ length: 40 }, (_, t) => (t < 35 ? 0 : 0.1 ** (SCORED - t)));
    expect(say(0.1, { norms: dead, cuts: [2] })).toContain('is below what this backend can represent');
  });

  test('is never said to be nothing, even where the backend cannot represent it', () => {
    expect(say(0.05)).toContain('The first clue is 36 back: there it is below what this backend can represent.');
    expect(say(0.5, { norms: Float64Array.from({ length: 40 }, (_, t) => (t < 20 ? 0 : 0.5 ** (SCORED - t))) })).toContain(
      'below what this backend can represent',
    );
  });

  test('may cover the nearer clue', () => {
    expect(say(0.75)).toBe(
      'The gradient shrinks **×0.75** each step and reaches **back 16 steps**. It covers the clue 14 back; at the first, 36 back, it arrives at 10⁻⁴ of its size. Try a GRU or LSTM, a shorter length, or an orthogonal start.',
    );
  });

  test('is told of one clue as of one', () => {
    expect(say(0.8, { clues: [9] })).toContain('The clue is 30 back: there it arrives at 0.1 % of its size.');
  });

  test('and yet a loss below the baseline is told as it is', () => {
    expect(say(0.8, { clues: [9], loss: 0.01 })).toBe(
      'The gradient shrinks **×0.80** each step and reaches **back 20 steps**. The clue is 30 back: there it arrives at 0.1 % of its size, yet the loss (0.01) is below “always answering 1” (0.167).',
    );
    expect(tone(0.8, { clues: [9], loss: 0.01 })).toBe('learned');
    expect(tone(0.8, { clues: [9], loss: 0.12 })).toBe('learning');
  });

  test('gets advice that fits what is there', () => {
    expect(say(0.5, { gated: true })).toContain('Try a shorter length or more iterations.');
    expect(say(0.5, { init: 'orthogonal' })).toContain('Try a GRU or LSTM, or a shorter length.');
    expect(say(0.5)).not.toMatch(/clip/i);
  });

  test('is told of the first layer where there are several', () => {
    expect(say(0.5, { layers: 2 })).toMatch(/^The first layer’s gradient shrinks/);
  });

  test('may not reach back a single step', () => {
    expect(say(0.005)).toContain('shrinks **×0.005** each step and reaches **not one step back**');
  });

  test('may reach back one step', () => {
    expect(say(0.05)).toContain('reaches **back 1 step**.');
  });
});

test('where whole answers are asked for, most held-out ones have to be right before it counts as learned', () => {
  const baselines = [{ label: '36 equal guesses', loss: 3.58 }];
  const at = (whole: number) => ({ loss: 0.2, baselines, clues: [], heldOut: { loss: 0.2, baselines, whole } });
  expect(tone(1, at(0.14))).toBe('learning');
  expect(say(1, at(0.14))).toContain('and 14 % of held-out answers are wholly right');
  expect(tone(1, at(0.95))).toBe('learned');
  expect(tone(1, at(Number.NaN))).toBe('learning');
  expect(say(1, at(Number.NaN))).not.toContain('wholly');
});

describe('what was learned by heart', () => {
  const heldOut = { loss: 0.5, baselines: [ADDING] };

  test('is not called learned: what is held out is no better than a baseline', () => {
    const verdict = verdictOf(measured(1, { loss: 0.01, heldOut }));
    expect(verdict.tone).toBe('memorised');
    expect(verdict.text).toContain('**by heart**: there the loss is 0.01, and on held-out ones 0.5');
    expect(verdict.text.split(' ').length).toBeLessThanOrEqual(45);
  });

  test('is learned where what is held out is below a baseline too, or was not asked yet, or nothing was learned', () => {
    expect(tone(1, { loss: 0.01, heldOut: { ...heldOut, loss: 0.012 } })).toBe('learned');
    expect(tone(1, { loss: 0.01, heldOut: null })).toBe('learned');
    expect(tone(1, { loss: 0.17, heldOut })).not.toBe('memorised');
    expect(tone(1, { loss: 0.145, heldOut: { ...heldOut, loss: 0.16 } })).toBe('learning');
    expect(say(1, { loss: 0.145, heldOut: { ...heldOut, loss: 0.16 } })).not.toContain('held-out');
    // What is held out is harder, for baselines too.
    expect(tone(1, { loss: 0.12, heldOut: { loss: 0.36, baselines: [{ ...ADDING, loss: 0.4 }] } })).toBe('learning');
    expect(tone(1, { loss: 0.01, heldOut: { loss: 0.5, baselines: [] } })).toBe('learned');
  });

  test('is still being learned where what is held out is not well below the baselines, and that is said', () => {
    const apart = { loss: 0.01, heldOut: { ...heldOut, loss: 0.1 } };
    expect(tone(1, apart)).toBe('learning');
    expect(say(1, apart)).toContain('the loss (0.01) is below “always answering 1” (0.167); on held-out sequences it is 0.1.');
  });
});

describe('a gradient that reaches the clue', () => {
  test('while the loss is near the baseline, waits', () => {
    expect(say(0.95)).toBe(
      'The gradient shrinks **×0.95** each step and reaches **back 39 steps**. The first clue is 36 back, within reach; the loss (0.166) is just below “always answering 1” (0.167).',
    );
    expect(tone(0.95)).toBe('near');
    expect(say(0.95, { loss: 0.5 })).toContain('the loss (0.5) is above');
    expect(tone(0.95, { loss: 0.5 })).toBe('above');
  });

  test('and a loss below the baseline go together', () => {
    expect(say(1, { loss: 0.0005 })).toBe(
      'The gradient changes **less than 1 %** each step and reaches **back 39 steps**. The first clue is 36 back, within reach, and the loss (0.0005) is below “always answering 1” (0.167).',
    );
    expect(tone(1, { loss: 0.0005 })).toBe('learned');
    expect(tone(1, { loss: 0.13 })).toBe('learning');
  });

  test('does so from exactly as far as its horizon', () => {
    expect(tone(0.5, { clues: [33] })).toBe('near');
    expect(tone(0.5, { clues: [32] })).toBe('vanished');
  });

  test('may grow on its way', () => {
    expect(say(1.05)).toMatch(/^The gradient grows \*\*×1.05\*\* each step back and reaches \*\*back 39 steps\*\*\./);
  });

  test('has nowhere to go for a clue at the scored step', () => {
    expect(say(0.5, { clues: [SCORED] })).toContain('The clue is at the scored step itself, within reach;');
  });
});

test('before training nothing is judged', () => {
  expect(verdictOf(measured(0.5, { iteration: 0, loss: 1.2 }))).toEqual({
    tone: 'neutral',
    text: 'Before training, the gradient shrinks **×0.50** each step and reaches **back 6 steps**; the first clue is 36 back. Press Train to see whether this changes.',
  });
  expect(say(0.5, { iteration: 0, clues: [] })).not.toContain('clue');
});

test('a task without clues is told by gradient and loss', () => {
  const baselines = [{ label: 'same as last month', loss: 1 }];
  expect(say(0.9, { clues: [], baselines, loss: 0.2 })).toBe(
    'The gradient shrinks **×0.90** each step and reaches **back 39 steps**. The loss (0.2) is below “same as last month” (1).',
  );
  expect(say(0.9, { clues: [], baselines: [], loss: 0.2 })).toContain('The loss is 0.2.');
});

test('several baselines are told by the one passed and the next, and learned is well below the hardest', () => {
  const co2 = { clues: [], baselines: CO2 };
  expect(say(0.9, { ...co2, loss: 0.5 })).toContain(
    'The loss (0.5) is below “same as last month” (1.17) and above “same as a year ago” (0.442).',
  );
  expect(tone(0.9, { ...co2, loss: 0.5 })).toBe('learning');
  expect(tone(0.9, { ...co2, loss: 0.04 })).toBe('learned');
});

describe('learning is a loss below the first baseline', () => {
  const of = (baselines: Findings['baselines'], loss: number, iteration = 900) => ({ clues: [], baselines, loss, iteration });

  test('not the one that parity starts from', () => {
    const parity = [{ label: 'two equal guesses', loss: Math.log(2) }];
    expect(tone(0.9, of(parity, 0.6934))).toBe('near');
    expect(say(0.9, of(parity, 0.6934))).toContain('The loss (0.693) is at “two equal guesses” (0.693).');
    expect(tone(0.9, of(parity, 0.655))).toBe('near');
    expect(say(0.9, of(parity, 0.655))).toContain('The loss (0.655) is just below “two equal guesses” (0.693).');
    expect(tone(0.9, of(parity, 0.6))).toBe('learning');
  });

  test('not the best of all that a random walk allows, though another forecast is worse', () => {
    const walk = [
      { label: 'same as the last value', loss: 1 },
      { label: 'going on as the window went', loss: 1.18 },
    ];
    expect(tone(0.9, of(walk, 1.01))).toBe('near');
    expect(say(0.9, of(walk, 1.01))).toContain(
      'The loss (1.01) is below “going on as the window went” (1.18) and just above “same as the last value” (1).',
    );
    expect(tone(0.9, of(walk, 1.2))).toBe('above');
  });

  test('not the luck of the first few iterations', () => {
    expect(tone(0.9, of([ADDING], 0.01, 1))).toBe('neutral');
    expect(tone(0.9, of([ADDING], 0.12, RECENT - 1))).toBe('neutral');
    expect(tone(0.9, of([ADDING], 0.12, RECENT))).toBe('learning');
  });

  test('and where there is none, nothing is judged', () => {
    expect(tone(0.9, of([], 0.12))).toBe('neutral');
  });
});

test('knowing one of two clues is not learned, nor are sums of which one in five is right within 0.04', () => {
  expect(tone(1, { loss: 0.035 })).toBe('learning');
  expect(tone(1, { loss: 1 / 12 - 0.001 })).toBe('learning');
  expect(tone(1, { baselines: [{ label: 'four equal guesses', loss: Math.log(4) }], loss: Math.log(2) - 0.01 })).toBe('learning');
});

test('a loss of 1.21 against ln 4 is below it', () => {
  const baselines = [{ label: 'four equal guesses', loss: Math.log(4) }];
  expect(say(0.95, { baselines, loss: 1.21 })).toContain('the loss (1.21) is below “four equal guesses” (1.39)');
});

test('a fade that does not lead to its horizon is called an average', () => {
  const norms = Float64Array.from({ length: 40 }, (_, t) => {
    const lag = SCORED - t;
    return lag < 8 ? 0.52 ** lag : 0.52 ** 8 * 0.94 ** (lag - 8);
  });
  expect(say(0.5, { norms })).toMatch(
    /^The gradient shrinks \*\*×0\.8\d\*\* a step on average, fast at first, and reaches \*\*back 7 steps\*\*\./,
  );
});

test('a clue after the scored step is no clue for it', () => {
  expect(say(0.5, { clues: [SCORED + 1] })).not.toContain('clue');
});

test('a cell that reads no earlier step cannot be taught about one', () => {
  const given = { recurrent: false, norms: Float64Array.from({ length: 40 }, (_, t) => (t === SCORED ? 0.4 : 0)) };
  expect(verdictOf(measured(0.5, given))).toEqual({
    tone: 'vanished',
    text: 'This cell reads **no earlier step**: the gradient ends in the step where it starts, and what came before cannot change the answer. The first clue is 36 back and never reaches it.',
  });
  expect(say(0.5, { ...given, clues: [] })).not.toContain('clue');
  expect(say(0.5, { ...given, clues: [], loss: 0.05 })).toContain('Yet the loss (0.05) is below “always answering 1” (0.167).');
});

describe('a gradient that grows on its way back', () => {
  test('explodes from a hundred times its size', () => {
    expect(verdictOf(measured(1.3))).toEqual({
      tone: 'exploding',
      text: 'The gradient grows **×1.30** each step back: **39 steps back** it is 10⁴ times its size at the scored step. Try clipping or a smaller spectral radius.',
    });
    expect(tone(1.1)).not.toBe('exploding');
  });

  test('may swell and fade again', () => {
    const norms = Float64Array.from({ length: 40 }, (_, t) => (t === 30 ? 150 : 0.5 ** (SCORED - t)));
    expect(say(0.5, { norms })).toMatch(/^The gradient swells on its way back: \*\*9 steps back\*\* it is 200 times its size/);
  });

  test('and has learned all the same', () => {
    expect(say(1.3, { loss: 0.001 })).toContain('Yet the loss (0.001) is below');
  });

  test('may leave the finite', () => {
    const norms = Float64Array.from({ length: 40 }, (_, t) => (t < 10 ? Number.POSITIVE_INFINITY : 10 ** (SCORED - t)));
    expect(verdictOf(measured(10, { norms }))).toEqual({
      tone: 'exploding',
      text: 'The gradient grows **×10** each step back and is **no longer finite 30 steps back**. Try a smaller spectral radius or a shorter length; clipping needs a finite gradient.',
    });
  });
});

describe('a gradient that cannot be read', () => {
  test('is not a number already at the scored step', () => {
    expect(verdictOf(measured(0.5, { norms: new Float64Array(40).fill(Number.NaN) }))).toEqual({
      tone: 'broken',
      text: 'The gradient at the scored step is **no longer a finite number**, so no update can be computed from it. Try a smaller learning rate, a lower clipping bound, or a smaller spectral radius.',
    });
    expect(say(0.5, { loss: Number.NaN })).toMatch(/^The loss is \*\*no longer a finite number/);
    expect(say(0.5, { loss: Number.POSITIVE_INFINITY })).toMatch(/^The loss is/);
  });

  test('lies below the floor from the scored step on', () => {
    const norms = new Float64Array(40).fill(1e-39);
    expect(verdictOf(measured(1, { norms }))).toEqual({
      tone: 'vanished',
      text: 'Already at the scored step the gradient is **below what this backend can represent**: nothing can be read from the steps before it. The loss of this sequence is 0.1.',
    });
    expect(say(1, { norms: new Float64Array(40) })).toContain('**zero, or below what this backend can represent**');
  });

  test('is zero where the answer is exact', () => {
    expect(verdictOf(measured(1, { norms: new Float64Array(40), sequenceLoss: 0 }))).toEqual({
      tone: 'learned',
      text: 'This sequence is answered **exactly**: its loss is 0, so no gradient sets out from the scored step.',
    });
  });

  test('has no fade where one step alone is above the floor', () => {
    const norms = Float64Array.from({ length: 40 }, (_, t) => (t === SCORED ? 0.4 : 0));
    expect(say(0.5, { norms })).toMatch(/^The gradient reaches \*\*not one step back\*\*/);
  });
});

describe('whatever was measured', () => {
  const choices = {
    a: [0, 1e-9, 0.05, 0.5, 0.75, 0.9, 0.999, 1, 1.05, 1.3, 1e12],
    iteration: [0, 1, 900],
    loss: [0, 1e-9, 0.0005, 0.1, 0.1667, 0.43, 3, 1e12, Number.NaN],
    heldOut: [null, { loss: 0.2, baselines: [ADDING], whole: 0.14 }, { loss: 0.123, baselines: [ADDING] }],
    clues: [[], [39], [3], [3, 25], [1, 39]],
    layers: [1, 3],
    baselines: [[], [ADDING], CO2],
    gated: [false, true],
    recurrent: [false, true],
  };

  let asked = 0;
  /** Each in its turn. */
  const heldOut = (): NonNullable<Findings['heldOut']> | null => choices.heldOut[asked++ % choices.heldOut.length] ?? null;

  function* all(): Generator<Findings> {
    yield* bent();
    for (const a of choices.a) {
      for (const iteration of choices.iteration) {
        for (const loss of choices.loss) {
          for (const clues of choices.clues) {
            for (const layers of choices.layers) {
              for (const baselines of choices.baselines) {
                for (const gated of choices.gated) {
                  for (const recurrent of choices.recurrent)
                    yield measured(a, { iteration, loss, clues, layers, baselines, gated, recurrent, heldOut: heldOut() });
                }
              }
            }
          }
        }
      }
    }
  }

  /** Fast for some steps and then slower, or the other way round. */
  function* bent(): Generator<Findings> {
    for (const first of [0.3, 0.6, 0.95, 1.2]) {
      for (const then of [0.5, 0.85, 1, 1.1]) {
        const norms = Float64Array.from({ length: 40 }, (_, t) => first ** Math.min(8, SCORED - t) * then ** Math.max(0, SCORED - t - 8));
        for (const loss of [0.5, 0.166, 0.9, 0.01]) {
          for (const baselines of choices.baselines) {
            for (const clues of choices.clues) {
              for (const layers of choices.layers) yield measured(1, { norms, loss, baselines, clues, layers, heldOut: heldOut() });
            }
          }
        }
      }
    }
  }

  test('the verdict has at most 45 words, no number a person cannot read, and its strong words are closed', () => {
    const texts = new Set([...all()].map((findings) => verdictOf(findings).text));
    expect(texts.size).toBeGreaterThan(200);
    for (const text of texts) {
      expect(text.split(/\s+/).length, text).toBeLessThanOrEqual(45);
      expect(text).not.toMatch(/NaN|Infinity|undefined|null|e[-+]\d|\d\.\d{6}/);
      expect(text.split('**').length % 2, text).toBe(1);
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(text).not.toMatch(/\b1 steps|[^1]\d? 1 steps|!/);
    }
    expect([...texts].flatMap(contradictions)).toEqual([]);
  });
});
