import { expect, test } from 'vitest';
import { pauseAfter } from './pacer.ts';

const share = (milliseconds: number): number => milliseconds / (milliseconds + pauseAfter(milliseconds));
const perSecond = (milliseconds: number): number => 1000 / (milliseconds + pauseAfter(milliseconds));

test('pictures of small networks take at most a tenth of the time, and come at most 25 times a second', () => {
  for (const milliseconds of [0.1, 1, 3, 10, 20]) {
    expect(share(milliseconds)).toBeLessThanOrEqual(0.1 + 1e-9);
    expect(perSecond(milliseconds)).toBeLessThanOrEqual(25);
  }
});

test('there are about four a second as long as that takes no more than a fifth of the time', () => {
  for (const milliseconds of [0.1, 5, 20, 30, 45]) expect(perSecond(milliseconds)).toBeGreaterThan(4);
  for (const milliseconds of [30, 60, 200, 2000]) expect(share(milliseconds)).toBeLessThanOrEqual(0.2 + 1e-9);
});
