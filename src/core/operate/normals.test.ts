import { describe, expect, test } from 'vitest';
import { createRng } from '../rng.ts';
import { fillNormals, normalsFrom } from './normals.ts';

const COUNT = 4_000_000;
const drawn = (() => {
  const values = new Float32Array(COUNT);
  fillNormals(normalsFrom(createRng('normals')), values, 0, COUNT, 1);
  return values;
})();

const moment = (k: number): number => drawn.reduce((sum, value) => sum + value ** k, 0) / COUNT;
const beyond = (limit: number): number => drawn.reduce((count, value) => count + (Math.abs(value) > limit ? 1 : 0), 0);

describe('fast normal numbers', () => {
  test('have the moments of the standard normal distribution, within four standard errors', () => {
    // The variance of xᵏ is (2k − 1)!! less the square of (k − 1)!!, which is its mean where k is even.
    const wanted = [
      { k: 1, mean: 0, variance: 1 },
      { k: 2, mean: 1, variance: 2 },
      { k: 3, mean: 0, variance: 15 },
      { k: 4, mean: 3, variance: 96 },
      { k: 6, mean: 15, variance: 10170 },
    ];
    for (const { k, mean, variance } of wanted) expect(Math.abs(moment(k) - mean), `${k}`).toBeLessThan(4 * Math.sqrt(variance / COUNT));
  });

  test('lie beyond 1, 2, 3, 3.65 (where the tail begins), 4 and 5 as often as they should', () => {
    const shares = {
      1: 0.3173105078629141,
      2: 0.04550026389635842,
      3: 0.002699796063260191,
      4: 6.334248366623973e-5,
      5: 5.733031437583869e-7,
    };
    for (const [limit, share] of Object.entries(shares)) {
      const wanted = COUNT * share;
      expect(Math.abs(beyond(Number(limit)) - wanted), limit).toBeLessThan(4 * Math.sqrt(wanted) + 1);
    }
    const wanted = COUNT * 2.5805e-4;
    expect(Math.abs(beyond(3.6541528853610088) - wanted)).toBeLessThan(4 * Math.sqrt(wanted));
  });

  test('fall in each of 64 equally likely parts as often', () => {
    // By χ² of 63 degrees of freedom, beyond which chance goes once in ten thousand.
    const counts = new Float64Array(64);
    for (const value of drawn) {
      const part = Math.min(63, Math.floor(64 * normalShare(value)));
      counts[part] = (counts[part] ?? 0) + 1;
    }
    const chi = counts.reduce((sum, count) => sum + (count - COUNT / 64) ** 2 / (COUNT / 64), 0);
    expect(chi).toBeLessThan(115);
  });

  test('do not depend on the numbers before', () => {
    for (const lag of [1, 2, 24]) {
      const products = drawn.reduce((sum, value, k) => (k < lag ? 0 : sum + value * (drawn[k - lag] ?? 0)), 0);
      const squares = drawn.reduce((sum, value, k) => (k < lag ? 0 : sum + (value ** 2 - 1) * ((drawn[k - lag] ?? 0) ** 2 - 1)), 0);
      expect(Math.abs(products / COUNT)).toBeLessThan(4 / Math.sqrt(COUNT));
      expect(Math.abs(squares / COUNT)).toBeLessThan(8 / Math.sqrt(COUNT));
    }
  });

  test('go on where they stopped, and are scaled', () => {
    const [whole, parts] = [new Float32Array(1000), new Float32Array(1000)];
    fillNormals(normalsFrom(createRng('parts')), whole, 0, 1000, 0.5);
    const stream = normalsFrom(createRng('parts'));
    for (const [from, to] of [
      [0, 1],
      [1, 700],
      [700, 1000],
    ] as const) {
      fillNormals(stream, parts, from, to, 0.5);
    }
    expect(parts).toEqual(whole);
    const single = new Float32Array(1000);
    fillNormals(normalsFrom(createRng('parts')), single, 0, 1000, 1);
    expect(whole).toEqual(single.map((value) => value / 2));
  });

  test('are the same on every machine', () => {
    expect(Array.from(drawn.slice(0, 5))).toEqual([
      0.2618458867073059, -0.4187275469303131, -0.5137266516685486, -0.5438631772994995, 1.016438603401184,
    ]);
  });
});

/** The share of the standard normal distribution below x, to 7 digits (Abramowitz & Stegun 7.1.26 is not enough: a continued fraction and a series). */
function normalShare(x: number): number {
  const z = Math.abs(x);
  if (z > 6) return x < 0 ? 0 : 1;
  let [term, sum] = [z, z];
  for (let k = 3; k < 200 && term > 1e-12; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  const within = Math.exp((-z * z) / 2) * sum * Math.sqrt(1 / (2 * Math.PI));
  return x < 0 ? 0.5 - within : 0.5 + within;
}
