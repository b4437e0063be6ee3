import { describe, expect, test } from 'vitest';
import { normWords } from './normWords.ts';
import { curveOf, predictionOf } from './prediction.ts';
import { type MeasuredNorms, scoreNorms } from './scoreNorms.ts';

const FLOOR = 2 ** -126;

/** A line through two points over so many steps. */
const line = (first: number, last: number, steps = 40) =>
  curveOf(
    predictionOf('norm', steps, [
      { at: 1, log: first },
      { at: steps, log: last },
    ]),
    steps,
  );

/** Norms that change by a factor a step back from `last`. */
const measured = (factor: number, last: number, steps = 40, horizon: number | null = null): MeasuredNorms => ({
  norms: Array.from({ length: steps }, (_, t) => last * factor ** (steps - 1 - t)),
  scored: steps - 1,
  floor: FLOOR,
  horizon,
});

const told = (curve: Float64Array, norms: MeasuredNorms): string => {
  const score = scoreNorms(curve, norms);
  return score === null ? '' : normWords(score).join(' ');
};

describe('a drawn norm and norms of a known slope', () => {
  /** ×0.5 for 39 steps is 10⁻¹¹·⁷⁴. */
  const halved = measured(0.5, 0.1, 40, 6);

  test('the right direction, ten orders of magnitude off at step 1', () => {
    expect(told(line(-2.74, -1), halved)).toBe(
      'You were right about the direction: on its way back the norm fades. You were off by ten orders of magnitude at step 1, where you drew 10⁻³ and it is 10⁻¹³. ' +
        'You drew ×0.90 a step back; it is ×0.50. Over 39 steps that multiplies to 10⁻¹². ' +
        'By your line the horizon would be 39 steps back; it is 6 steps back.',
    );
  });

  test('what was drawn is what is measured', () => {
    const exact = line(-1 - 39 * Math.log10(2), -1);
    expect(told(exact, halved)).toBe(
      'You were right about the direction: on its way back the norm fades. You were nowhere off by more than a factor of 1.5. ' +
        'You had its pace: ×0.50 a step back. Over 39 steps that multiplies to 10⁻¹². You had the horizon right: 6 steps back.',
    );
    const score = scoreNorms(exact, halved);
    expect(score?.worst?.by).toBeCloseTo(0, 1);
    expect(score?.change).toBeCloseTo(-39 * Math.log10(2), 12);
  });

  test.each([
    ['level', 0, 0.5, 'You drew a norm that hardly changes on its way back, and it fades.'],
    ['growing', 6, 0.5, 'You drew a norm that grows on its way back, and it fades.'],
    ['fading', -6, 1.5, 'You drew a norm that fades on its way back, and it grows.'],
    ['level', 0.1, 1, 'You were right about the direction: on its way back the norm hardly changes.'],
    ['growing', 4, 1.3, 'You were right about the direction: on its way back the norm grows.'],
    ['fading', -4, 0.99, 'You drew a norm that fades on its way back, and it hardly changes.'],
  ])('a %s line (%d decades) against ×%d a step', (_, decades, factor, sentence) => {
    expect(told(line(decades, 0), measured(factor, 1))).toContain(sentence);
  });

  test.each([
    [0.05, 'nowhere off by more than a factor of 1.5'],
    [0.301, 'off by a factor of 2 at'],
    [0.6, 'off by a factor of 4 at'],
    [1, 'off by one order of magnitude at'],
    [3, 'off by three orders of magnitude at'],
    [20, 'off by 20 orders of magnitude at'],
    [-3, 'off by three orders of magnitude at'],
  ])('%d decades beside it throughout', (decades, words) => {
    expect(told(line(decades, decades), measured(1, 1))).toContain(words);
  });

  test('at half of the steps it may be near, where one is far off', () => {
    const norms = measured(1, 1, 9);
    const one = { ...norms, norms: Array.from(norms.norms, (norm, t) => (t === 4 ? norm * 1e5 : norm)) };
    expect(told(line(0, 0, 9), one)).toContain(
      'off by five orders of magnitude at step 5, where you drew 1 and it is 10⁵. At half of the steps you were within a factor of 1.5.',
    );
  });

  test('the paces are least-squares slopes over the same steps, bent curves too', () => {
    // Steps 1 to 3 back at ×0.1, then level: by hand, the slope of 0, −1, −2, −3, −3 is −0.8 decades a step.
    const bent = { norms: [1e-3, 1e-3, 1e-2, 1e-1, 1], scored: 4, floor: FLOOR, horizon: null };
    const score = scoreNorms(line(-8, 0, 5), bent);
    expect(score?.fade).toBeCloseTo(10 ** -0.8, 12);
    expect(score?.drawnFade).toBeCloseTo(0.01, 12);
    expect(told(line(-8, 0, 5), bent)).toContain('You drew ×0.01 a step back; it is ×0.16. Over 4 steps that multiplies to 10⁻³.');
  });

  test('the place where it is furthest off is told as people count, from 1', () => {
    const score = scoreNorms(line(0, 0), halved);
    expect(score?.worst?.step).toBe(0);
    expect(score?.worst?.by).toBeCloseTo(1 + 39 * Math.log10(2), 12);
  });
});

describe('what cannot be measured', () => {
  test('is below the floor, never 0, and the drawing is off by at least what lies above it', () => {
    const norms = { ...measured(0.5, 1), norms: Array.from({ length: 40 }, (_, t) => (t < 10 ? 0 : t < 12 ? FLOOR / 4 : 1)) };
    const words = told(line(-8, 0), norms);
    expect(words).toContain('You were off by at least 32 orders of magnitude at step 12, where you drew 10⁻⁶ and it is below the floor.');
    expect(words).toContain('At 12 steps the norm is below the floor of 10⁻³⁸, the smallest number that this backend holds.');
    expect(words).toContain('on its way back the norm fades');
    expect(words).not.toMatch(/\b0\b(?!\.)|NaN|Infinity/);
  });

  test('was foreseen by a line that goes below the floor too', () => {
    const norms = { ...measured(0.001, 1, 20), norms: Array.from({ length: 20 }, (_, t) => (t < 7 ? 0 : 1000 ** (t - 19))) };
    const words = told(line(-57, 0, 20), norms);
    expect(words).toContain('You were nowhere off by more than a factor of 1.5.');
    expect(words).toContain('At 7 steps the norm is below the floor of 10⁻³⁸, the smallest number that this backend holds, as you drew.');
  });

  test('is infinite or not a number, and the finite steps are compared all the same', () => {
    const norms = { ...measured(1, 1, 10), norms: [Number.NaN, Number.NaN, Number.POSITIVE_INFINITY, 1e30, 1e20, 1e10, 1, 1, 1, 1] };
    const words = told(line(0, 0, 10), norms);
    expect(words).toContain(
      'You drew a norm that hardly changes on its way back, and it grows. You were off by 30 orders of magnitude at step 4',
    );
    expect(words).toContain('The norm is infinite at 1 step and not a number at 2 steps, beyond any drawing.');
  });

  test('is nothing at all: no word of it, and none where the line covers no step', () => {
    expect(scoreNorms(line(0, 0), { ...measured(1, 1), norms: new Array(40).fill(Number.NaN) })).toBeNull();
    expect(scoreNorms(new Float64Array(40).fill(Number.NaN), measured(1, 1))).toBeNull();
    expect(told(line(0, 0), { ...measured(1, 1), norms: new Float64Array(40) })).toContain('below the floor');
  });

  test('steps after the last scored one have no gradient and are not compared', () => {
    const norms = { ...measured(1, 1), norms: Array.from({ length: 40 }, (_, t) => (t < 30 ? 1 : 0)), scored: 29 };
    expect(told(line(0, 0), norms)).toBe(
      'You were right about the direction: on its way back the norm hardly changes. You were nowhere off by more than a factor of 1.5.',
    );
  });
});

describe('the horizon by the drawn line', () => {
  test.each([
    [0.5, 6, -39 * Math.log10(2), 'You had the horizon right: 6 steps back.'],
    [0.001, 0, -39, 'By your line the horizon would be 2 steps back; it is not one step back.'],
    [1, 39, -39, 'By your line the horizon would be 2 steps back; it is 39 steps back.'],
  ])('is where it falls to 1 %% (×%d a step)', (factor, horizon, first, sentence) => {
    expect(told(line(first, 0), measured(factor, 1, 40, horizon))).toContain(sentence);
  });

  test('is at least so far where the line ends before, and is not told where it does not reach the scored step', () => {
    const half = curveOf(
      predictionOf('norm', 40, [
        { at: 20, log: 0 },
        { at: 40, log: 0 },
      ]),
      40,
    );
    expect(told(half, measured(0.5, 1, 40, 6))).toContain('By your line the horizon would be at least 20 steps back; it is 6 steps back.');
    const early = curveOf(
      predictionOf('norm', 40, [
        { at: 1, log: 0 },
        { at: 30, log: 0 },
      ]),
      40,
    );
    expect(told(early, measured(0.5, 1, 40, 6))).not.toContain('horizon');
  });
});
