import type { Rng } from '../rng.ts';
import type { Split } from '../tasks/task.ts';
import { splitOfPair } from './held-out.ts';

/** A day of the Gregorian calendar; months and days count from 1. */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** What a text says, or a sentence on why it says none. */
export type DateRead = { readonly date: CalendarDate } | { readonly fault: string };

/** Dates go from 1 January of the first year to 31 December of the last: the Meiji era counted by the moon until 1872. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2030;

export const MONTHS = 'January February March April May June July August September October November December'.split(' ');
export const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export const daysInMonth = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0));

/** Running sums from 0. */
function starts(lengths: readonly number[]): readonly number[] {
  const sums = [0];
  for (const [k, length] of lengths.entries()) sums.push((sums[k] ?? 0) + length);
  return sums;
}
/** Days of a year before each month, in a common year and in a leap year. */
const MONTH_STARTS = [2001, 2000].map((year) => starts(MONTH_LENGTHS.map((_, k) => daysInMonth(year, k + 1))));
const monthStarts = (year: number): readonly number[] => MONTH_STARTS[isLeap(year) ? 1 : 0] ?? [];
/** Days from the first date to the start of each year. */
const YEAR_STARTS = starts(Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, k) => (isLeap(FIRST_YEAR + k) ? 366 : 365)));

/** How many dates there are. */
export const DATES = YEAR_STARTS.at(-1) ?? 0;

/** Position of the last start that is no later, looked for from a position that is surely not beyond it. */
function startBefore(index: number, sums: readonly number[], from: number): number {
  let at = from;
  while ((sums[at + 1] ?? Number.POSITIVE_INFINITY) <= index) at++;
  return at;
}

/** The date of so many days after the first one. */
export function dateAt(index: number): CalendarDate {
  const years = startBefore(index, YEAR_STARTS, Math.floor(index / 366));
  const year = FIRST_YEAR + years;
  const day = index - (YEAR_STARTS[years] ?? 0);
  const months = startBefore(day, monthStarts(year), Math.floor(day / 31));
  return { year, month: months + 1, day: day - (monthStarts(year)[months] ?? 0) + 1 };
}

/** How many days after the first date a day of the years 1900 to 2030 is; NaN for one of other years. */
export const indexOfDate = ({ year, month, day }: CalendarDate): number =>
  (YEAR_STARTS[year - FIRST_YEAR] ?? Number.NaN) + (monthStarts(year)[month - 1] ?? Number.NaN) + day - 1;

/** 1 January 1900 was a Monday. */
export const weekdayOf = (date: CalendarDate): string => WEEKDAYS[(indexOfDate(date) + 1) % 7] ?? '';

/** Whether there was or will be such a day, within the years. */
export function isDate({ year, month, day }: CalendarDate): boolean {
  const whole = [year, month, day].every(Number.isInteger);
  return whole && year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** @throws {RangeError} */
export function checkDate(date: CalendarDate): void {
  if (isDate(date)) return;
  const { year, month, day } = date;
  throw new RangeError(`year ${year}, month ${month}, day ${day} is no date: give a day of the years ${FIRST_YEAR} to ${LAST_YEAR}`);
}

const SALT = 2;

/** 5 % of all dates for the probe, 5 % for the test, in whatever form they are written. */
export const splitOfDate = (date: CalendarDate): Split => splitOfPair(indexOfDate(date), SALT);

/** A date of the split, each as likely as another. */
export function drawDate(rng: Rng, split: Split): CalendarDate {
  for (;;) {
    const date = dateAt(rng.integer(DATES));
    if (splitOfDate(date) === split) return date;
  }
}
