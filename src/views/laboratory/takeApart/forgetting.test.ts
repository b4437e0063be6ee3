import { describe, expect, test } from 'vitest';
import type { Flip, Forgetting } from '../../../core/laboratory/forgetting.ts';
import { drawingOf } from '../../lanes/scene.test.helper.ts';
import { forgetting } from './forgetting.ts';
import { painted, sceneOf } from './scene.test.helper.ts';

const STEPS = 10;
/** `factor` to the power of the steps from `step`. */
const powers = (factor: number, step: number): Float64Array =>
  Float64Array.from({ length: STEPS }, (_, t) => (t < step ? 0 : factor ** (t - step)));

const flipOf = (change: Partial<Flip> = {}): Flip => ({
  step: 2,
  clue: 0,
  from: 3,
  caption: '',
  x: Float32Array.of(0.9),
  moves: powers(1, 2),
  ...change,
});

const takenOf = (change: Partial<Forgetting> = {}): Forgetting => ({
  iteration: 5,
  layer: 0,
  steps: STEPS,
  scored: 9,
  blame: powers(2, 0),
  rounding: new Float64Array(STEPS).fill(1e-7),
  flips: [flipOf()],
  isBoosted: false,
  ...change,
});

const said = (taken: Partial<Forgetting>, ...more: Parameters<typeof sceneOf<'forgetting'>> extends [unknown, ...infer R] ? R : never) =>
  forgetting.describe(sceneOf<'forgetting'>(takenOf(taken), ...more));

test('each clue can be chosen, or the step under the cursor; without clues the cursor says', () => {
  const { setting } = sceneOf<'forgetting'>(takenOf());
  expect(forgetting.choices?.of(setting, [2, 7])).toEqual([
    { name: '1', title: 'the clue at step 3' },
    { name: '2', title: 'the clue at step 8' },
    { name: 'cursor', title: 'the step under the cursor' },
  ]);
  expect(forgetting.choices?.of(setting, [])).toEqual([]);
});

describe('two words', () => {
  const fading = powers(10, 0);
  test('remembered, not blamed: the gradient has vanished', () => {
    expect(said({ blame: fading })).toBe(
      'Step 3: 0.30 becomes 0.90. At the answer the states are 100 % as far apart; 10⁻⁷ of the blame gets back. Remembered, not blamed: the state still carries it, but the gradient has vanished.',
    );
  });

  test('of boosted blame none of them, since it is no gradient', () => {
    expect(said({ isBoosted: true })).toMatch(/of the blame gets back\. Small blame is boosted on its way: this is no gradient\.$/);
  });

  test('remembered and blamed', () => {
    expect(said({ blame: new Float64Array(STEPS).fill(1) })).toContain('Remembered and blamed: the state carries it');
  });

  test('forgotten, not blamed', () => {
    expect(said({ blame: fading, flips: [flipOf({ moves: powers(0.1, 2) })] })).toContain(
      'are 10⁻⁷ as far apart; 10⁻⁷ of the blame gets back. Forgotten, not blamed: the state has lost it, and no blame reaches it either.',
    );
  });

  test('forgotten, yet blamed', () => {
    expect(said({ blame: new Float64Array(STEPS).fill(1), flips: [flipOf({ moves: powers(0.1, 2) })] })).toContain(
      '100 % of the blame gets back. Forgotten, yet blamed',
    );
  });

  test('blamed out of all proportion where the gradient explodes', () => {
    expect(said({ blame: powers(0.1, 0) })).toContain('1.0·10⁷ times the blame gets back. Remembered, and blamed out of all proportion');
  });

  test('memory that grows is told in times, what rounding may have made is none, and neither is blame below the floor', () => {
    expect(said({ flips: [flipOf({ moves: powers(2, 2) })] })).toContain('the states are 130 times as far apart');
    expect(said({ flips: [flipOf({ moves: powers(0.01, 2) })] })).toContain('no farther apart than rounding makes; ');
    expect(said({ blame: powers(1, 5) })).toContain('less blame than this backend holds gets back');
  });
});

describe('which step is flipped', () => {
  const flips = [flipOf(), flipOf({ step: 5, clue: 1 }), flipOf({ step: 7, clue: null })];
  const clues = { clues: [2, 5] };
  test('the first clue, the one that was chosen, or the one under the cursor', () => {
    expect(said({ flips }, {}, clues)).toMatch(/^Step 3: /);
    expect(said({ flips }, { chosen: '2' }, clues)).toMatch(/^Step 6: /);
    expect(said({ flips }, { chosen: '9' }, clues)).toMatch(/^Step 3: /);
    expect(said({ flips }, { chosen: 'cursor', cursor: 7 }, clues)).toMatch(/^Step 8: /);
  });

  test('without clues the one under the cursor, and the first where that is at the answer', () => {
    const none = [flipOf({ step: 0 }), flipOf({ step: 7 })];
    expect(said({ flips: none }, { cursor: 7 }, { clues: [] })).toMatch(/^Step 8: /);
    expect(said({ flips: none }, { cursor: 9 }, { clues: [] })).toMatch(/^Step 1: /);
  });

  test('the answer’s own step, one after it, and a flip that moves nothing have nothing to be remembered', () => {
    const at = (step: number, moves = powers(1, step)) =>
      said({ scored: 6, flips: [flipOf({ step, moves })] }, { chosen: 'cursor', cursor: step });
    expect(at(6)).toContain('put the cursor on an earlier step');
    expect(at(8)).toContain('after the last answer');
    expect(at(2, new Float64Array(STEPS))).toContain('the state does not move');
  });
});

describe('the flip is told', () => {
  const symbols = { drawing: drawingOf({ input: 'symbols', symbols: ['A', 'B', 'c'] }) };
  test('as letters', () => {
    const x = Float32Array.from({ length: 30 }, (_, k) => (k % 3 === 0 ? 1 : 0));
    expect(said({ flips: [flipOf({ x: Float32Array.of(0, 1, 0) })] }, {}, { inputs: 3, x }, symbols)).toMatch(/^Step 3: “A” becomes “B”\./);
    expect(said({ flips: [flipOf({ x: Float32Array.of(0, 1, 0) })] }, {}, { inputs: 3, x: x.map(() => 0) }, symbols)).toMatch(
      /^Step 3: nothing becomes “B”\./,
    );
  });

  test('as numbers in the unit of the screen', () => {
    const drawing = drawingOf({ input: 'line', scale: 10, unit: 'ppm', digits: 1 });
    expect(said({}, {}, {}, { drawing })).toMatch(/^Step 3: 3\.0 ppm becomes 9\.0 ppm\./);
  });

  test('as a frame of another word', () => {
    const drawing = drawingOf({ input: 'frames' });
    expect(said({ flips: [flipOf({ caption: '“no” by Ann' })] }, {}, {}, { drawing })).toMatch(
      /^Step 3: the frame becomes that of “no” by Ann\./,
    );
  });
});

test('both curves are drawn as shares on one scale: memory from the flip on, blame up to the answer, the one of 1 % between', () => {
  const scene = sceneOf<'forgetting'>(takenOf({ scored: 7, blame: powers(0.5, 0).map((value, t) => (t > 7 ? 0 : value)) }));
  const { named, texts } = painted(forgetting, scene);
  expect(texts).toEqual(['memory of it', 'blame', '1 %']);
  const dots = named('arc').map(({ arguments: [x, y] }) => [x, y] as [number, number]);
  expect(dots.map(([x]) => x)).toEqual([100, 140, 180, 220, 260, 300, 340, 380]);
  expect(new Set(dots.map(([, y]) => y)).size).toBe(1);
  expect(forgetting.read(scene, { x: 0.05, y: 0 })).toBe('step 1: memory not yet, blame 128 times');
  expect(forgetting.read(scene, { x: 0.85, y: 0 })).toBe('step 9: memory 100 %, blame none');
  expect(forgetting.marks(scene).map(({ text }) => text)).toContain('1');
});
