import { nearest } from '../cell/nearest.ts';
import { shorten } from '../words.ts';
import { charactersOf } from './alphabet.ts';
import { checkNumber, MOST_NUMBER, type NumberRead } from './numbers.ts';

const ZERO = 'zero';
const SMALL = `${ZERO} one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen`;
/** 0 to 19. */
const UNDER_TWENTY = SMALL.split(' ');
/** 20, 30, … 90. */
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const [HUNDRED, THOUSAND, AND] = ['hundred', 'thousand', 'and'];

export const ENGLISH_NUMBER_ALPHABET: readonly string[] = charactersOf([...UNDER_TWENTY, ...TENS, HUNDRED, THOUSAND, AND, '- ']);
/** Characters of "three thousand three hundred and seventy-three". */
export const LONGEST_ENGLISH_NUMBER = 46;

/**
 * A number in words, as the British say it: 407 is "four hundred and seven".
 * @throws {RangeError} outside 0 to 9999.
 */
export function numberInEnglish(number: number): string {
  checkNumber(number);
  if (number === 0) return ZERO;
  const [thousands, hundreds, rest] = [Math.floor(number / 1000), Math.floor(number / 100) % 10, number % 100];
  const parts: string[] = [];
  if (thousands > 0) parts.push(`${UNDER_TWENTY[thousands]} ${THOUSAND}`);
  if (hundreds > 0) parts.push(`${UNDER_TWENTY[hundreds]} ${HUNDRED}`);
  if (rest > 0) parts.push(parts.length > 0 ? `${AND} ${belowHundred(rest)}` : belowHundred(rest));
  return parts.join(' ');
}

function belowHundred(number: number): string {
  if (number < UNDER_TWENTY.length) return UNDER_TWENTY[number] ?? '';
  const tens = TENS[Math.floor(number / 10) - 2] ?? '';
  return number % 10 === 0 ? tens : `${tens}-${UNDER_TWENTY[number % 10]}`;
}

const WORDS = new Set([...UNDER_TWENTY, ...TENS, HUNDRED, THOUSAND, AND, 'a']);

/** Reads a number in words, in whatever case, with or without its hyphen and its "and", with "a" for one before hundred and thousand. */
export function readEnglishNumber(text: string): NumberRead {
  const words = text
    .toLowerCase()
    .split(/[\s\p{Pd}]+/u)
    .filter((word) => word !== '');
  const number = valueOf(words);
  return number === null ? { fault: faultIn(text, words) } : { number };
}

/** What is left of the words, and the value of those before; null where they say nothing. */
type Taken = { readonly value: number; readonly rest: readonly string[] } | null;

function valueOf(words: readonly string[]): number | null {
  if (words.length === 1 && words[0] === ZERO) return 0;
  const thousands = take(words, THOUSAND, 1000);
  const hundreds = thousands && take(thousands.rest, HUNDRED, 100);
  if (!thousands || !hundreds) return null;
  const big = thousands.value + hundreds.value;
  const joined = big > 0 && hundreds.rest.length > 1 && hundreds.rest[0] === AND;
  const small = smallOf(joined ? hundreds.rest.slice(1) : hundreds.rest);
  return small === null || big + small === 0 ? null : big + small;
}

function take(words: readonly string[], word: string, size: number): Taken {
  if (words[1] !== word) return { value: 0, rest: words };
  const count = words[0] === 'a' ? 1 : UNDER_TWENTY.indexOf(words[0] ?? '');
  return count >= 1 && count <= 9 ? { value: count * size, rest: words.slice(2) } : null;
}

/** The value of words below a hundred, 0 where there are none. */
function smallOf(words: readonly string[]): number | null {
  const [first = '', second = ''] = words;
  if (words.length > 2) return null;
  if (words.length === 0) return 0;
  const tens = 10 * (TENS.indexOf(first) + 2);
  if (words.length === 1) return tens >= 20 ? tens : above(UNDER_TWENTY.indexOf(first));
  const ones = UNDER_TWENTY.indexOf(second);
  return tens >= 20 && ones >= 1 && ones <= 9 ? tens + ones : null;
}

const above = (number: number): number | null => (number > 0 ? number : null);

function faultIn(text: string, words: readonly string[]): string {
  if (words.length === 0) return `There is no number yet: ${EXAMPLE}.`;
  const digits = Number(text.replaceAll(',', ''));
  if (/\d/.test(text) && digits >= 0 && digits <= MOST_NUMBER && Number.isInteger(digits))
    return `The network reads words: write ${shorten(text.trim())} as “${numberInEnglish(digits)}”.`;
  const unknown = words.find((word) => !WORDS.has(word));
  if (unknown === undefined) return `“${shorten(text.trim())}” is no number from zero to ${numberInEnglish(MOST_NUMBER)}: ${EXAMPLE}.`;
  const meant = nearest(unknown, WORDS);
  return `“${shorten(unknown)}” is no word for a number: ${meant === null ? `${EXAMPLE}.` : `did you mean “${meant}”?`}`;
}

const EXAMPLE = 'write one such as “four hundred and seven”';
