import { counted, inGroups, quoted, TableFault } from './fault.ts';
import type { Column } from './table.ts';

/** Rows in order of time. */
export interface Ordered {
  /** Place in the file of each row; null where they stand in order already. */
  readonly order: Uint32Array | null;
  /** Their dates in that order; null where rows have none to go by. */
  readonly dates: Float64Array | null;
  readonly notes: readonly string[];
}

/**
 * Rows in the order of their dates, rows of one date as they stand. Where dates are missing the rows are only counted.
 * @throws {TableFault} where dates are missing and the others are not in order.
 */
export function orderedBy(column: Column | null): Ordered {
  if (column === null)
    return { order: null, dates: null, notes: ['There is no column of dates: rows are taken in the order of the file.'] };
  const { values: dates, name } = column;
  const late = firstBack(dates, 1);
  if (column.missing > 0) return unlabelled(column, late);
  if (late < 0) return { order: null, dates, notes: sameDates(dates, name) };
  const order = Uint32Array.from(dates, (_, row) => row);
  const isReversed = firstBack(dates, -1) < 0;
  if (isReversed) order.reverse();
  else order.sort((a, b) => (dates[a] as number) - (dates[b] as number) || a - b);
  const sorted = Float64Array.from(order, (row) => dates[row] as number);
  return { order, dates: sorted, notes: [isReversed ? reversedNote(name) : sortedNote(name, dates, late), ...sameDates(sorted, name)] };
}

/** The first row whose date comes before the one above it (`way` 1) or after it (−1); −1 where none does. */
function firstBack(dates: Float64Array, way: 1 | -1): number {
  let before = Number.NaN;
  return dates.findIndex((date) => {
    if (Number.isNaN(date)) return false;
    const isBack = way * (date - before) < 0;
    before = date;
    return isBack;
  });
}

function unlabelled({ name, values, missing }: Column, late: number): Ordered {
  const gap = values.findIndex(Number.isNaN);
  if (late >= 0)
    throw new TableFault(
      `Row ${inGroups(gap + 1)} has no date in ${quoted(name)}, and row ${inGroups(late + 1)} is earlier than the row above it, so that the rows cannot be put in order. Give every row a date, or sort them`,
    );
  return {
    order: null,
    dates: null,
    notes: [
      `${counted(missing, 'row')} ${missing === 1 ? 'has' : 'have'} no date in ${quoted(name)}: rows are counted, in the order of the file.`,
    ],
  };
}

const reversedNote = (name: string): string => `Rows are turned round, since ${quoted(name)} begins with the latest.`;

function sortedNote(name: string, dates: Float64Array, late: number): string {
  let count = 0;
  for (let row = 1; row < dates.length; row++) if ((dates[row] as number) < (dates[row - 1] as number)) count++;
  return `Rows are sorted by ${quoted(name)}: ${count === 1 ? 'one is' : `${inGroups(count)} are`} earlier than the row above, first row ${inGroups(late + 1)}.`;
}

function sameDates(dates: Float64Array, name: string): string[] {
  let count = 0;
  for (let row = 1; row < dates.length; row++) if (dates[row] === dates[row - 1]) count++;
  return count === 0
    ? []
    : [`${quoted(name)} is the same as in the row above in ${counted(count, 'row')}: each counts as a step of its own.`];
}
