import { shorten } from '../words.ts';
import { charactersOf } from './alphabet.ts';
import { checkNumber, MOST_NUMBER, type NumberRead } from './numbers.ts';

const ZERO = '零';
const DIGITS = '一二三四五六七八九';
const SIZES = [
  { sign: '千', size: 1000 },
  { sign: '百', size: 100 },
  { sign: '十', size: 10 },
] as const;

/** The digits, then ten, hundred, thousand, all in the order of their codes. */
export const KANJI_NUMBER_ALPHABET: readonly string[] = charactersOf([ZERO, DIGITS, ...SIZES.map(({ sign }) => sign)]);
/** Characters of 九千九百九十九. */
export const LONGEST_KANJI_NUMBER = 7;

/**
 * A number in Japanese numerals: 407 is 四百七, 1023 is 千二十三; a single ten, hundred or thousand has no 一 before it.
 * @throws {RangeError} outside 0 to 9999.
 */
export function numberInKanji(number: number): string {
  checkNumber(number);
  if (number === 0) return ZERO;
  const parts = SIZES.map(({ sign, size }) => {
    const digit = Math.floor(number / size) % 10;
    if (digit === 0) return '';
    return digit === 1 ? sign : `${kanjiDigit(digit)}${sign}`;
  });
  return `${parts.join('')}${kanjiDigit(number % 10)}`;
}

/** 一 for 1 … 九 for 9, nothing for 0. */
const kanjiDigit = (digit: number): string => DIGITS[digit - 1] ?? '';

/** Reads a number as `numberInKanji` writes it, and in no other way. */
export function readKanjiNumber(text: string): NumberRead {
  const written = text.trim();
  const number = written === ZERO ? 0 : valueOf(written);
  if (number <= MOST_NUMBER && written !== '' && numberInKanji(number) === written) return { number };
  return { fault: `“${shorten(written)}” is no number from ${ZERO} to ${numberInKanji(MOST_NUMBER)}: write one such as “四百七”.` };
}

/** What digits and signs add up to, where they are in order; what they are not is found out by writing it again. */
function valueOf(text: string): number {
  let [rest, value] = [text, 0];
  for (const { sign, size } of SIZES) {
    const at = rest.indexOf(sign);
    if (at < 0) continue;
    value += size * (at === 0 ? 1 : digitOf(rest.slice(0, at)));
    rest = rest.slice(at + 1);
  }
  return value + digitOf(rest);
}

/** 1 to 9, else 0. */
const digitOf = (text: string): number => (text.length === 1 ? DIGITS.indexOf(text) + 1 : 0);
