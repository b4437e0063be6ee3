import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Lines, MOST_BYTES, MOST_KEPT } from './lines.ts';

const place = (iteration: number, bytes = 1000) => ({ iteration, bytes });
const gaps = (at: readonly number[]) => at.slice(1).map((each, k) => each - (at[k] ?? 0));

/** A run whose snapshots come so many iterations apart. */
function run(apart: readonly number[], bounds: { bytes: number; kept: number }, size: number) {
  const lines = new Lines(0, 'rate 1', bounds);
  lines.keep(place(0, 0));
  let iteration = 0;
  let most = 0;
  for (const each of apart) {
    iteration += each;
    lines.advance(iteration);
    lines.keep(place(iteration, size));
    most = Math.max(most, lines.bytes);
  }
  return { lines, most };
}

const arrivals = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 1500 });

describe('thinning', () => {
  test('never holds more bytes or places than it may, whatever their size', () => {
    fc.assert(
      fc.property(
        arrivals,
        fc.integer({ min: 0, max: 200_000 }),
        fc.integer({ min: 2, max: 60 }),
        fc.integer({ min: 0, max: 30_000 }),
        (apart, bytes, kept, size) => {
          const { lines, most } = run(apart, { bytes, kept }, size);
          // What says under which conditions the run began is not a snapshot and stays.
          expect(most).toBeLessThanOrEqual(Math.max(bytes, 512));
          expect(lines.iterations.length).toBeLessThanOrEqual(kept);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('keeps the first and the last', () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 2, max: 60 }), (apart, kept) => {
        const { lines } = run(apart, { bytes: 1e9, kept }, 1000);
        expect(lines.iterations.at(0)).toBe(0);
        expect(lines.iterations.at(-1)).toBe(apart.reduce((sum, each) => sum + each, 0));
      }),
      { numRuns: 60 },
    );
  });

  test('keeps the place at which the weights were replaced, to which no training leads, as long as anything else can go', () => {
    const lines = new Lines(0, '', { bytes: 1e9, kept: 8 });
    for (let iteration = 0; iteration <= 400; iteration++) {
      lines.advance(iteration);
      lines.keep(place(iteration));
      if (iteration % 100 === 50) lines.broken(iteration);
    }
    expect(lines.iterations).toEqual(expect.arrayContaining([50, 150, 250, 350]));
    expect(lines.iterations).toHaveLength(8);
    expect(lines.before(60)?.iteration).toBe(50);
    const tight = new Lines(0, '', { bytes: 1e9, kept: 3 });
    for (let iteration = 0; iteration <= 9; iteration++) {
      tight.advance(iteration);
      tight.keep(place(iteration));
      tight.broken(iteration);
    }
    expect(tight.iterations).toHaveLength(3);
  });

  test('covers the run: no gap is wider than a few even ones, and near the end none is wider than some times its age', () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 24, max: 80 }), (apart, kept) => {
        const { lines } = run(apart, { bytes: 1e9, kept }, 1000);
        const at = lines.iterations;
        const widest = Math.max(...apart);
        const even = lines.end / (at.length - 1);
        for (const [k, gap] of gaps(at).entries()) {
          expect(gap).toBeLessThanOrEqual(Math.max(widest, 5 * even));
          expect(gap).toBeLessThanOrEqual(Math.max(2 * widest, 4 * (lines.end - (at[k] ?? 0))));
        }
        // One can go back a little: there is one at least within the last eighth, and within the last sixty-fourth.
        for (const share of [8, 64]) expect(lines.end - (at.at(-2) ?? 0)).toBeLessThanOrEqual(Math.max(3 * widest, lines.end / share));
      }),
      { numRuns: 60 },
    );
  });

  test('over 100,000 iterations stays under its bound with a snapshot of every one', () => {
    const lines = new Lines<ReturnType<typeof place>, string>(0, '');
    lines.keep(place(0, 0));
    let most = 0;
    for (let iteration = 1; iteration <= 100_000; iteration++) {
      lines.advance(iteration);
      lines.keep(place(iteration, 60_000));
      if (iteration % 97 === 0) most = Math.max(most, lines.bytes);
    }
    expect(most).toBeLessThanOrEqual(MOST_BYTES);
    expect(most).toBeGreaterThan(0.9 * MOST_BYTES);
    expect(lines.iterations.length).toBeLessThanOrEqual(MOST_KEPT);
    expect(Math.max(...gaps(lines.iterations))).toBeLessThan(1000);
  }, 60_000);

  test('of a snapshot that is larger than the bound keeps none', () => {
    const { lines } = run([5, 5, 5], { bytes: 10_000, kept: 100 }, 20_000);
    expect(lines.iterations).toEqual([0]);
  });
});

describe('going back', () => {
  const grown = (end = 100) => {
    const lines = new Lines<{ iteration: number; bytes: number; of: string }, string>(0, 'rate 1');
    lines.keep({ iteration: 0, bytes: 0, of: 'first' });
    for (let iteration = 10; iteration <= end; iteration += 10) {
      lines.advance(iteration);
      lines.keep({ iteration, bytes: 8, of: 'first' });
    }
    return lines;
  };

  test('starts from the last place before, and learns under the conditions of then', () => {
    const lines = grown();
    lines.change(40, 'rate 2');
    lines.change(60, 'rate 9');
    lines.change(60, 'rate 3');
    expect(lines.before(47)?.iteration).toBe(40);
    expect([0, 39, 40, 59, 60, 1000].map((at) => lines.conditionsAfter(at))).toEqual([
      'rate 1',
      'rate 1',
      'rate 2',
      'rate 2',
      'rate 3',
      'rate 3',
    ]);
  });

  test('does not lead past weights that were replaced', () => {
    const lines = grown();
    lines.broken(55);
    expect(lines.before(54)?.iteration).toBe(50);
    expect(lines.before(57)).toBeNull();
    expect(lines.nearest(57)?.iteration).toBe(60);
    expect(lines.before(64)?.iteration).toBe(60);
    lines.keep({ iteration: 55, bytes: 8, of: 'replaced' });
    expect(lines.before(57)?.of).toBe('replaced');
  });

  test('and training there leaves what came after as a branch, to which one can return', () => {
    const lines = grown();
    lines.change(60, 'rate 2');
    lines.branch(50, 'rate 5');
    expect(lines.left).toMatchObject({ from: 50, end: 100 });
    expect(lines.end).toBe(50);
    expect(lines.conditionsAfter(50)).toBe('rate 5');
    lines.advance(70);
    lines.keep({ iteration: 70, bytes: 8, of: 'second' });
    expect(lines.before(70)?.of).toBe('second');
    expect(lines.exchange()).toBe(true);
    expect(lines.end).toBe(100);
    expect(lines.iterations).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    expect(lines.before(70)?.of).toBe('first');
    expect([50, 60].map((at) => lines.conditionsAfter(at))).toEqual(['rate 1', 'rate 2']);
    expect(lines.exchange()).toBe(true);
    expect(lines.before(72)?.of).toBe('second');
    expect([lines.end, lines.conditionsAfter(50)]).toEqual([70, 'rate 5']);
  });

  test('keeps apart the weights that were replaced where the two part', () => {
    const lines = grown();
    lines.branch(50, 'rate 1');
    lines.broken(50);
    lines.keep({ iteration: 50, bytes: 8, of: 'replaced' });
    expect(lines.before(53)?.of).toBe('replaced');
    lines.exchange();
    expect(lines.before(53)?.of).toBe('first');
    expect(lines.before(47)?.iteration).toBe(40);
  });

  test('another branch, from before it or from itself, takes the place of the one that was left', () => {
    const lines = grown();
    lines.branch(50, '');
    lines.advance(90);
    lines.branch(80, '');
    expect(lines.left).toMatchObject({ from: 80, end: 90 });
    lines.branch(20, '');
    expect(lines.left).toMatchObject({ from: 20, end: 80 });
  });

  test('counts the bytes of both lines, those of the place at which they part once, and thins the one with more', () => {
    const lines = grown();
    const before = lines.bytes;
    lines.branch(50, 'rate 1');
    expect(lines.bytes).toBe(before + 2 * 512);
    const small = new Lines<{ iteration: number; bytes: number }, string>(0, '', { bytes: 1e9, kept: 20 });
    for (let k = 0; k <= 15; k++) {
      small.advance(k);
      small.keep(place(k));
    }
    small.branch(3, '');
    for (let k = 4; k <= 60; k++) {
      small.advance(k);
      small.keep(place(k));
      expect(small.bytes).toBeLessThanOrEqual(20 * 1512 + 3 * 512);
    }
    expect(small.iterations.at(-1)).toBe(60);
    small.exchange();
    expect(small.iterations.at(-1)).toBe(15);
    expect(small.iterations.length).toBeGreaterThan(7);
  });

  test('an end that is taken back takes its places with it', () => {
    const lines = grown();
    lines.branch(50, '');
    lines.advance(60);
    lines.keep({ iteration: 60, bytes: 8, of: 'second' });
    lines.cut(59);
    expect([lines.end, lines.iterations.at(-1), lines.left?.end]).toEqual([59, 50, 100]);
    lines.cut(49);
    expect(lines.left).toBeNull();
  });
});
