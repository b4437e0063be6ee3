import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standing } from '../../../core/analysis/standing.ts';
import { defaultOptions, taskOf } from '../../../core/tasks/index.ts';
import { EMPTY_PICTURE, type Picture } from '../../../store/session.ts';
import { css } from '../../paint/ink.ts';
import { PALETTE, recordingContext } from '../../paint/recorder.test.helper.ts';
import { magnitude } from '../numbers.ts';
import { decadesOf, lossTicks, placeOf } from './axis.ts';
import { reducer, smooth } from './curve.ts';
import { describeLoss, lossAt } from './describe.ts';
import { extentReader, NOTHING } from './extent.ts';
import { lossPainter } from './paintLoss.ts';
import { scoreText } from './score.ts';

const ADDING = { task: 'adding', options: { length: 40 } };
const BASELINE = [{ label: 'always answering 1', loss: 1 / 6 }];
const picture = (losses: readonly number[]): Picture => ({ ...EMPTY_PICTURE, losses });

describe('the extent of the losses', () => {
  test('grows with a list that grows in place', () => {
    const read = extentReader();
    const losses = [0.5, 0.25];
    expect(read(losses)).toEqual({ low: 0.25, high: 0.5, broken: null });
    losses.push(2, 0.1);
    expect(read(losses)).toEqual({ low: 0.1, high: 2, broken: null });
  });

  test('starts anew when the run was rewound', () => {
    const read = extentReader();
    read([0.5, 0.25, 0.01]);
    expect(read([0.7])).toEqual({ low: 0.7, high: 0.7, broken: null });
    expect(read([])).toEqual(NOTHING);
  });

  test('leaves out what is not finite and remembers where it began', () => {
    expect(extentReader()([1, Number.POSITIVE_INFINITY, Number.NaN, 0, 3])).toEqual({ low: 1, high: 3, broken: 2 });
  });
});

describe('the axis of the loss', () => {
  test('has room over the baseline before anything is known', () => {
    const decades = decadesOf(NOTHING, BASELINE);
    expect(placeOf(1 / 6, decades)).toBeGreaterThan(0.15);
    expect(placeOf(1 / 6, decades)).toBeLessThan(0.85);
  });

  test('holds every loss and every baseline, and only ever widens', () => {
    const losses = fc.array(fc.double({ min: 1e-7, max: 1e7, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(losses, (all) => {
        const read = extentReader();
        let before = decadesOf(NOTHING, BASELINE);
        all.forEach((_, k) => {
          const now = decadesOf(read(all.slice(0, k + 1)), BASELINE);
          expect(now.low).toBeLessThanOrEqual(before.low + 1e-9);
          expect(now.high).toBeGreaterThanOrEqual(before.high - 1e-9);
          before = now;
        });
        for (const loss of all) {
          expect(Math.log10(loss)).toBeGreaterThanOrEqual(before.low - 1e-6);
          expect(Math.log10(loss)).toBeLessThanOrEqual(before.high + 1e-6);
        }
      }),
    );
  });

  test('is labelled with at most five powers of ten that fit beside it', () => {
    expect(lossTicks({ low: -4, high: 0 }).map(({ label }) => label)).toEqual(['1', '0.1', '0.01', '0.001', '10⁻⁴']);
    expect(lossTicks({ low: -4.3, high: 12 }).length).toBeLessThanOrEqual(5);
  });
});

describe('the reduced curve', () => {
  test('keeps first, smallest, largest and last of each column', () => {
    const { first, low, high, last, count } = reducer(2, 8)([3, 1, 9, 2, 5, 5]);
    expect([first[0], low[0], high[0], last[0], count[0]]).toEqual([3, 1, 9, 2, 4]);
    expect([first[1], low[1], high[1], last[1], count[1]]).toEqual([5, 5, 5, 5, 2]);
  });

  test('read in pieces is the same as read at once', () => {
    const losses = Array.from({ length: 500 }, (_, k) => Math.cos(k) + 2);
    const read = reducer(37, 750);
    for (let k = 1; k <= losses.length; k += 13) read(losses.slice(0, k));
    expect(read(losses)).toEqual(reducer(37, 750)(losses));
  });

  test('has the mean of the neighbours as its smooth line, with a gap where the run broke', () => {
    const reduced = reducer(6, 6)([1, 2, 3, Number.NaN, 5]);
    expect([...smooth(reduced, 1)]).toEqual([1.5, 2, 2.5, Number.NaN, 5, 5]);
  });
});

describe('the painted loss', () => {
  const paint = (losses: readonly number[], end = 100) => {
    const recorded = recordingContext();
    lossPainter(end, { low: -2, high: 0 }, () => PALETTE)(recorded.context, 200, 100, picture(losses));
    return recorded.calls;
  };
  const points = (calls: ReturnType<typeof paint>) => calls.filter(({ name }) => name === 'lineTo' || name === 'moveTo');

  test('lies where the axes say: a loss of 0.1 between 1 and 0.01 at half the height', () => {
    const [x, y] = points(paint([0.1, 0.1]))[0]?.arguments ?? [];
    expect(x).toBeLessThan(2);
    expect(y).toBeCloseTo(50);
  });

  test('costs no more points for a hundred thousand iterations than the width has room for', () => {
    const losses = Array.from({ length: 100_000 }, (_, k) => 0.5 + 0.4 * Math.sin(k));
    expect(points(paint(losses, 100_000)).length).toBeLessThanOrEqual(200 * 5);
  });

  test('marks a loss that is not finite, and draws no line across it', () => {
    const calls = paint([0.1, 0.1, Number.NaN, 0.1]);
    expect(calls.filter(({ name }) => name === 'stroke').map(({ stroke }) => stroke)).toContain(css(PALETTE.ink('explode')));
    expect(points(calls).every(({ arguments: places }) => places.every(Number.isFinite))).toBe(true);
    const everyLoss = calls.slice(
      0,
      calls.findIndex(({ name }) => name === 'stroke'),
    );
    expect(everyLoss.filter(({ name }) => name === 'moveTo')).toHaveLength(2);
  });

  test('is nothing before training', () => {
    expect(points(paint([]))).toEqual([]);
  });

  test('is a dot where one iteration has no neighbour, and none where a line runs', () => {
    const dots = (losses: readonly number[]) => paint(losses).filter(({ name }) => name === 'arc');
    expect(dots([0.1]).map(({ arguments: [, y] }) => y)).toEqual([50]);
    expect(dots([0.1, 0.1])).toEqual([]);
    expect(dots([0.1, Number.NaN, 0.1, 0.1])).toHaveLength(1);
  });
});

describe('the loss in words', () => {
  test('is read at one iteration', () => {
    expect(lossAt([0.5, 0.25], 2)).toBe('iteration 2: 0.25');
    expect(lossAt([0.5, 0.25], 3)).toBeNull();
    expect(lossAt([Number.NaN], 1)).toBe('iteration 1: not a number');
  });

  test('is compared with the baselines', () => {
    const at = (loss: number): string => describeLoss(picture(new Array(50).fill(loss)), BASELINE, ADDING);
    expect(at(0.16)).toContain('It lies just below the baseline of 0.167 (always answering 1).');
    expect(at(0.1668)).toContain('The mean of the last 50 is 0.167. It lies at the baseline of 0.167');
    expect(at(0.01)).toContain('It lies below');
    expect(at(1)).toContain('It lies above');
    expect(at(Number.NaN)).toContain('cannot be compared');
    expect(describeLoss(picture([]), BASELINE, ADDING)).toContain('No training yet');
  });

  test('says which mean is compared where the last loss lies elsewhere', () => {
    const losses = [...new Array(49).fill(0.2), 0.139];
    expect(describeLoss(picture(losses), BASELINE, ADDING)).toContain(
      'is 0.139; it began at 0.2. The mean of the last 50 is 0.199. It lies above the baseline of 0.167',
    );
  });

  test('compares by the bounds of the verdict', () => {
    for (const loss of [0.07, 0.145, 0.152, 0.16, 0.18, 0.185, 0.3]) {
      const words = describeLoss(picture(new Array(60).fill(loss)), BASELINE, ADDING);
      expect(words).toContain(`It lies ${standing(loss, 1 / 6).replace('well ', '')} the baseline`);
    }
  });

  test('has the unit of the task beside it where there is one', () => {
    const co2 = { task: 'co2', options: defaultOptions(taskOf('co2')) };
    const { scale } = taskOf('co2').drawing(co2.options);
    expect(scoreText(co2, 0.25)).toBe(`${magnitude(scale / 2)}\u00a0ppm`);
    expect(describeLoss(picture([0.25]), [], co2)).toContain(`is 0.25 (off by ${magnitude(scale / 2)}\u00a0ppm); it began`);
    expect(scoreText(ADDING, 0.25)).toBeNull();
    expect(scoreText(co2, Number.NaN)).toBeNull();
  });
});
