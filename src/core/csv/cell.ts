import { makeDatePair, readDate } from './date.ts';
import { makeNumberPair, readNumber, scanNumber } from './number.ts';

const MISSING: ReadonlySet<string> = new Set([
  ...['', 'na', 'n/a', '#n/a', '#na', 'null', 'nan', 'none', 'nil', 'missing'],
  ...['-', '--', '–', '—', '?', '.', '..', '*'],
]);
const LONGEST = 7;

/** Whether a cell says that there is no value: nothing, NA, N/A, null, NaN, none, -, ?, … in capitals or not. */
export const isMissing = (cell: string): boolean => cell.length <= LONGEST && MISSING.has(cell.toLowerCase());

export type CellKind = 'number' | 'date' | 'missing' | 'text';

/** What a cell is by itself. */
export function kindOf(cell: string): CellKind {
  const trimmed = cell.trim();
  if (isMissing(trimmed)) return 'missing';
  const pair = makeNumberPair();
  if (scanNumber(trimmed, 0, trimmed.length, pair) || readNumber(trimmed, pair)) return 'number';
  return readDate(trimmed, makeDatePair()) ? 'date' : 'text';
}
