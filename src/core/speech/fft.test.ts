import { expect, test } from 'vitest';
import { createRng } from '../rng.ts';
import { fourierOf, powersOf } from './fft.ts';

const drawn = (seed: number, size: number): Float64Array => {
  const rng = createRng('fft', seed);
  return Float64Array.from({ length: size }, () => rng.normal());
};

/** The definition, N² steps. */
function direct(real: Float64Array, imaginary: Float64Array): { real: number; imaginary: number }[] {
  const size = real.length;
  return Array.from({ length: size }, (_, k) => {
    const sum = { real: 0, imaginary: 0 };
    for (let n = 0; n < size; n++) {
      const angle = (-2 * Math.PI * ((k * n) % size)) / size;
      sum.real += (real[n] ?? 0) * Math.cos(angle) - (imaginary[n] ?? 0) * Math.sin(angle);
      sum.imaginary += (real[n] ?? 0) * Math.sin(angle) + (imaginary[n] ?? 0) * Math.cos(angle);
    }
    return sum;
  });
}

test.each([2, 4, 8, 64, 256, 512])('a transform of %i is what the definition says', (size) => {
  for (let seed = 0; seed < 5; seed++) {
    const [real, imaginary] = [drawn(seed, size), drawn(seed + 100, size)];
    const truth = direct(real, imaginary);
    fourierOf(size)(real, imaginary);
    truth.forEach((value, k) => {
      expect(real[k]).toBeCloseTo(value.real, 10);
      expect(imaginary[k]).toBeCloseTo(value.imaginary, 10);
    });
  }
});

test.each([4, 8, 64, 256])('the powers of %i real samples are those of the definition', (size) => {
  const powersIn = powersOf(size);
  for (let seed = 0; seed < 20; seed++) {
    const samples = drawn(seed, size);
    const truth = direct(samples, new Float64Array(size));
    const powers = powersIn(samples);
    expect(powers).toHaveLength(size / 2 + 1);
    powers.forEach((power, k) => {
      expect(power).toBeCloseTo((truth[k]?.real ?? 0) ** 2 + (truth[k]?.imaginary ?? 0) ** 2, 8);
    });
  }
});

test('other sizes are told', () => {
  for (const size of [0, 1, 3, 100, 2.5, -4]) expect(() => fourierOf(size)).toThrow(`a transform of ${size} samples: must be a power of 2`);
});
