import { type CellKind, kindOf } from './cell.ts';
import type { Sampled } from './sample.ts';

/** Share of the cells below that have to be of one kind for a column to be of it. */
const MOST = 0.8;
/** Names that are whole numbers in a row are so many at least, and begin with 0, 1 or a year. */
const LEAST_NUMBERED = 3;
const [FIRST_YEAR, LAST_YEAR] = [1500, 2100] as const;

/**
 * Whether the first record names the columns. It does where it holds a word or a date above a column of numbers, or a word
 * above a column of dates; where its numbers are 0, 1, 2, … or years in a row and each stands above a number with decimals;
 * and where nothing but words stand anywhere. A record alone names columns where it holds no number.
 */
export function isHeader(records: readonly Sampled[]): boolean {
  const [first, ...rest] = records;
  if (first === undefined) return false;
  const names = first.fields.map(kindOf);
  if (rest.length === 0) return !names.includes('number');
  const below = first.fields.map((_, index) => kindBelow(rest, index));
  if (names.some((kind, index) => tops(kind, below[index] ?? null))) return true;
  if (isNumbered(first.fields, rest)) return true;
  return !below.some((kind) => kind === 'number' || kind === 'date') && names.every((kind) => kind === 'text' || kind === 'missing');
}

const tops = (name: CellKind, below: CellKind | null): boolean =>
  below === 'number' ? name === 'text' || name === 'date' : below === 'date' && name === 'text';

/** The kind of most cells of a column that are not missing; null where none is of most. */
function kindBelow(records: readonly Sampled[], index: number): CellKind | null {
  const kinds = records.map(({ fields }) => kindOf(fields[index] ?? '')).filter((kind) => kind !== 'missing');
  for (const kind of ['number', 'date', 'text'] as const) {
    if (kinds.length > 0 && kinds.filter((one) => one === kind).length >= MOST * kinds.length) return kind;
  }
  return null;
}

/** "", 0, 1, 2 as pandas writes them, or 1990, 1991, 1992. */
function isNumbered(names: readonly string[], rest: readonly Sampled[]): boolean {
  const places = names.flatMap((name, index) => (/^\d+$/.test(name) ? [index] : []));
  const [start, ...more] = places.map((index) => Number(names[index]));
  if (start === undefined || places.length < LEAST_NUMBERED || more.some((name, k) => name !== start + k + 1)) return false;
  if (start > 1 && (start < FIRST_YEAR || start > LAST_YEAR)) return false;
  return places.every((index) => rest.some(({ fields }) => /\d[.,]\d/.test(fields[index] ?? '')));
}
