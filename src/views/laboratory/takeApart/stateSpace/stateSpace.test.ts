import { expect, test } from 'vitest';
import type { Attractor, StateSpace } from '../../../../core/laboratory/stateSpace.ts';
import { painted, sceneOf } from '../scene.test.helper.ts';
import { reached } from './classes.ts';
import { stateSpace } from './figure.ts';

const STEPS = 10;
const SETTLED = { cycling: 0, period: 0, escaped: 0, underWay: 0, steps: 500 };
const attractor = (change: Partial<Attractor> = {}): Attractor => ({ at: [0.5, 0.25], starts: 6, radius: 0.83, whole: true, ...change });

/** Goes from the left to the right, a tenth at each step, with one other sequence below it. */
const takenOf = (change: Partial<StateSpace> = {}): StateSpace => ({
  iteration: 5,
  layer: 0,
  steps: STEPS,
  step: 6,
  width: 4,
  measured: 20,
  states: 20,
  shares: [0.61, 0.22],
  finite: true,
  components: [
    [0.4, 0],
    [0, 0.2],
  ],
  axes: [
    [1, 0, 0, 0],
    [0, 1, 0, 0],
  ],
  mean: [0, 0, 0, 0],
  centre: [0, 0],
  extent: 1,
  path: Float32Array.from({ length: 2 * STEPS }, (_, k) => (k % 2 === 0 ? -0.5 + k / 20 : 0)),
  others: Float32Array.from({ length: 2 * STEPS }, (_, k) => (k % 2 === 0 ? -0.5 + k / 20 : -0.5)),
  otherSequences: 1,
  classes: new Int16Array(),
  attractors: [attractor()],
  starts: 6,
  outcome: SETTLED,
  ...change,
});

const told = (change: Partial<StateSpace>): string => stateSpace.describe(sceneOf<'state-space'>(takenOf(change)));

test('says what the plane holds of the variance, and where the states come to rest', () => {
  expect(told({})).toBe(
    'The plane holds 83 % of the variance of 20 states: 61 % along component 1, 22 % along 2. With the input of step 7 held, 6 of 6 states settle on 1 fixed point, spectral radius 0.83 (below 1: stable).',
  );
  expect(told({ measured: 4096, states: 12800 })).toContain('of the variance of 4,096 of 12,800 states:');
});

test('says what becomes of states that do not settle', () => {
  const none = { attractors: [], outcome: { ...SETTLED, cycling: 4, period: 2, underWay: 1, escaped: 1 } };
  expect(told(none)).toContain(
    '0 of 6 states settle; 4 go round a cycle of 2 steps, 1 grows without bound, 1 is still under way after 500 steps.',
  );
  const some = {
    attractors: [attractor({ starts: 4 }), attractor({ starts: 1, radius: 1.2, whole: false })],
    outcome: { ...SETTLED, underWay: 1 },
  };
  expect(told(some)).toContain(
    '5 of 6 states settle on 2 fixed points, spectral radius 0.83, about 1.20 (stable where it is below 1); 1 is still under way after 500 steps.',
  );
});

test('says why there is no plane, and draws none', () => {
  const broken = takenOf({ finite: false });
  expect(stateSpace.describe(sceneOf<'state-space'>(broken))).toContain('not finite');
  expect(painted(stateSpace, sceneOf<'state-space'>(broken)).calls).toEqual([]);
  expect(told({ shares: [Number.NaN, Number.NaN] })).toContain('differ in no direction');
});

test('draws the first step as a ring, the last as a square, the cursor’s with its number, and the fixed point with its radius', () => {
  const { texts, named } = painted(stateSpace, sceneOf<'state-space'>(takenOf(), { cursor: 4 }));
  for (const text of ['step 1', 'step 10', 'step 5, cursor', 'ρ 0.83', '1: 61 %', '2: 22 %']) expect(texts).toContain(text);
  // 400 × 320 pixels, 10 of them a margin: 150 pixels a unit about the middle.
  const ring = named('arc').find(({ arguments: [, , radius] }) => radius === 4.5);
  expect(ring?.arguments.slice(0, 2)).toEqual([200 - 75, 160]);
  const [x, y] = (named('rect')[0]?.arguments ?? []) as number[];
  expect(x).toBeCloseTo(200 + 150 * 0.4 - 4, 3);
  expect(y).toBeCloseTo(156, 3);
});

test('is coloured by class with the classes’ names where the task has some', () => {
  const classes = Int16Array.from({ length: STEPS }, (_, t) => (t === STEPS - 1 ? 1 : -1));
  const drawing = { input: 'bars', channel: 0, outputs: ['even', 'odd'], scale: 1, offset: 0, unit: '', digits: 0 } as const;
  const of = (chosen: string | null) =>
    painted(stateSpace, sceneOf<'state-space'>(takenOf({ classes }), { chosen }, {}, { drawing, loss: 'crossEntropy' })).texts;
  expect(of('class')).toContain('odd');
  expect(of(null)).not.toContain('odd');
  expect(stateSpace.choices?.of({ ...sceneOf<'state-space'>(takenOf()).setting, drawing, loss: 'crossEntropy' }, [])).toHaveLength(2);
  expect(stateSpace.choices?.of(sceneOf<'state-space'>(takenOf()).setting, [])).toEqual([]);
});

test('a step has the class of the next answer, and none after the last', () => {
  expect(Array.from(reached(Int16Array.of(-1, -1, 2, -1, 0, -1)))).toEqual([2, 2, 2, 0, 0, -1]);
});

test('tells the step or the fixed point that is pointed at', () => {
  const scene = sceneOf<'state-space'>(takenOf());
  const at = (x: number, y: number): string => stateSpace.read(scene, { x: (200 + 150 * x) / 400, y: (160 - 150 * y) / 320 }, 400 / 320);
  expect(at(-0.5, 0)).toBe('step 1: −0.50, 0.00');
  expect(at(0.2, 0.02)).toBe('step 8: +0.20, 0.00');
  expect(at(0.5, 0.25)).toBe('fixed point of 6 starts, radius 0.830');
  expect(at(-0.9, 0.9)).toBe('2.0 from top to bottom');
});
