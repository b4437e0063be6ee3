import { counted, quoted, TableFault } from './fault.ts';

/** Values in a row that are filled; more are refused. */
const LONGEST_GAP = 3;

/** Where all of some columns have begun and none has ended: [from, to). Empty where there is no such row. */
export function common(columns: readonly Float64Array[]): { readonly from: number; readonly to: number } {
  const isThere = (value: number): boolean => !Number.isNaN(value);
  const starts = columns.map((values) => {
    const first = values.findIndex(isThere);
    return first < 0 ? values.length : first;
  });
  const ends = columns.map((values) => values.findLastIndex(isThere) + 1);
  return { from: Math.max(...starts), to: Math.min(...ends) };
}

/**
 * Fills up to three missing values in a row along the line between the values beside them, in place; the first and the last
 * are there. Gives how many were filled.
 * @throws {TableFault} at a longer gap.
 */
export function fillGaps(name: string, values: Float64Array, place: (row: number) => string): number {
  let filled = 0;
  for (let row = 1; row < values.length; row++) {
    if (!Number.isNaN(values[row])) continue;
    const from = row;
    while (Number.isNaN(values[row])) row++;
    if (row - from > LONGEST_GAP) throw tooLong(name, row - from, place(from), place(row - 1));
    fill(values, from - 1, row);
    filled += row - from;
  }
  return filled;
}

const tooLong = (name: string, length: number, first: string, last: string): TableFault =>
  new TableFault(
    `${counted(length, 'value')} in a row are missing in ${quoted(name)}, from ${first} to ${last}, and at most ${LONGEST_GAP} are filled. Cut the file there, or leave the column out`,
  );

/** Values between two that are there. */
function fill(values: Float64Array, before: number, after: number): void {
  const [first, last] = [values[before] as number, values[after] as number];
  for (let row = before + 1; row < after; row++) values[row] = first + ((last - first) * (row - before)) / (after - before);
}
