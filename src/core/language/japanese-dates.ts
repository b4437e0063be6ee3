import { shorten } from '../words.ts';
import { charactersOf } from './alphabet.ts';
import { type CalendarDate, checkDate, type DateRead, isDate } from './calendar.ts';
import { numberInKanji, readKanjiNumber } from './kanji-numbers.ts';

/** The ways a date is written, each by an example. */
export const DATE_STYLES = { western: '一九八七年五月三日', era: '昭和六十二年五月三日' } as const;
export type DateStyle = keyof typeof DATE_STYLES;

/** Eras from their first days on; the first year of each is 元年. */
const ERAS = [
  { name: '明治', year: 1868, month: 10, day: 23 },
  { name: '大正', year: 1912, month: 7, day: 30 },
  { name: '昭和', year: 1926, month: 12, day: 25 },
  { name: '平成', year: 1989, month: 1, day: 8 },
  { name: '令和', year: 2019, month: 5, day: 1 },
] as const;

const DIGITS = '〇一二三四五六七八九';
const [TEN, YEAR, MONTH, DAY, FIRST] = ['十', '年', '月', '日', '元'];

/** In the order of their codes. */
export const JAPANESE_DATE_ALPHABET: readonly string[] = charactersOf([
  DIGITS,
  TEN,
  YEAR,
  MONTH,
  DAY,
  FIRST,
  ...ERAS.map(({ name }) => name),
]);
/** Characters of 昭和六十三年十二月三十一日. */
export const LONGEST_JAPANESE_DATE = 13;

/**
 * A date in Japanese: 一九八七年五月三日 by the western year, digit by digit, or 昭和六十二年五月三日 by the year of its era.
 * @throws {RangeError} where there is no such day in the years 1900 to 2030.
 */
export function dateInJapanese(date: CalendarDate, style: DateStyle): string {
  checkDate(date);
  const year = style === 'western' ? digitByDigit(date.year) : yearOfEra(date);
  return `${year}${YEAR}${numberInKanji(date.month)}${MONTH}${numberInKanji(date.day)}${DAY}`;
}

function digitByDigit(number: number): string {
  let digits = '';
  for (let rest = number; rest > 0; rest = Math.floor(rest / 10)) digits = `${DIGITS[rest % 10]}${digits}`;
  return digits;
}

/** A number that grows from day to day, also before the first year. */
const orderOf = ({ year, month, day }: CalendarDate): number => 10_000 * year + 100 * month + day;

function yearOfEra(date: CalendarDate): string {
  const era = ERAS.findLast((one) => orderOf(one) <= orderOf(date)) ?? ERAS[0];
  const year = date.year - era.year + 1;
  return `${era.name}${year === 1 ? FIRST : numberInKanji(year)}`;
}

/** The style of a date that is written in one of the two. */
export const dateStyleOf = (text: string): DateStyle => (DIGITS.includes(text.trim()[0] ?? '') ? 'western' : 'era');

const SHAPE = new RegExp(`^([^${YEAR}]+)${YEAR}([^${MONTH}]+)${MONTH}([^${DAY}]+)${DAY}$`, 'u');

/** Reads a date as `dateInJapanese` writes it in either style, and in no other way. */
export function readJapaneseDate(text: string): DateRead {
  const written = text.trim();
  const [, year = '', month = '', day = ''] = SHAPE.exec(written) ?? [];
  const date = { year: yearIn(year), month: numberIn(month), day: numberIn(day) };
  if (isDate(date) && dateInJapanese(date, dateStyleOf(written)) === written) return { date };
  return { fault: `“${shorten(written)}” is no date: write one such as “${DATE_STYLES.western}” or “${DATE_STYLES.era}”.` };
}

function yearIn(text: string): number {
  const era = ERAS.find(({ name }) => text.startsWith(name));
  if (era === undefined) return Number(Array.from(text, (sign) => DIGITS.indexOf(sign)).join(''));
  const count = text.slice(era.name.length);
  return era.year - 1 + (count === FIRST ? 1 : numberIn(count));
}

/** NaN where it is none. */
function numberIn(text: string): number {
  const read = readKanjiNumber(text);
  return 'number' in read ? read.number : Number.NaN;
}
