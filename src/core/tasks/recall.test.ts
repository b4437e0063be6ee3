import { describe, expect, it } from 'vitest';
import { bestConstant, draw, lettersOf, readsOneEach, sharesOf } from './ladder.test.helper.ts';
import { recall } from './recall.ts';

describe.each([4, 20, 75])('a thousand sequences of associative recall at lag %i', (lag) => {
  const options = { lag };
  const drawn = draw(recall, options);
  const texts = drawn.map((sequence) => lettersOf(recall, options, sequence).join(''));

  it('read two pairs of a letter and a digit, blanks, and one of the letters again', () => {
    for (const sequence of drawn) expect(readsOneEach(sequence, 11)).toBe(true);
    for (const text of texts) expect(text).toMatch(new RegExp(`^([a-f][1-4]){2}·{${lag - 4}}[a-f]$`));
  });

  it('use no letter and no digit twice', () => {
    for (const text of texts) expect(new Set(text.slice(0, 4)).size).toBe(4);
  });

  it('score the last step alone, by the digit that followed the letter', () => {
    drawn.forEach(({ y, mask }, k) => {
      const text = texts[k] ?? '';
      const digit = text[text.indexOf(text.at(-1) ?? '') + 1];
      expect(recall.drawing(options).outputs[y[lag] ?? -1]).toBe(digit);
      expect(Array.from(mask, Number)).toEqual([...Array(lag).fill(0), 1]);
    });
  });

  it('have the pair asked for and the question as clues; the first letter is lag steps back', () => {
    drawn.forEach(({ clues }, k) => {
      const text = texts[k] ?? '';
      const key = text.indexOf(text.at(-1) ?? '');
      expect(clues).toEqual([key, key + 1, lag]);
      expect([lag, lag - 2]).toContain(lag - key);
    });
    for (const share of sharesOf(drawn.map(({ clues }) => clues[0])).values()) expect(Math.abs(share - 1 / 2)).toBeLessThan(0.06);
  });

  it('draw letters and digits about equally often', () => {
    const shares = sharesOf(texts.flatMap((text) => [...text.slice(0, 4)]));
    expect(shares.size).toBe(10);
    for (const [symbol, share] of shares) expect(Math.abs(share - (symbol > '9' ? 1 / 12 : 1 / 8))).toBeLessThan(0.02);
  });
});

describe('the baselines of associative recall', () => {
  const options = { lag: 4 };
  const drawn = draw(recall, options, 20_000);

  it('are ln 4 for four digits as likely', () => {
    expect(recall.baselines(options)[0]?.loss).toBeCloseTo(Math.log(4), 12);
    expect(bestConstant(recall, options, drawn)).toBeCloseTo(Math.log(4), 2);
  });

  it('are ln 2 for who knows the digits, and not which followed the letter: each of the two is asked for as often', () => {
    const places = drawn.map((sequence) => {
      const letters = lettersOf(recall, options, sequence);
      const digits = [letters[1], letters[3]].sort();
      return digits.indexOf(recall.drawing(options).outputs[sequence.y[4] ?? -1]);
    });
    const entropy = [...sharesOf(places).values()].reduce((sum, share) => sum - share * Math.log(share), 0);
    expect(recall.baselines(options)[1]?.loss).toBeCloseTo(Math.log(2), 12);
    expect(entropy).toBeCloseTo(Math.log(2), 3);
  });
});
