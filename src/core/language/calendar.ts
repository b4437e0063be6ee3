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

const DAY_MS = 86_400_000;
/** Days from 1 January 1970. */
const dayOf = ({ year, month, day }: CalendarDate): number => Date.UTC(year, month - 1, day) / DAY_MS;
const START = dayOf({ year: FIRST_YEAR, month: 1, day: 1 });

/** How many dates there are. */
export const DATES = dayOf({ year: LAST_YEAR + 1, month: 1, day: 1 }) - START;

/** The date of so many days after the first one. */
export function dateAt(index: number): CalendarDate {
  const date = new Date((START + index) * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** How many days after the first date it is. */
export const indexOfDate = (date: CalendarDate): number => dayOf(date) - START;

export const weekdayOf = (date: CalendarDate): string => WEEKDAYS[(((dayOf(date) + 4) % 7) + 7) % 7] ?? '';

export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

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
