/** Values a month, each counted from January of year 0; NaN where none was measured. */
export interface Months {
  /** Month of the first value: year × 12 + (0 for January … 11). */
  readonly first: number;
  readonly values: readonly number[];
}

/**
 * Reads lines of a year and its twelve values, `-` for a missing one.
 * @throws {RangeError} where a year is missing or out of order, or a value is no number above 0.
 */
export function monthsOf(text: string): Months {
  const lines = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const start = Number(lines[0]?.[0]);
  const values = lines.flatMap(([year, ...months], k) => {
    if (Number(year) !== start + k) throw new RangeError(`year ${year} stands where ${start + k} is due`);
    if (months.length !== 12) throw new RangeError(`year ${year} has ${months.length} months`);
    return months.map((value) => measured(value, Number(year)));
  });
  return { first: start * 12, values };
}

function measured(text: string, year: number): number {
  if (text === '-') return Number.NaN;
  const value = Number(text);
  if (!(value > 0)) throw new RangeError(`${text} in ${year} is no number above 0`);
  return value;
}

/** The longest stretch without a missing month. */
export function unbroken({ first, values }: Months): Months {
  let best = { from: 0, to: 0 };
  let from = 0;
  values.forEach((value, k) => {
    if (Number.isNaN(value)) from = k + 1;
    else if (k + 1 - from > best.to - best.from) best = { from, to: k + 1 };
  });
  return { first: first + best.from, values: values.slice(best.from, best.to) };
}

const NAMES = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** `monthName(24_040)` is "May 2003". */
export const monthName = (month: number): string => `${NAMES[month % 12]} ${Math.floor(month / 12)}`;
