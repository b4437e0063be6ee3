import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeOf } from './axis.ts';
import { reducer } from './curve.ts';
import { COLUMNS, LINE, leadOf, type Named, placeNames, type Taken, taken } from './names.ts';

const HEIGHT = 112;
const FREE: readonly Taken[] = new Array(COLUMNS).fill(null);
const line = (y: number, text = 'always answering 1: 0.167') => ({ y, text });

/** Whether a name covers some of the curve, told as if it were as wide as the plot. */
const hides = ({ top }: Named, curve: readonly Taken[]): boolean =>
  curve.some((band) => band !== null && band[0] < top + LINE && band[1] > top);

describe('names of baselines', () => {
  test('stand right above their lines, at the right end, where nothing is drawn', () => {
    expect(placeNames([line(60)], FREE, HEIGHT)).toEqual([{ top: 60 - LINE - 1, right: 0 }]);
  });

  test('go below the line where the curve runs above it', () => {
    const [name] = placeNames([line(60)], new Array(COLUMNS).fill([48, 60]), HEIGHT);
    expect(name?.top).toBeGreaterThanOrEqual(60);
    expect(name?.top).toBeLessThan(64);
  });

  test('go to the left end where the curve runs at the right one', () => {
    const curve = FREE.map((_, column): Taken => (column < COLUMNS / 2 ? [85, 90] : [0, HEIGHT]));
    expect(placeNames([line(60, 'short: 1')], curve, HEIGHT)).toEqual([{ top: 60 - LINE - 1, left: 0 }]);
  });

  test('of the text’s three leave the curve in sight that runs between them', () => {
    const decades = { low: -1, high: 1.08 };
    const y = (loss: number): number => placeOf(loss, decades) * HEIGHT;
    const losses = Array.from({ length: 434 }, (_, k) => 1.55 + 2.5 * Math.exp(-k / 60));
    const curve = taken(reducer(COLUMNS, 500)(losses), y);
    const texts = ['how often each letter is: 2.99', 'one letter back: 2.25', 'two letters back: 1.67'];
    const names = placeNames(
      [2.99, 2.25, 1.67].map((loss, k) => line(y(loss), texts[k])),
      curve,
      HEIGHT,
    );
    names.forEach((name, k) => {
      const columns = Math.ceil((COLUMNS * 5.6 * (texts[k] as string).length) / 200);
      expect(hides(name, name.right === 0 ? curve.slice(-columns) : curve.slice(0, columns))).toBe(false);
    });
  });

  test('keep the order of their lines, apart and inside, however the curve runs', () => {
    const band = fc.option(fc.tuple(fc.integer({ min: 0, max: HEIGHT }), fc.integer({ min: 0, max: 30 })));
    const curves = fc.array(band, { minLength: COLUMNS, maxLength: COLUMNS });
    const lines = fc.array(fc.double({ min: 0, max: HEIGHT, noNaN: true }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(curves, lines, (drawn, places) => {
        const curve = drawn.map((of): Taken => (of === null ? null : [of[0], of[0] + of[1]]));
        const names = placeNames(
          places.map((y) => line(y)),
          curve,
          HEIGHT,
        );
        const tops = places.map((y, k) => [y, names[k]?.top ?? Number.NaN] as const).sort(([a], [b]) => a - b);
        tops.forEach(([, top], k) => {
          expect(top).toBeGreaterThanOrEqual(k === 0 ? 0 : (tops[k - 1]?.[1] ?? 0) + LINE);
          expect(top).toBeLessThanOrEqual(HEIGHT - LINE);
        });
      }),
      { numRuns: 30 },
    );
  });

  test('that the curve keeps far from their lines are led to them, and only those', () => {
    const crowded = new Array<Taken>(COLUMNS).fill([0, 95]);
    const [name] = placeNames([line(30)], crowded, HEIGHT);
    expect(name?.top).toBeGreaterThan(30 + LINE);
    expect(leadOf(name?.top ?? 0, 30)).toEqual({ top: 30, height: (name?.top ?? 0) - 30 });
    expect(leadOf(10, 80)).toEqual({ top: 10 + LINE, height: 80 - 10 - LINE });
    for (const y of [20, 60]) expect(leadOf(placeNames([line(y)], FREE, HEIGHT)[0]?.top ?? 0, y)).toBeNull();
    const [below] = placeNames([line(60)], new Array(COLUMNS).fill([48, 60]), HEIGHT);
    expect(leadOf(below?.top ?? 0, 60)).toBeNull();
  });

  test('what the curve takes of a column has the way from the one before it', () => {
    expect(taken(reducer(2, 4)([90, 90, 30, 30]), (loss) => loss).map((band) => band?.toSorted((a, b) => a - b))).toEqual([
      [90, 90],
      [30, 90],
    ]);
    expect(taken(reducer(2, 4)([90, 90]), (loss) => loss)[1]).toBeNull();
  });
});
