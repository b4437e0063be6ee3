import { describe, expect, test } from 'vitest';
import { horizonOf } from '../../../core/analysis/horizon.ts';
import type { HorizonColumn } from '../../../core/analysis/horizonColumn.ts';
import type { Trace } from '../../../core/trace.ts';
import { EMPTY_PICTURE } from '../../../store/session.ts';
import { pixel } from '../../paint/ramps.ts';
import { PALETTE, recordingContext } from '../../paint/recorder.test.helper.ts';
import { boundaryOf } from './boundary.ts';
import { namesOf } from './Clues.tsx';
import { cluesBack, columnAt, describeHorizon, horizonAt } from './describe.ts';
import { lagTicks } from './Horizon.tsx';
import { Heat, type Sheet } from './heat.ts';
import { horizonPainter, shadesOf } from './paintHorizon.ts';
import { drawColumns, type Frame, spanOf } from './raster.ts';
import { roomiest } from './room.ts';

const column = (iteration: number, ...norms: number[]): HorizonColumn => ({
  iteration,
  norms: Float32Array.from(norms),
  horizon: horizonOf([...norms].reverse(), norms.length - 1),
});
const frame: Frame = { end: 10, latest: 8, lags: 4, floor: 1e-30, scale: 1 };
const shades = shadesOf(PALETTE);
const [PAPER, VIOLET, RED] = [pixel(PALETTE.ink('paper')), pixel(PALETTE.ink('blame')), pixel(PALETTE.ink('explode'))];

const drawn = (columns: readonly HorizonColumn[], width = 10, height = 4, over: Partial<Frame> = {}): Uint32Array => {
  const raster = { width, height, pixels: new Uint32Array(width * height) };
  drawColumns(raster, columns, 0, { ...frame, ...over }, shades);
  return raster.pixels;
};
const pillar = (pixels: Uint32Array, x: number, width = 10, height = 4): readonly number[] =>
  Array.from({ length: height }, (_, y) => pixels[y * width + x] ?? 0);

describe('the pixels of the horizon', () => {
  test('reach from the iteration of a column to that of the next, the last one up to now', () => {
    const columns = [column(0, 1), column(3, 1), column(4, 1)];
    expect(columns.map((_, k) => spanOf(columns, k, frame, 10))).toEqual([
      [0, 3],
      [3, 4],
      [4, 8],
    ]);
  });

  test('are violet at lag 0 whatever the norm is there, since the colour is relative to it', () => {
    expect(pillar(drawn([column(0, 1e-9, 1e-9, 1e-9, 1e-9)]), 0)).toEqual([VIOLET, VIOLET, VIOLET, VIOLET]);
    expect(pillar(drawn([column(0, 4, 4, 4, 4)]), 0)).toEqual([VIOLET, VIOLET, VIOLET, VIOLET]);
  });

  test('fade to paper where the blame vanishes and turn red where it explodes', () => {
    const [, middle, vanished, exploded] = pillar(drawn([column(0, 1, 1e-2, 1e-6, 1e6)]), 0);
    expect(vanished).toBe(PAPER);
    expect(exploded).toBe(RED);
    expect([PAPER, VIOLET, RED]).not.toContain(middle);
  });

  test('are red, not striped, where the blame is infinite, and striped where it is not a number', () => {
    const pixels = drawn([column(0, 1, Number.POSITIVE_INFINITY, Number.NaN, 1)], 10, 40);
    expect(new Set(pixels.subarray(10 * 10, 10 * 10 + 8))).toEqual(new Set([RED]));
    expect(new Set(pixels.subarray(20 * 10, 20 * 10 + 8))).toEqual(new Set([PAPER, shades.stripe]));
  });

  test('are dotted below the floor, zero included', () => {
    const pixels = drawn([column(0, 1, 1e-20, 0, 1)], 10, 48, { floor: 1e-10 });
    for (const row of [12, 24])
      expect(new Set(pixels.subarray(row * 10, (row + 12) * 10).filter((_, k) => k % 10 < 8))).toEqual(new Set([PAPER, shades.dot]));
  });

  test('stay blank where nothing was measured yet', () => {
    expect(pillar(drawn([column(0, 1, 1, 1, 1)]), 9)).toEqual([0, 0, 0, 0]);
  });

  test('show the last of several columns that share a pixel', () => {
    const crowded = Array.from({ length: 100 }, (_, k) => column(k, 1, k === 99 ? 1 : 1e-9, 1, 1));
    const pixels = drawn(crowded, 10, 4, { end: 100, latest: 99 });
    expect(pillar(pixels, 9)[1]).toBe(VIOLET);
    expect(pillar(pixels, 8)[1]).toBe(PAPER);
  });
});

describe('the kept picture of the horizon', () => {
  const kept = () => {
    const flushed: [number, number][] = [];
    let made = 0;
    const make = (width: number, height: number): Sheet => {
      made++;
      const raster = { width, height, pixels: new Uint32Array(width * height) };
      return { raster, image: raster as unknown as CanvasImageSource, flush: (left, right) => flushed.push([left, right]) };
    };
    return { heat: new Heat(make), flushed, made: () => made };
  };
  const [a, b, c, d] = [column(0, 1, 1), column(2, 1, 1), column(5, 1, 1), column(7, 1, 1)];

  test('draws only the pixels that a new column changes', () => {
    const { heat, flushed, made } = kept();
    heat.update([a, b], 10, 4, { ...frame, latest: 3 }, shades);
    heat.update([a, b, c], 10, 4, { ...frame, latest: 6 }, shades);
    expect(flushed).toEqual([
      [0, 3],
      [2, 6],
    ]);
    expect(made()).toBe(1);
  });

  test('is drawn anew when columns were thinned, the axis grew or the run was rewound', () => {
    const { heat, made } = kept();
    heat.update([a, b, c, d], 10, 4, frame, shades);
    heat.update([a, c], 10, 4, frame, shades);
    heat.update([a, c], 10, 4, { ...frame, end: 20 }, shades);
    heat.update([column(0, 1, 1)], 10, 4, { ...frame, end: 20 }, shades);
    expect(made()).toBe(4);
  });

  test('drawn piece by piece is the same as drawn at once', () => {
    const columns = Array.from({ length: 40 }, (_, k) => column(Math.floor(k * 1.7), 1, 10 ** (-k / 8), 10 ** (k / 10)));
    const pieces = kept();
    let image: unknown;
    for (let k = 1; k <= columns.length; k++) {
      const latest = columns[k - 1]?.iteration ?? 0;
      image = pieces.heat.update(columns.slice(0, k), 90, 6, { ...frame, lags: 3, end: 100, latest }, shades);
    }
    expect(pieces.made()).toBe(1);
    expect(image).toEqual(kept().heat.update(columns, 90, 6, { ...frame, lags: 3, end: 100, latest: 66 }, shades));
  });
});

describe('the line of the horizon', () => {
  test('lies under the last lag that the blame reaches', () => {
    const columns = [column(0, 1, 0.5, 0.001, 0.001), column(4, 1, 1, 1, 1)];
    expect(boundaryOf(columns, frame, 20, 8)).toEqual([
      [0, 4],
      [8, 4],
      [8, 8],
      [16, 8],
    ]);
  });

  test('lifts the pen where there is no blame or it is not a number', () => {
    expect(boundaryOf([column(0, 0, 0), column(1, Number.NaN, 1)], frame, 20, 8).every(([, y]) => Number.isNaN(y))).toBe(true);
  });

  test('is painted over the picture', () => {
    const { context, calls, named } = recordingContext();
    const sheet = (width: number, height: number): Sheet => ({
      raster: { width, height, pixels: new Uint32Array(width * height) },
      image: 'image' as never,
      flush: () => {},
    });
    const paint = horizonPainter(10, 4, () => PALETTE, sheet);
    paint(context, 20, 8, { ...EMPTY_PICTURE, columns: [column(0, 1, 0.5, 0.001, 0.001)], losses: [1, 1, 1, 1, 1] });
    expect(calls.find(({ name }) => name !== 'getTransform')).toMatchObject({ name: 'drawImage', arguments: ['image', 0, 0, 20, 8] });
    expect(named('lineTo').map(({ arguments: [x] }) => x)).toEqual([10, 10]);
    expect(named('stroke')).toHaveLength(2);
  });
});

describe('the axis of lags', () => {
  test.each([2, 5, 40, 200, 400])('has whole labels, 0 first, at the middle of their lags (%i lags)', (count) => {
    const ticks = lagTicks(count);
    expect(ticks[0]).toEqual({ at: 0.5 / count, label: '0' });
    expect(ticks.length).toBeLessThanOrEqual(6);
    for (const { at, label } of ticks) expect(at).toBeCloseTo((Number(label) + 0.5) / count);
  });

  test('leaves the hint the widest room between clues, clear of their names', () => {
    expect(roomiest([], 40, 0.1)).toBe(0.5);
    expect(roomiest([1, 4], 5, 0.1)).toBeCloseTo((0.3 + 0.8) / 2);
    expect(roomiest([4], 5, 0.1)).toBeCloseTo(0.4);
  });

  test('names one clue, two, or the range of many', () => {
    expect(namesOf([])).toEqual([]);
    expect(namesOf([36])).toEqual([{ lag: 36, text: 'the clue: 36 back' }]);
    expect(namesOf([3, 36]).map(({ text }) => text)).toEqual(['a clue: 3 back', 'a clue: 36 back']);
    expect(namesOf([10, 11, 12])).toEqual([{ lag: 12, text: 'the clues: 10 to 12 back' }]);
  });

  test('counts the clues back from the scored step, and leaves out those after it', () => {
    expect(cluesBack({ clues: [3, 25, 39], scored: 38 })).toEqual([13, 35]);
  });
});

describe('the horizon in words', () => {
  const columns = [column(0, 1, 1e-5, 0, 1e-9), column(6, 1, 0.5, 0.02, 0.001)];
  const trace = { scored: 3, clues: [0], floor: 1e-12 } as unknown as Trace;
  const picture = { ...EMPTY_PICTURE, columns, trace };

  test('reads the column that stands over an iteration', () => {
    expect(columnAt(columns, 5)?.iteration).toBe(0);
    expect(columnAt(columns, 6)?.iteration).toBe(6);
    expect(columnAt(columns, -1)).toBeNull();
  });

  test('tells iteration, lag and share', () => {
    expect(horizonAt(picture, 9, 2)).toBe('iteration 6, 2 back: 2\u00a0%');
    expect(horizonAt(picture, 1, 2)).toBe('iteration 0, 2 back: below the floor');
    expect(horizonAt(picture, 1, null)).toBe('iteration 0: reaches 0 back');
  });

  test('says how far it reaches now and whether that covers the clue', () => {
    expect(describeHorizon(picture)).toContain('At iteration 6 the blame reaches back 2 steps of 3, in the median over the probe.');
    expect(describeHorizon(picture)).toContain('The farthest clue is 3 back, beyond that.');
    expect(describeHorizon(EMPTY_PICTURE)).toContain('No measurement yet');
  });
});
