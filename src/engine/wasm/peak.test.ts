import { expect, test } from 'vitest';
import { makePeak } from './peak.ts';

test('the peak counts its operations and cannot be computed ahead: its sums tend to 2', () => {
  const peak = makePeak(10, false);
  expect(peak.operations).toBe(10 * 13 * 4 * 8);
  expect(peak.run()).toBeCloseTo(26, 4);
});
