import { expect, test } from 'vitest';
import { cellOf } from '../../../core/cell/builtin.ts';
import type { ByLag, LagPart } from '../../../core/laboratory/byLag.ts';
import type { Setting } from '../../lanes/lane.ts';
import { byLag } from './byLag.ts';
import { painted, sceneOf } from './scene.test.helper.ts';

const STEPS = 10;
const halves = Float64Array.from({ length: STEPS }, (_, t) => (t === 0 ? 0 : 0.5 ** (STEPS - t)));

function partOf(change: Partial<LagPart> = {}): LagPart {
  const whole = halves.reduce((sum, value) => sum + value, 0);
  return { matrix: 'U', norm: 0.42, norms: halves, shares: halves.map((value) => value / whole), beyond: 0.0031, far: 0.004, ...change };
}

const takenOf = (change: Partial<ByLag> = {}): ByLag => ({
  iteration: 5,
  layer: 0,
  steps: STEPS,
  scored: 9,
  horizon: 6,
  rows: 4,
  units: 4,
  isBoosted: false,
  parts: [partOf()],
  ...change,
});

test('says the gradient, the share from beyond the horizon and what it means, and the share of the step at the cursor', () => {
  const scene = sceneOf<'by-lag'>(takenOf(), { cursor: 8 });
  expect(byLag.describe(scene)).toBe(
    '‖∂L/∂U‖ is 0.42. The 2 steps beyond the horizon of 6 add a part 0.4 % as large: next to nothing comes from longer lags. Step 9, 1 back: 25 %.',
  );
});

test('where several steps are scored it says that the last answer’s loss is meant', () => {
  const scene = sceneOf<'by-lag'>(takenOf(), {}, { mask: new Uint8Array(STEPS).fill(1) });
  expect(byLag.describe(scene)).toMatch(/^‖∂L\/∂U‖ by the last answer is 0\.42\./);
});

test('from 1 % on it says how much goes with the whole, against it, or across it', () => {
  const described = (beyond: number, far: number) => byLag.describe(sceneOf<'by-lag'>(takenOf({ parts: [partOf({ beyond, far })] })));
  expect(described(0.25, 0.31)).toContain('add a part 31 % as large: its share is 25 %.');
  expect(described(-0.25, 0.31)).toContain('add a part 31 % as large: its share is −25 %.');
  expect(described(-0.001, 0.67)).toContain('add a part 67 % as large, but across the whole: its share is −0.1 %.');
  expect(described(-3, 4)).toContain('add a part 4 times as large: its share is −300 %.');
  expect(described(-0.001, 0.002)).toContain('add a part 0.2 % as large: next to nothing');
});

test('says that boosted blame is no gradient', () => {
  const described = (isBoosted: boolean) => byLag.describe(sceneOf<'by-lag'>(takenOf({ isBoosted })));
  expect(described(true)).toBe(`${described(false)} Small blame is boosted on its way: this is no gradient.`);
});

test('says where not all weights were measured', () => {
  const described = (rows: number) => byLag.describe(sceneOf<'by-lag'>(takenOf({ rows, units: 256 })));
  expect(described(43)).toMatch(/^‖∂L\/∂U‖ into 43 of 256 units is 0\.42\./);
  expect(described(256)).toMatch(/^‖∂L\/∂U‖ is 0\.42\./);
});

test('the first step, which reads no state, does not count as beyond', () => {
  expect(byLag.describe(sceneOf<'by-lag'>(takenOf({ horizon: 7 })))).toContain('The 1 step beyond the horizon of 7 adds a part');
  for (const horizon of [8, 9]) {
    const scene = sceneOf<'by-lag'>(takenOf({ horizon }));
    expect(byLag.describe(scene)).toContain('The horizon reaches back to the start: nothing lies beyond it.');
    expect(painted(byLag, scene).texts.some((text) => text.startsWith('beyond'))).toBe(false);
  }
});

test('a cell without a recurrent matrix, without blame or with too much of it says so', () => {
  const described = (parts: readonly LagPart[]) => byLag.describe(sceneOf<'by-lag'>(takenOf({ parts })));
  expect(described([])).toContain('no recurrent matrix');
  const none = new Float64Array(STEPS);
  expect(described([partOf({ norm: 0, norms: none, shares: none.map(() => Number.NaN) })])).toContain('nothing is learned');
  expect(described([partOf({ norm: Number.NaN })])).toContain('is not a number');
  expect(painted(byLag, sceneOf<'by-lag'>(takenOf({ parts: [] }))).calls).toEqual([]);
});

test('a cell of several matrices lets one choose between them, one of a single one does not', () => {
  const named = (cell: string) => byLag.choices?.of({ cell: cellOf(cell) } as Setting, []).map(({ name }) => name);
  expect(named('gru')).toEqual(['', 'Uz', 'Ur', 'Un']);
  expect(named('rnn')).toEqual([]);
  expect(named('feedforward')).toEqual([]);
});

test('of several matrices all together are shown, or the one that was chosen', () => {
  const parts = [partOf({ matrix: null, norm: 3 }), partOf({ matrix: 'Ui', norm: 1 }), partOf({ matrix: 'Uf', norm: 2 })];
  const described = (chosen: string | null) => byLag.describe(sceneOf<'by-lag'>(takenOf({ parts }), { chosen }));
  expect(described(null)).toContain('‖∂L/∂U‖ of all together is 3.0.');
  expect(described('Uf')).toContain('‖∂L/∂Uf‖ is 2.0.');
  expect(described('gone')).toContain('of all together');
});

test('names the horizon and what comes from beyond it in the picture', () => {
  expect(painted(byLag, sceneOf<'by-lag'>(takenOf())).texts).toEqual(['horizon: 6 steps back', 'beyond: 0.4 %']);
});

test('draws a bar for every share, up where it is positive and down where it is negative', () => {
  const shares = halves.map((_, t) => (t === 3 ? -0.75 : t === 9 ? 1.5 : 0));
  const bars = painted(byLag, sceneOf<'by-lag'>(takenOf({ parts: [partOf({ shares })] })))
    .named('fillRect')
    .slice(2)
    .map(({ arguments: [x, y, , height], fill }) => ({ x, y, height, fill }) as Record<'x' | 'y' | 'height', number> & { fill: string });
  const [down, up] = [bars[3], bars[9]];
  expect(down?.fill).toBe('rgb(217 122 31 / 1)');
  expect(up?.fill).toBe('rgb(83 31 128 / 1)');
  expect(down?.y).toBeCloseTo((up?.y ?? 0) + (up?.height ?? 0), 9);
  expect((up?.height ?? 0) / (down?.height ?? 1)).toBeCloseTo(2, 9);
  expect(byLag.marks(sceneOf<'by-lag'>(takenOf({ parts: [partOf({ shares })] }))).map(({ text }) => text)).toEqual(
    expect.arrayContaining(['200%', '0', '−100%']),
  );
});

test('a mark below 0 gives way where there is no room between them', () => {
  const shares = halves.map((_, t) => (t === 3 ? -0.02 : t === 9 ? 1.02 : 0));
  const marks = byLag.marks(sceneOf<'by-lag'>(takenOf({ parts: [partOf({ shares })] }))).map(({ text }) => text);
  expect(marks).toEqual(expect.arrayContaining(['200%', '0']));
  expect(marks.filter((text) => text.startsWith('−'))).toEqual([]);
});

test('reads norm and share of the step that is pointed at', () => {
  expect(byLag.read(sceneOf<'by-lag'>(takenOf()), { x: 0.85, y: 0 })).toBe('step 9, 1 back: 0.25, share 25 %');
  expect(byLag.read(sceneOf<'by-lag'>(takenOf()), { x: 0, y: 0 })).toBe('step 1, 9 back: nothing');
  expect(byLag.read(sceneOf<'by-lag'>(takenOf()), { x: 1, y: 0 })).toBe('step 10, the answer’s own: 0.50, share 50 %');
});
