import { describe, expect, it } from 'vitest';
import { createRng } from '../rng.ts';
import { ENGLISH_NUMBER_ALPHABET, LONGEST_ENGLISH_NUMBER, numberInEnglish, readEnglishNumber } from './english-numbers.ts';
import { KANJI_NUMBER_ALPHABET, LONGEST_KANJI_NUMBER, numberInKanji, readKanjiNumber } from './kanji-numbers.ts';
import { drawNumber, MOST_NUMBER, splitOfNumber } from './numbers.ts';

const ALL = Array.from({ length: MOST_NUMBER + 1 }, (_, number) => number);
const SAID: readonly (readonly [number, string, string])[] = [
  [0, 'zero', '零'],
  [7, 'seven', '七'],
  [10, 'ten', '十'],
  [19, 'nineteen', '十九'],
  [21, 'twenty-one', '二十一'],
  [40, 'forty', '四十'],
  [100, 'one hundred', '百'],
  [115, 'one hundred and fifteen', '百十五'],
  [407, 'four hundred and seven', '四百七'],
  [1000, 'one thousand', '千'],
  [1007, 'one thousand and seven', '千七'],
  [1023, 'one thousand and twenty-three', '千二十三'],
  [2300, 'two thousand three hundred', '二千三百'],
  [8111, 'eight thousand one hundred and eleven', '八千百十一'],
  [9999, 'nine thousand nine hundred and ninety-nine', '九千九百九十九'],
];

const WRITERS = [
  { name: 'English', write: numberInEnglish, read: readEnglishNumber, alphabet: ENGLISH_NUMBER_ALPHABET, longest: LONGEST_ENGLISH_NUMBER },
  { name: 'Japanese', write: numberInKanji, read: readKanjiNumber, alphabet: KANJI_NUMBER_ALPHABET, longest: LONGEST_KANJI_NUMBER },
] as const;

const faultOf = (read: ReturnType<typeof readEnglishNumber>): string => ('fault' in read ? read.fault : `read as ${read.number}`);

describe('numbers in words', () => {
  it.each(SAID)('says %d as “%s” and %s', (number, english, japanese) => {
    expect([numberInEnglish(number), numberInKanji(number)]).toEqual([english, japanese]);
  });

  it.each(WRITERS)('reads every number back from its $name', ({ write, read }) => {
    expect(ALL.filter((number) => JSON.stringify(read(write(number))) !== JSON.stringify({ number }))).toEqual([]);
  });

  it.each(WRITERS)('spells $name with its alphabet, all of it, and no longer than it says', ({ write, alphabet, longest }) => {
    const texts = ALL.map(write);
    expect([...new Set(texts.join(''))].sort()).toEqual(alphabet);
    expect(Math.max(...texts.map(({ length }) => length))).toBe(longest);
  });

  it.each(WRITERS)('has no $name outside 0 to 9999', ({ write }) => {
    for (const number of [-1, 10_000, 1.5, Number.NaN]) expect(() => write(number)).toThrow(RangeError);
  });
});

describe('reading English numbers', () => {
  it.each([
    ['Four Hundred AND seven', 407],
    ['  four hundred seven ', 407],
    ['one thousand twenty three', 1023],
    ['a hundred and five', 105],
    ['a thousand', 1000],
    ['ninety – nine', 99],
  ])('takes “%s” for %d', (text, number) => {
    expect(readEnglishNumber(text)).toEqual({ number });
  });

  it.each([
    'and seven',
    'seven and',
    'seven seven',
    'twenty hundred',
    'ten thousand',
    'seventy-zero',
    'twenty-eleven',
    'hundred',
    'zero hundred',
    'zero zero',
    'one hundred one thousand',
    'one hundred and and one',
    'a',
    'a seven',
  ])('takes “%s” for none, and says what would be one', (text) => {
    expect(faultOf(readEnglishNumber(text))).toBe(
      `“${text}” is no number from zero to nine thousand nine hundred and ninety-nine: write one such as “four hundred and seven”.`,
    );
  });

  it.each([
    ['fourty', '“fourty” is no word for a number: did you mean “forty”?'],
    ['four humdred', '“humdred” is no word for a number: did you mean “hundred”?'],
    ['a bicycle', '“bicycle” is no word for a number: write one such as “four hundred and seven”.'],
    ['407', 'The network reads words: write 407 as “four hundred and seven”.'],
    ['1,023', 'The network reads words: write 1,023 as “one thousand and twenty-three”.'],
    ['10000', '“10000” is no word for a number: write one such as “four hundred and seven”.'],
    [' ', 'There is no number yet: write one such as “four hundred and seven”.'],
  ])('says of “%s”: %s', (text, fault) => {
    expect(faultOf(readEnglishNumber(text))).toBe(fault);
  });
});

describe('reading Japanese numbers', () => {
  it.each(['', '一千', '一百', '百千', '十百', '七四', '四百零', '零零', '四百〇七', '二二十', '万', '407'])(
    'takes “%s” for none',
    (text) => {
      expect(faultOf(readKanjiNumber(text))).toMatch(/is no number from 零 to 九千九百九十九/);
    },
  );
});

describe('the splits of numbers', () => {
  it('hold out a twentieth for the probe and a twentieth for the test, and never zero', () => {
    const share = (split: string): number => ALL.filter((number) => splitOfNumber(number) === split).length / ALL.length;
    expect(share('probe')).toBeCloseTo(0.05, 2);
    expect(share('test')).toBeCloseTo(0.05, 2);
    expect(splitOfNumber(0)).toBe('train');
  });

  it('hold out alike whatever a number ends with', () => {
    const held = ALL.filter((number) => splitOfNumber(number) !== 'train');
    for (let digit = 0; digit < 10; digit++) {
      const share = held.filter((number) => number % 10 === digit).length / held.length;
      expect(share).toBeGreaterThan(0.07);
      expect(share).toBeLessThan(0.13);
    }
  });

  it.each(['train', 'probe', 'test'] as const)(
    'draw for %s from its own numbers alone, some of them short, the same for the same seed',
    (split) => {
      const draw = (): number[] => {
        const rng = createRng('numbers', split);
        return Array.from({ length: 1000 }, () => drawNumber(rng, split));
      };
      const numbers = draw();
      expect(numbers.filter((number) => splitOfNumber(number) !== split)).toEqual([]);
      const short = numbers.filter((number) => number < 1000).length;
      expect(short).toBeGreaterThan(200);
      expect(short).toBeLessThan(450);
      expect(draw()).toEqual(numbers);
    },
  );
});
