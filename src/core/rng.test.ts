import { describe, expect, it } from 'vitest';
import { createRng, type Rng } from './rng.ts';

/** The first draws of seed 1. Whoever changes them changes every curve that a link has promised. */
const RECORDED = {
  uniform: [0.6943035099109376, 0.642389932904558, 0.42992189050789187],
  normal: [-0.5475388201795464, 2.0819288444771407, 1.741478598664481],
  integer: [6, 7, 5, 5, 7, 4, 5, 7],
  fork: [0.592301091456387, 0.8861050514320802],
};

/** Two whole numbers for each bound, drawn with pure-rand's `uniformInt`. */
const BOUNDED = [
  [0, 0],
  [1, 1],
  [0, 1],
  [5, 2],
  [551, 744],
  [44867299, 933271660],
  [561668028, 1427122350],
  [1390848192, 3396064296],
  [2299403757, 2211177009],
];

const draws = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const moment = (values: readonly number[], power: number): number => mean(values.map((value) => value ** power));
const uniforms = (rng: Rng, count = 20): number[] => draws(count, () => rng.uniform());

describe('a seeded generator', () => {
  it('gives the same numbers for the same seed', () => {
    expect(uniforms(createRng(7))).toEqual(uniforms(createRng(7)));
  });

  it('gives other numbers for another seed, even the next one', () => {
    expect(uniforms(createRng(1))).not.toEqual(uniforms(createRng(2)));
    expect(uniforms(createRng(1))).not.toEqual(uniforms(createRng('1')));
  });

  it('gives the numbers that every link made so far stands on', () => {
    const rng = createRng(1);
    expect(uniforms(rng, 3)).toEqual(RECORDED.uniform);
    expect(draws(3, () => rng.normal())).toEqual(RECORDED.normal);
    expect(draws(8, () => rng.integer(10))).toEqual(RECORDED.integer);
    expect(uniforms(rng.fork('weights', 0, 'U'), 2)).toEqual(RECORDED.fork);
  });

  it('draws whole numbers as pure-rand does, whatever the bound', () => {
    const rng = createRng('bounds');
    const bounds = [1, 2, 3, 7, 1000, 2 ** 31 + 1, 3e9, 2 ** 32, 2 ** 32 + 1];
    expect(bounds.map((bound) => [rng.integer(bound), rng.integer(bound)])).toEqual(BOUNDED);
  });

  it('takes any text and any number for a label', () => {
    const labels = ['"', -5, 1.5, Number.NaN, '日', 2 ** 32] as const;
    expect(createRng(...labels).uniform()).toBe(0.8674644207663857);
    expect(
      createRng(...labels.slice(0, 2))
        .fork(...labels.slice(2))
        .uniform(),
    ).toBe(0.8674644207663857);
    expect(uniforms(createRng().fork('a'))).toEqual(uniforms(createRng('a')));
  });

  it('starts neighbouring seeds without a likeness', () => {
    const firsts = Array.from({ length: 4000 }, (_, seed) => createRng(seed).uniform());
    expect(mean(firsts)).toBeCloseTo(0.5, 1.5);
    const products = firsts.slice(1).map((value, k) => (value - 0.5) * ((firsts[k] ?? 0) - 0.5));
    expect(Math.abs(mean(products))).toBeLessThan(0.005);
  });
});

describe('a fork', () => {
  it('does not depend on what was drawn before', () => {
    const fresh = createRng(3);
    const used = createRng(3);
    uniforms(used, 100);
    expect(uniforms(used.fork('batch', 4))).toEqual(uniforms(fresh.fork('batch', 4)));
  });

  it('leaves its parent where it was', () => {
    const rng = createRng(3);
    uniforms(rng.fork('batch', 0), 50);
    expect(uniforms(rng)).toEqual(uniforms(createRng(3)));
  });

  it('differs by its label, its order and the kind of its label', () => {
    const rng = createRng(3);
    const forks = [rng, rng.fork('a'), rng.fork('b'), rng.fork('a', 'b'), rng.fork('b', 'a'), rng.fork('ab'), rng.fork(1), rng.fork('1')];
    expect(new Set(forks.map((fork) => fork.uniform())).size).toBe(forks.length);
  });

  it('is the same in one step or in two', () => {
    expect(uniforms(createRng(3).fork('a').fork('b'))).toEqual(uniforms(createRng(3).fork('a', 'b')));
  });

  it('is uncorrelated with its siblings', () => {
    const rng = createRng(5);
    const a = uniforms(rng.fork('batch', 0), 20_000);
    const b = uniforms(rng.fork('batch', 1), 20_000);
    expect(Math.abs(mean(a.map((value, k) => (value - 0.5) * ((b[k] ?? 0) - 0.5))))).toBeLessThan(0.003);
  });
});

describe('what is drawn', () => {
  it('is uniform in [0, 1)', () => {
    const values = uniforms(createRng(11), 100_000);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(mean(values)).toBeCloseTo(1 / 2, 2);
    expect(moment(values, 2)).toBeCloseTo(1 / 3, 2);
    expect(moment(values, 3)).toBeCloseTo(1 / 4, 2);
  });

  it('is normal with the moments 0, 1, 0, 3', () => {
    const rng = createRng(12);
    const values = draws(200_000, () => rng.normal());
    expect(mean(values)).toBeCloseTo(0, 1.5);
    expect(moment(values, 2)).toBeCloseTo(1, 1.5);
    expect(Math.abs(moment(values, 3))).toBeLessThan(0.05);
    expect(Math.abs(moment(values, 4) - 3)).toBeLessThan(0.1);
  });

  it('gives each whole number below a bound equally often', () => {
    const rng = createRng(13);
    const counts = [0, 0, 0, 0, 0, 0, 0];
    for (const drawn of draws(70_000, () => rng.integer(7))) counts[drawn] = (counts[drawn] ?? 0) + 1;
    expect(counts.every((count) => Math.abs(count - 10_000) < 500)).toBe(true);
  });

  it('refuses a bound that is no whole number from 1', () => {
    expect(() => createRng(1).integer(0)).toThrow('integer below 0');
    expect(() => createRng(1).integer(2.5)).toThrow('2.5');
  });
});
