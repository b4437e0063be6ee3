import { monthNamed } from './monthNames.ts';
import type { Pair } from './readings.ts';

/** A date under both readings: `first` where 3/5 is the third of May, `second` where it is March the fifth. */
export interface DatePair extends Pair {
  /** Whether its year is written with two digits: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068. */
  short: boolean;
  /** `/` or `-` between day and month where both readings are dates; empty elsewhere. */
  mark: string;
}

export const makeDatePair = (): DatePair => ({ first: Number.NaN, second: Number.NaN, short: false, mark: '' });

/** Characters that a date may have; more is text, and is not searched. */
const LONGEST = 60;

/** Milliseconds from 1 January 1970; NaN where there is no such day. */
function dayOf(year: number, month: number, day: number): number {
  if (!(year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return Number.NaN;
  return day <= 28 || day <= lengthOf(year, month) ? Date.UTC(year, month - 1, day) : Number.NaN;
}

function lengthOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * Reads 2014-05-03, 2014/5/3, 3.5.2014, 3/5/2014, 5/3/2014, 3 May 2014, May 3, 2014, 3-Mai-14, and without a day 2014-05,
 * 05/2014, 2014M05, May 2014, May-14, 2014-Q2; after a day also a time: T12:00, 12:00:30.5, 1:05 pm, with Z or +02:00.
 */
export function readDate(cell: string, pair: DatePair): boolean {
  if (cell.length < 5 || cell.length > LONGEST) return false;
  pair.short = false;
  pair.mark = '';
  const timed = cell.includes(':') ? TIME.exec(cell) : null;
  const time = timed === null ? 0 : timeOf(timed);
  const date = timed === null ? cell : cell.slice(0, timed.index);
  const isDay = readDay(date, pair);
  if (!isDay && !(LETTER.test(date) ? readNamed(date, pair) : timed === null && readMonth(date, pair))) return false;
  pair.first += time;
  pair.second += time;
  return !Number.isNaN(pair.first) || !Number.isNaN(pair.second);
}

const LETTER = /\p{L}/u;
const TIME =
  /(?:(?<=\d)T|[,\s]\s*)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s?([ap])\.?m\.?)?\s?(?:(Z|UTC|GMT)|([+-])(\d{2}):?(\d{2})?)?$/i;

/** Milliseconds after midnight, less the distance of the zone; NaN where there is no such time. */
function timeOf([
  ,
  hour,
  minute,
  second = '0',
  fraction = '',
  half = '',
  ,
  sign,
  zoneHour = '0',
  zoneMinute = '0',
]: RegExpExecArray): number {
  const hours = half === '' ? Number(hour) : hoursOf(Number(hour), half.toLowerCase() === 'p');
  const [minutes, seconds] = [Number(minute), Number(second)];
  if (!(hours <= 23 && minutes <= 59 && seconds <= 59)) return Number.NaN;
  const zone = (sign === '-' ? -1 : 1) * (Number(zoneHour) * 60 + Number(zoneMinute));
  return (hours * 60 + minutes - zone) * 60_000 + seconds * 1000 + Math.floor(Number(`0.${fraction}0`) * 1000);
}

const hoursOf = (hour: number, afternoon: boolean): number => (hour >= 1 && hour <= 12 ? (hour % 12) + (afternoon ? 12 : 0) : Number.NaN);

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/;

function readDay(date: string, pair: DatePair): boolean {
  const [, year, , month, day] = YEAR_FIRST.exec(date) ?? [];
  if (year !== undefined) return both(pair, dayOf(Number(year), Number(month), Number(day)));
  const [, one, mark = '', two, last = ''] = YEAR_LAST.exec(date) ?? [];
  if (one === undefined) return false;
  const full = fullYear(last, pair);
  pair.first = dayOf(full, Number(two), Number(one));
  pair.second = mark === '.' ? Number.NaN : dayOf(full, Number(one), Number(two));
  if (!Number.isNaN(pair.first) && !Number.isNaN(pair.second)) pair.mark = mark;
  return true;
}

function fullYear(year: string, pair: DatePair): number {
  if (year.length === 4) return Number(year);
  pair.short = true;
  return Number(year) + (Number(year) >= 69 ? 1900 : 2000);
}

/** True where it is a date at all; NaN is none. */
function both(pair: DatePair, time: number): boolean {
  pair.first = pair.second = time;
  return true;
}

const YEAR_MONTH = /^(\d{4})[-/](\d{1,2})$/;
const MONTH_YEAR = /^(\d{1,2})[-/](\d{4})$/;

function readMonth(date: string, pair: DatePair): boolean {
  const [, year, month] = YEAR_MONTH.exec(date) ?? [];
  if (year !== undefined) return both(pair, dayOf(Number(year), Number(month), 1));
  const [, first, last] = MONTH_YEAR.exec(date) ?? [];
  return first !== undefined && both(pair, dayOf(Number(last), Number(first), 1));
}

const STATISTICAL = /^(\d{4})[- ]?([MQ])([01]?\d)$/i;
const QUARTER_YEAR = /^Q([1-4])[-/ ](\d{4})$/i;
const DAY_NAME_YEAR = /^(\d{1,2})(?:st|nd|rd|th)?[.\s-]+(\p{L}+)[.,\s-]+(\d{4}|\d{2})$/u;
const NAME_DAY_YEAR = /^(\p{L}+)[.\s]+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u;
const NAME_YEAR = /^(\p{L}+)(?:[.,\s-]+(\d{4})|[-'’](\d{2}))$/u;
const YEAR_NAME = /^(\d{4})[.\s-]+(\p{L}+)(?:[.\s-]+(\d{1,2}))?$/u;

function readNamed(date: string, pair: DatePair): boolean {
  const [, year, letter, part] = STATISTICAL.exec(date) ?? [];
  if (year !== undefined) return both(pair, partOf(Number(year), letter === 'M' || letter === 'm', Number(part)));
  const [, quarter, after] = QUARTER_YEAR.exec(date) ?? [];
  if (quarter !== undefined) return both(pair, partOf(Number(after), false, Number(quarter)));
  const [, day, name, last] = DAY_NAME_YEAR.exec(date) ?? [];
  if (day !== undefined) return named(pair, last, name, day);
  const [, before, dayAfter, lastYear] = NAME_DAY_YEAR.exec(date) ?? [];
  if (before !== undefined) return named(pair, lastYear, before, dayAfter);
  const [, month, whole, short] = NAME_YEAR.exec(date) ?? [];
  if (month !== undefined) return named(pair, whole ?? short, month);
  const [, yearFirst, middle, end] = YEAR_NAME.exec(date) ?? [];
  return yearFirst !== undefined && named(pair, yearFirst, middle, end);
}

const partOf = (year: number, isMonth: boolean, part: number): number =>
  isMonth ? dayOf(year, part, 1) : part <= 4 ? dayOf(year, 3 * part - 2, 1) : Number.NaN;

function named(pair: DatePair, year = '', name = '', day = '1'): boolean {
  const month = monthNamed(name);
  return month > 0 && both(pair, dayOf(fullYear(year, pair), month, Number(day)));
}

/** A day written as one number, 20140503; NaN where there is no such day. */
export const compactDay = (number: number): number =>
  number >= 10_000_101 && number <= 29_991_231
    ? dayOf(Math.floor(number / 10_000), Math.floor(number / 100) % 100, number % 100)
    : Number.NaN;
