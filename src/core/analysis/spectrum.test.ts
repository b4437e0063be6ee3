import { expect, test } from 'vitest';
import { spectrumOf } from './spectrum.ts';

test('a rotation scaled by r has eigenvalues r e^±iθ and norm r', () => {
  const [r, angle] = [0.8, 0.6];
  const { real, imaginary, radius, norm } = spectrumOf(
    [r * Math.cos(angle), -r * Math.sin(angle), r * Math.sin(angle), r * Math.cos(angle)],
    2,
  );
  expect([...real]).toEqual([0, 1].map(() => expect.closeTo(r * Math.cos(angle), 12)));
  expect([...imaginary].map(Math.abs)).toEqual([0, 1].map(() => expect.closeTo(r * Math.sin(angle), 12)));
  expect(radius).toBeCloseTo(r, 12);
  expect(norm).toBeCloseTo(r, 12);
});

test('rows come first, and the norm may be far above the radius: the two are not the same question', () => {
  const { real, radius, norm } = spectrumOf([0.5, 100, 0, -0.25], 2);
  expect([...real].sort()).toEqual([expect.closeTo(-0.25, 12), expect.closeTo(0.5, 12)]);
  expect(radius).toBeCloseTo(0.5, 12);
  expect(norm).toBeGreaterThan(100);
});

test('one unit has its weight as its only eigenvalue', () => {
  expect(spectrumOf([-0.7], 1)).toMatchObject({ radius: 0.7, norm: 0.7 });
});

test('eigenvalues add up to the trace and their squared norm stays under that of the matrix', () => {
  const size = 24;
  const values = Array.from({ length: size * size }, (_, i) => Math.sin(12.9 * i * i));
  const { real, imaginary, radius, norm } = spectrumOf(values, size);
  const trace = Array.from({ length: size }, (_, i) => values[i * size + i] as number).reduce((a, b) => a + b);
  expect(real.reduce((a, b) => a + b)).toBeCloseTo(trace, 9);
  expect(imaginary.reduce((a, b) => a + b)).toBeCloseTo(0, 9);
  expect(radius).toBeLessThanOrEqual(norm);
  expect(norm).toBeLessThanOrEqual(Math.hypot(...values));
});

test('a matrix that is not finite has no spectrum', () => {
  const { real, radius, norm } = spectrumOf([1, Number.NaN, 0, 1], 2);
  expect([...real, radius, norm]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
});

test('a matrix that is not square is refused with its size', () => {
  expect(() => spectrumOf([1, 2, 3], 2)).toThrow('3 numbers do not make 2 rows of 2');
});
