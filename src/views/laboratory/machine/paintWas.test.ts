import { expect, test } from 'vitest';
import { EMPTY_PICTURE } from '../../../store/session.ts';
import { PALETTE, recordingContext } from '../../paint/recorder.test.helper.ts';
import { wasPainter } from './paintWas.ts';

const DECADES = { low: -2, high: 0 };
const picture = (from: number, losses: readonly number[]) => ({
  ...EMPTY_PICTURE,
  was: { from, line: 1, losses, columns: [], scores: [] },
});

/** One pixel for each iteration. */
function dotted(from: number, losses: readonly number[]): readonly (readonly number[])[] {
  const { context, calls } = recordingContext();
  wasPainter(100, DECADES, () => PALETTE)(context, 100, 80, picture(from, losses));
  const line = calls.map(({ name }) => name).lastIndexOf('beginPath');
  return calls
    .slice(line)
    .filter(({ name }) => name === 'moveTo' || name === 'lineTo')
    .map((call) => call.arguments as number[]);
}

test('what was stands over the iterations that it had, each at its loss', () => {
  const line = dotted(
    60,
    Array.from({ length: 30 }, () => 0.1),
  );
  expect(line).toHaveLength(30);
  expect(line[0]?.[0]).toBeCloseTo(60.5);
  expect(line.at(-1)?.[0]).toBeCloseTo(89.5);
  for (const [, y] of line) expect(y).toBeCloseTo(40);
});

test('a loss that was not finite takes no part in the mean of its neighbours', () => {
  const line = dotted(10, [0.1, Number.NaN, 0.1, Number.POSITIVE_INFINITY, 0.1]);
  for (const [, y] of line) expect(y).toBeCloseTo(40);
  expect(line.map(([x = 0]) => Math.floor(x))).toEqual([10, 12, 14]);
});

test('nothing is painted where nothing was, and another branch takes the place of one', () => {
  const { context, calls } = recordingContext();
  const paint = wasPainter(100, DECADES, () => PALETTE);
  paint(context, 100, 80, EMPTY_PICTURE);
  expect(calls).toEqual([]);
  paint(context, 100, 80, picture(10, [1, 1, 1]));
  const first = calls.length;
  paint(context, 100, 80, picture(50, [0.01, 0.01]));
  const xs = calls.slice(first).flatMap(({ name, arguments: [x] }) => (name === 'moveTo' ? [x as number] : []));
  expect(Math.min(...xs)).toBeGreaterThanOrEqual(50);
});
