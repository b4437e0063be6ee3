import { beforeEach, describe, expect, test } from 'vitest';
import { taskOf } from '../../core/tasks/index.ts';
import type { Trace } from '../../core/trace.ts';
import { pretendCanvases } from '../paint/recorder.test.helper.ts';
import { answer } from './answer.ts';
import { blame, referenceOf } from './blame.ts';
import { fromTop } from './domain.ts';
import { gate } from './gate.ts';
import { input } from './input.ts';
import { lanesOf, shownLanes } from './lanes.ts';
import { memory } from './memory.ts';
import { norm } from './norm.ts';
import { gridExponents } from './normPlot.ts';
import { cellOfSource, drawingOf, painted, RNN, sceneOf, settingOf, traceOf } from './scene.test.helper.ts';
import { fits } from './scene.ts';

const GATED = cellOfSource("f = sigmoid(Wf x + Uf h + bf)\nc' = f * c + W x\nh' = tanh(c')");
const all = (norms: Float64Array): Trace['norms'] => ({ all: norms, h: norms, x: norms });
let images: ReturnType<typeof pretendCanvases> = [];
beforeEach(() => {
  images = pretendCanvases();
});

describe('the table', () => {
  test('a plain cell has no lanes on demand', () => {
    expect(lanesOf(RNN).map(({ key }) => key)).toEqual(['input', 'memory', 'blame', 'norm', 'answer']);
  });

  test('a cell has a lane for each of its gates, below memory', () => {
    expect(lanesOf(GATED).map(({ key }) => key)).toEqual(['input', 'memory', 'gate:f', 'blame', 'norm', 'answer']);
  });

  test('a gate is shown only while it is open', () => {
    expect(shownLanes(GATED, []).some(({ key }) => key === 'gate:f')).toBe(false);
    expect(shownLanes(GATED, ['gate:f']).some(({ key }) => key === 'gate:f')).toBe(true);
  });

  test('where the task draws its answers as forecasts, that picture stands for the lane of answers', () => {
    const keys = (task: string) => shownLanes(RNN, [], taskOf(task)).map(({ key }) => key);
    expect(keys('co2')).toEqual(['input', 'memory', 'blame', 'norm']);
    expect(keys('adding')).toEqual(['input', 'memory', 'blame', 'norm', 'answer']);
  });

  test('a trace of another cell or task does not fit', () => {
    expect(fits(traceOf(), settingOf())).toBe(true);
    expect(fits(traceOf(), settingOf({ cell: GATED }))).toBe(false);
    expect(fits(traceOf(), settingOf({ drawing: drawingOf({ outputs: ['a', 'b'] }) }))).toBe(false);
  });
});

describe('input', () => {
  test('every step is a bar as high as its value, and the clue is red with its number', () => {
    const { named, texts } = painted(input, sceneOf());
    const heights = named('fillRect').map(({ arguments: [, , , height] }) => height as number);
    expect(heights).toHaveLength(10);
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    expect(named('fillRect').filter(({ fill }) => fill === 'rgb(200 16 46 / 1)')).toHaveLength(1);
    expect(texts).toEqual(['0.30']);
  });

  test('letters are written where they fit, the clue’s always', () => {
    const x = new Float32Array(400 * 2).map((_, k) => (k % 2 === 0 ? 1 : 0));
    const letters = { drawing: drawingOf({ input: 'symbols', symbols: ['A', 'b'] }) };
    expect(painted(input, sceneOf({ inputs: 2, x: x.slice(0, 20) }, letters)).texts).toEqual(new Array(10).fill('A'));
    expect(painted(input, sceneOf({ steps: 400, inputs: 2, x }, letters)).texts).toEqual(['A']);
  });

  test('a value is read in the unit of the screen', () => {
    const drawing = drawingOf({ input: 'line', scale: 10, unit: 'ppm', digits: 1 });
    expect(input.read(sceneOf({}, { drawing }), { step: 4, unit: 0 })).toBe('5.0 ppm');
    expect(input.read(sceneOf(), { step: 2, unit: 0 })).toBe('0.30, a clue');
  });
});

describe('memory', () => {
  test('a cell is orange or blue by its sign', () => {
    painted(memory, sceneOf());
    const [red, green, blue] = images[0]?.data ?? [];
    expect(images[0]).toMatchObject({ width: 10, height: 2 });
    expect(blue).toBeGreaterThan(red as number);
    expect(images[0]?.data[4]).toBeGreaterThan(images[0]?.data[6] as number);
    expect(green).toBeDefined();
  });

  test('the layer on show is drawn and read', () => {
    const h = new Float32Array(2 * 10 * 2).map((_, k) => (k < 20 ? 0.1 : 0.9));
    expect(memory.read(sceneOf({ layers: 2, states: { h } }, { layer: 1 }), { step: 3, unit: 1 })).toBe('+0.90');
    expect(memory.read(sceneOf({ layers: 2, states: { h } }), { step: 3, unit: 1 })).toBe('+0.10');
  });

  test('values beyond one widen the scale', () => {
    expect(memory.domain(sceneOf({ states: { h: new Float32Array(20).fill(-3) } }))).toEqual({ low: -5, high: 5 });
  });
});

describe('gate', () => {
  test('a gate that the trace does not have yet draws nothing', () => {
    expect(painted(gate, sceneOf({}, { cell: GATED }, 'f')).calls).toEqual([]);
  });

  test('its equation is its formula', () => {
    expect(gate.formula(settingOf({ cell: GATED }), 'f')).toBe('f = sigmoid(Wf x + Uf h + bf)');
  });
});

describe('blame', () => {
  const alpha = (k: number): number | undefined => images[0]?.data[4 * k + 3];
  const light = (k: number): number => [0, 1, 2].reduce((sum, channel) => sum + (images[0]?.data[4 * k + channel] ?? 0), 0);

  test('what halves with every step back gets paler with every step back', () => {
    painted(blame, sceneOf());
    const lights = Array.from({ length: 9 }, (_, t) => light(t));
    expect(lights).toEqual([...lights].sort((a, b) => b - a));
  });

  test('its reference is the norm at the last scored step over √units', () => {
    expect(referenceOf(sceneOf())).toBeCloseTo(Math.SQRT1_2);
  });

  test('nothing at the scored step: the strongest step is the reference', () => {
    expect(referenceOf(sceneOf({ units: 1, norms: all(new Float64Array([0, 4, 2, 0, 0, 0, 0, 0, 0, 0])) }))).toBe(4);
    const several = Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 0, 1, 1);
    expect(referenceOf(sceneOf({ units: 1, mask: several, norms: all(new Float64Array([9, 4, 2, 0, 0, 0, 3, 0, 5, 1e-4])) }))).toBe(5);
  });

  test('what is below the floor is dotted, what is not a number hatched, and both are said', () => {
    const h = new Float32Array(20).fill(0.5);
    h.set([0, Number.NaN]);
    const scene = sceneOf({ stateGradients: { h }, floor: 1e-30 });
    const { named } = painted(blame, scene);
    expect([alpha(0), alpha(10), alpha(1)]).toEqual([0, 0, 255]);
    expect(named('rect')).toHaveLength(1);
    expect(blame.read(scene, { step: 0, unit: 0 })).toBe('below the floor, 1.0·10⁻³⁰');
    expect(blame.read(scene, { step: 0, unit: 1 })).toBe('not a number');
    expect(blame.read(scene, { step: 1, unit: 1 })).toBe('0.50 (log₁₀ −0.3)');
  });
});

describe('gradient norm', () => {
  test('the horizon is shaded from its farthest step to the scored one, and its label is whole', () => {
    const { named, texts } = painted(norm, sceneOf());
    const [left, , width] = named('fillRect')[0]?.arguments ?? [];
    expect([left, width]).toEqual([120, 280]);
    expect(texts).toContain('horizon: 6 steps back');
    for (const {
      arguments: [text, x],
    } of named('fillText')) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect((x as number) + 6 * String(text).length).toBeLessThanOrEqual(400);
    }
  });

  test('a horizon over the whole sequence has its label inside', () => {
    const { named } = painted(norm, sceneOf({ horizons: [9] }));
    const [, x] = named('fillText').find(({ arguments: [text] }) => String(text).startsWith('horizon'))?.arguments ?? [];
    expect(x).toBeGreaterThanOrEqual(3);
  });

  test('the line of one per cent and the floor are named', () => {
    const { texts } = painted(norm, sceneOf());
    expect(texts).toContain('1 % of the last step');
    expect(texts.some((text) => text.includes('10⁻³⁸'))).toBe(false);
    const lost = (first: number): readonly string[] =>
      painted(norm, sceneOf({ norms: all(new Float64Array(10).fill(1).fill(first, 0, 1)) })).texts;
    expect(lost(1e-39)).toContain('below 1.0·10⁻³⁸, the smallest number this backend holds');
    expect(lost(0)).toContain('0, or below 1.0·10⁻³⁸');
  });

  test('the label of one per cent and that of the last answer lie on no curve, on no other label and off the cursor', () => {
    const scored = new Uint8Array(10).fill(1);
    const last = Float64Array.from({ length: 10 }, (_, t) => 0.5 ** (9 - t));
    for (const level of [0.5, 0.1, 0.03, 0.013, 0.011, 0.01, 0.009, 0.007, 0.002, 1e-4]) {
      const norms = new Float64Array(10).fill(level);
      const { named, stage } = painted(norm, sceneOf({ mask: scored, norms: all(norms), lastNorms: last }), { cursor: 4 });
      const y = (value: number): number => fromTop(stage.domain, Math.log10(value)) * (100 - 14);
      const written = named('fillText').map(({ arguments: [text, left, middle] }) => ({
        text: String(text),
        left: left as number,
        right: (left as number) + 6 * String(text).length,
        middle: middle as number,
      }));
      const labels = written.filter(({ text }) => text === '1 % of the last step' || text === 'the last answer alone');
      expect(labels.length, `at ${level}`).toBeGreaterThan(0);
      for (const label of labels) {
        expect(Math.abs(label.middle - y(level))).toBeGreaterThan(6);
        for (let t = 0; t < 10; t++) {
          const x = 40 * (t + 0.5);
          if (x > label.left && x < label.right) expect(Math.abs(label.middle - y(last[t] as number))).toBeGreaterThan(6);
        }
        expect(label.right <= 160 || label.left >= 200).toBe(true);
        for (const other of written.filter(({ text }) => text !== label.text))
          expect(other.right < label.left || other.left > label.right || Math.abs(other.middle - label.middle) >= 11).toBe(true);
      }
    }
  });

  test('the curve of the last answer is named where several are scored, and not where it is the only one', () => {
    expect(painted(norm, sceneOf({ mask: new Uint8Array(10).fill(1) })).texts).toContain('the last answer alone');
    expect(painted(norm, sceneOf()).texts).not.toContain('the last answer alone');
  });

  test('the label of one per cent is left out where it is free nowhere', () => {
    const wild = Float64Array.from({ length: 10 }, (_, t) => (t === 9 ? 1 : t % 2 === 0 ? 0.1 : 1e-4));
    const { texts } = painted(norm, sceneOf({ norms: all(wild), lastNorms: wild }));
    expect(texts).not.toContain('1 % of the last step');
  });

  test('the horizon’s label keeps off the cursor, wherever that stands', () => {
    for (let cursor = 0; cursor < 10; cursor++) {
      const { named } = painted(norm, sceneOf(), { cursor });
      const [text, left] = named('fillText').find(({ arguments: [words] }) => String(words).startsWith('horizon'))?.arguments ?? [];
      const right = (left as number) + 6 * String(text).length;
      expect(right <= 40 * cursor || (left as number) >= 40 * (cursor + 1)).toBe(true);
    }
  });

  test('what grows back over a hundredfold stands in a region that is named', () => {
    const norms = Float64Array.from({ length: 10 }, (_, t) => 10 ** (9 - t));
    const { texts } = painted(norm, sceneOf({ norms: all(norms), lastNorms: norms, high: norms, median: norms, low: norms }));
    expect(texts.some((text) => text.startsWith('exploding'))).toBe(true);
  });

  test('where the region of exploding lies above a calm line it is named in full, off the name of the horizon', () => {
    const calm = new Float64Array(10).fill(1);
    const domain = { low: -1, high: 6 };
    const scene = sceneOf({ norms: all(calm), lastNorms: calm, high: calm, median: calm, low: calm });
    for (const width of [200, 400, 800]) {
      const { named } = painted(norm, scene, { width, domain });
      const [horizon, exploding] = ['horizon', 'exploding'].map((start) => {
        const [text, left, y] = named('fillText').find(({ arguments: [words] }) => String(words).startsWith(start))?.arguments ?? [];
        return { text: String(text), left: left as number, right: (left as number) + 6 * String(text).length, y: y as number };
      });
      expect(exploding?.text).toBe(width < 400 ? 'exploding' : 'exploding: over 100 × the last step');
      const apart = Math.abs((horizon?.y ?? 0) - (exploding?.y ?? 0)) >= 12;
      expect(apart || (horizon?.right ?? 0) <= (exploding?.left ?? 0) || (exploding?.right ?? 0) <= (horizon?.left ?? 0)).toBe(true);
    }
  });

  test('norms below the floor are dots in the strip at the bottom, and the line is broken there', () => {
    const norms = new Float64Array([0, 0, 1, 1, 1, 1, 1, 1, 1, 1]);
    const { named } = painted(norm, sceneOf({ norms: all(norms) }));
    const strip = named('arc').filter(({ arguments: [, y] }) => (y as number) > 100 - 14);
    expect(strip).toHaveLength(2);
  });

  test('no dot of the strip stands in the letters of its label', () => {
    const none = new Float64Array(10);
    const { named } = painted(norm, sceneOf({ norms: all(none), lastNorms: none, high: none, median: none, low: none }));
    const dots = named('arc').filter(({ arguments: [, y] }) => (y as number) > 100 - 14);
    const [text, left] = named('fillText').find(({ arguments: [words] }) => String(words).includes('below'))?.arguments ?? [];
    expect(text).toBe('0, or below 1.0·10⁻³⁸');
    expect(dots.length).toBeGreaterThan(5);
    for (const {
      arguments: [x, , radius],
    } of dots)
      expect((x as number) + (radius as number)).toBeLessThan(left as number);
  });

  test('the band ends where the probe lies below the floor', () => {
    const only = Float64Array.from({ length: 10 }, (_, t) => (t >= 8 ? 1 : 0));
    const { named } = painted(norm, sceneOf({ norms: all(only), lastNorms: only, high: only, median: only, low: new Float64Array(10) }));
    const corners = [...named('moveTo'), ...named('lineTo')].filter(({ arguments: [x, y] }) => y === 100 - 14 && x !== 0 && x !== 400);
    expect(corners.length).toBeGreaterThan(0);
    for (const {
      arguments: [x],
    } of corners)
      expect(x).toBeGreaterThanOrEqual(340);
  });

  test('no label is said where there is no blame at all', () => {
    const none = new Float64Array(10);
    const { texts } = painted(norm, sceneOf({ norms: all(none), lastNorms: none, high: none, median: none, low: none }));
    expect(texts.some((text) => text.startsWith('horizon'))).toBe(false);
  });

  test('there are at most seven lines across', () => {
    for (const low of [-4, -9, -15, -45, -300]) expect(gridExponents({ low, high: 1 }).length).toBeLessThanOrEqual(7);
  });
});

describe('answer', () => {
  const classes = { loss: 'crossEntropy', drawing: drawingOf({ outputs: ['A', 'B'] }) } as const;
  const probabilities = {
    outputs: 2,
    y: new Float32Array(10).fill(1),
    answers: new Float32Array(20).map((_, k) => (k % 2 === 0 ? 0.7 : 0.3)),
  };

  test('a number is a ring and a dot at the scored step, and its error is said', () => {
    const scene = sceneOf();
    expect(painted(answer, scene).named('arc')).toHaveLength(2);
    expect(answer.read(scene, { step: 9, unit: 0 })).toBe('0.50; target 0.80, off by −0.30');
    expect(answer.read(scene, { step: 3, unit: 0 })).toBe('0.50; not scored');
  });

  test('classes are a row each, and a frame stands round the right one at the scored step', () => {
    const scene = sceneOf(probabilities, classes);
    const { named } = painted(answer, scene);
    expect(named('strokeRect')).toHaveLength(1);
    expect(named('strokeRect')[0]?.arguments[1]).toBe(51);
    expect(answer.read(scene, { step: 9, unit: 0 })).toBe('A at 70 %; right is B at 30 %');
  });

  test('an answer that is right is said once', () => {
    const scene = sceneOf({ ...probabilities, y: new Float32Array(10) }, classes);
    expect(answer.read(scene, { step: 9, unit: 0 })).toBe('A at 70 %, which is right');
    expect(answer.describe(scene)).toBe('At step 10 the network gives most to A at 70 %, which is right.');
  });

  test('a series is off by its root mean square in the task’s unit', () => {
    const scene = sceneOf(
      { outputs: 2, y: new Float32Array(20).fill(1), answers: new Float32Array(20) },
      { drawing: drawingOf({ outputs: ['+1', '+2'], scale: 3, unit: 'ppm', digits: 1 }) },
    );
    expect(answer.read(scene, { step: 0, unit: 0 })).toBe('off by 3.0 ppm (root mean square)');
    expect(painted(answer, scene).texts).toEqual(['+1', '+2']);
  });
});

test('every lane says in words what it shows, with its numbers', () => {
  const scene = sceneOf();
  expect(input.describe(scene)).toBe('10 steps of sequence 1 of 32. The clue is 0.30 at step 3.');
  expect(memory.describe(scene)).toBe('State h: 2 units over 10 steps. Step 10 holds values from −0.50 to −0.50, 0 of them beyond ±0.95.');
  expect(blame.describe(scene)).toContain('At step 10 unit 1 has the most blame, 0.71');
  expect(norm.describe(scene)).toBe(
    'The gradient norm is 1.0 at step 10 and 2.0·10⁻³ at step 1; the horizon is 6 steps back. It changes by a factor of 0.50 a step back.',
  );
  expect(answer.describe(scene)).toBe('At step 10 the network answers 0.50; the target is 0.80, so it is off by −0.30.');
});
