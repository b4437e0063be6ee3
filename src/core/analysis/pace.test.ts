import { expect, test } from 'vitest';
import { fadeOf } from './fade.ts';
import { paceText } from './pace.ts';

const SCORED = 30;

/** Of norms by lag. */
function pace(norm: (lag: number) => number, lags: readonly number[]): string {
  const norms = Float64Array.from({ length: SCORED + 1 }, (_, t) => norm(SCORED - t));
  return paceText({ norms, scored: SCORED, fade: fadeOf(norms, SCORED, 1e-38), floor: 1e-38 }, lags);
}

test('a straight fade holds each step', () => {
  expect(pace((lag) => 0.5 ** lag, [6, 7])).toBe('shrinks **×0.50** each step');
  expect(pace((lag) => 1.3 ** lag, [30, 31])).toBe('grows **×1.30** each step back');
  expect(pace(() => 1, [30, 31])).toBe('changes **less than 1 %** each step');
});

test('a bent fade is an average, and how it began is told', () => {
  expect(pace((lag) => (lag < 7 ? 0.5 ** lag : 0.5 ** 7 * 0.9 ** (lag - 7)), [6, 7])).toMatch(
    /^shrinks \*\*×0\.8\d\*\* a step on average, fast at first,$/,
  );
  expect(pace((lag) => (lag < 15 ? 1 : 0.5 ** (lag - 15)), [21, 22])).toMatch(
    /^shrinks \*\*×0\.\d+\*\* a step on average, slowly at first,$/,
  );
  expect(pace((lag) => (lag < 15 ? 1 : 2 ** (lag - 15)), [15])).toMatch(/^grows \*\*×1\.\d+\*\* a step back on average, slowly at first,$/);
  expect(pace((lag) => (lag === 0 || lag === 30 ? 1 : 0.01), [1])).toBe('changes **less than 1 %** a step on average');
});

test('where no norm can be read nothing bends, and without a fade there is no pace', () => {
  expect(pace((lag) => (lag < 4 ? 0.5 ** lag : 0), [3, 4])).toBe('shrinks **×0.50** each step');
  expect(pace((lag) => (lag === 0 ? 1 : 0), [0, 1])).toBe('');
});
