import { describe, expect, it } from 'vitest';
import { bestConstant, draw, lettersOf, readsOneEach, sharesOf } from './ladder.test.helper.ts';
import { reber } from './reber.ts';
import type { Sequence } from './task.ts';

const SYMBOLS = 'BTPSXVE';

/** The grammar as a regular expression, written down from its drawing apart from the code. */
const STRING = /^B(TS*XS|TS*XX(T*VPX)*T*V(V|PS)|P(T*VPX)*T*V(V|PS))E$/;

/** Letters that can follow the beginning of a string of the grammar: those that some longer string has there. */
function followers(beginning: string): string {
  const endings = [...ways(6)].filter((ending) => STRING.test(beginning + ending));
  return [...new Set(endings.map((ending) => ending[0]))].sort().join('');
}

function* ways(most: number): Generator<string> {
  for (let length = 1; length <= most; length++) {
    for (let k = 0; k < 6 ** length; k++) {
      let text = '';
      for (let rest = k, place = 0; place < length; place++, rest = Math.floor(rest / 6)) text += 'TPSXVE'[rest % 6];
      yield text;
    }
  }
}

const targetAt = ({ y }: Sequence, t: number): string =>
  [...SYMBOLS]
    .filter((_, o) => y[t * 7 + o] === 1)
    .sort()
    .join('');

describe.each([5, 6, 20, 61])('a thousand sequences of the embedded Reber grammar at lag %i', (lag) => {
  const options = { lag };
  const drawn = draw(reber, options);
  const texts = drawn.map((sequence) => lettersOf(reber, options, sequence).join(''));

  it('read B, T or P, and a string of the grammar of lag letters', () => {
    for (const sequence of drawn) expect(readsOneEach(sequence, 7)).toBe(true);
    for (const text of texts) {
      expect(text).toMatch(/^B[TP]/);
      expect(text.slice(2)).toMatch(STRING);
      expect(text).toHaveLength(lag + 2);
    }
  });

  it('ask at the last step for the T or P that is the clue, lag steps before, and score every step', () => {
    drawn.forEach((sequence, k) => {
      expect(sequence.clues).toEqual([1]);
      expect(targetAt(sequence, lag + 1)).toBe(texts[k]?.[1]);
      expect(sequence.mask.every((mark) => mark === 1)).toBe(true);
      expect(sequence.mask.lastIndexOf(1) - 1).toBe(lag);
    });
  });

  it('allow at every step what came next there, and never more than two letters', () => {
    drawn.forEach((sequence, k) => {
      for (let t = 0; t <= lag; t++) {
        const allowed = targetAt(sequence, t);
        expect(allowed).toContain(texts[k]?.[t + 1]);
        expect([1, 2]).toContain(allowed.length);
      }
      expect([...sequence.y].every((value) => value === 0 || value === 1)).toBe(true);
    });
  });

  it('have T about as often as P, and T first within about as often as P first where the length lets both', () => {
    expect(Math.abs((sharesOf(texts.map((text) => text[1])).get('T') ?? 0) - 0.5)).toBeLessThan(0.06);
    expect(sharesOf(texts.map((text) => text[3])).size).toBe(2);
  });
});

describe('the targets of the embedded Reber grammar', () => {
  it('are exactly the letters that the grammar allows next', () => {
    const options = { lag: 9 };
    const seen = new Map<string, string>();
    for (const sequence of draw(reber, options, 60)) {
      const text = lettersOf(reber, options, sequence).join('');
      for (let t = 2; t < 10; t++) seen.set(text.slice(2, t + 1), targetAt(sequence, t));
    }
    expect(seen.size).toBeGreaterThan(40);
    for (const [beginning, allowed] of seen) expect([beginning, allowed]).toEqual([beginning, followers(beginning)]);
  });

  it('come as often as the grammar makes them among the strings of a length', () => {
    const drawn = draw(reber, { lag: 7 }, 6000).map((sequence) => lettersOf(reber, { lag: 7 }, sequence).join('').slice(2));
    const strings = [...ways(6)].map((ending) => `B${ending}`).filter((text) => text.length === 7 && STRING.test(text));
    const shares = sharesOf(drawn);
    expect([...shares.keys()].sort()).toEqual(strings.sort());
    // Every letter between B and E is one of two, so that all are as likely.
    for (const share of shares.values()) expect(Math.abs(share * strings.length - 1)).toBeLessThan(0.15);
  });
});

describe('the baselines of the embedded Reber grammar', () => {
  it.each([5, 9, 30])('are what the mean target of each step loses at lag %i', (lag) => {
    const baseline = reber.baselines({ lag })[0];
    expect(baseline?.label).toBe('knowing the step alone');
    expect(bestConstant(reber, { lag }, draw(reber, { lag }, 10_000)) / (baseline?.loss ?? 0)).toBeCloseTo(1, 1.5);
  });

  it('are a fourteenth of one of lag + 2 steps for who knows all but the last letter', () => {
    expect(reber.baselines({ lag: 20 })[1]?.loss).toBeCloseTo(1 / 14 / 22, 12);
    const drawn = draw(reber, { lag: 20 }, 10_000);
    const errors = drawn.map(
      ({ y }) => [0, 1, 2, 3, 4, 5, 6].reduce((sum, o) => sum + ((o === 1 || o === 2 ? 0.5 : 0) - (y[21 * 7 + o] ?? 0)) ** 2, 0) / 7,
    );
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length / 22).toBeCloseTo(reber.baselines({ lag: 20 })[1]?.loss ?? 0, 6);
  });

  it('hold to the greatest lag', () => {
    const [stepwise, last] = reber.baselines({ lag: 400 });
    expect(stepwise?.loss).toBeGreaterThan(0.05);
    expect(stepwise?.loss).toBeLessThan(0.15);
    expect(last?.loss).toBeCloseTo(1 / 14 / 402, 12);
  });
});

describe('the measure of the embedded Reber grammar', () => {
  it('is the share of sequences in which the largest answers are the allowed letters, at every step', () => {
    const options = { lag: 12 };
    const [{ y, mask }] = draw(reber, options, 1) as readonly [Sequence];
    const measure = reber.measure(options);
    const judged = (answers: Float32Array) => ({ steps: 14, outputs: 7, answers, y, mask });
    expect(measure.isRight(judged(y.map((value) => 0.2 + 0.1 * value)))).toBe(true);
    const confused = Float32Array.from(y);
    for (const o of [1, 2]) confused[13 * 7 + o] = 0.5;
    expect(measure.isRight(judged(confused))).toBe(false);
    expect(measure.value(measure.add(judged(confused)))).toBe(0);
  });
});
