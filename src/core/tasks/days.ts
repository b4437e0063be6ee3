import { monthName } from './months.ts';

/** A value a day, counted in days from 1 January 1970. */
export interface Days {
  readonly first: number;
  readonly values: readonly number[];
}

const DAY_MS = 86_400_000;

/** Days from 1 January 1970 to the first of a month, which is counted from January of year 0. */
const firstOf = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12) / DAY_MS;

/**
 * Reads lines of a month (2012-01) and the values of its days, in tenths; lines that begin with # are passed over.
 * @throws {RangeError} where a month is missing or out of order, or has too few or too many days, or a value is no whole number.
 */
export function daysOf(text: string): Days {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const start = monthOf(lines[0] ?? '');
  const values = lines.flatMap((line, k) => {
    const month = start + k;
    if (monthOf(line) !== month) throw new RangeError(`${line.slice(0, 7)} stands where ${monthName(month)} is due`);
    const days = line.split(' ').slice(1).map(Number);
    const due = firstOf(month + 1) - firstOf(month);
    if (days.length !== due) throw new RangeError(`${monthName(month)} has ${days.length} days, not ${due}`);
    if (!days.every(Number.isInteger)) throw new RangeError(`${monthName(month)} has a value that is no whole number of tenths`);
    return days.map((tenths) => tenths / 10);
  });
  return { first: firstOf(start), values };
}

function monthOf(line: string): number {
  const [, year, month] = /^(\d{4})-(\d\d)(?: |$)/.exec(line) ?? [];
  if (year === undefined || !(Number(month) >= 1 && Number(month) <= 12))
    throw new RangeError(`“${line.slice(0, 20)}” begins with no month`);
  return Number(year) * 12 + Number(month) - 1;
}

/** `dayName(16_193)` is "3 May 2014". */
export function dayName(day: number): string {
  const date = new Date(day * DAY_MS);
  return `${date.getUTCDate()} ${monthName(date.getUTCFullYear() * 12 + date.getUTCMonth())}`;
}
