import { listed } from '../words.ts';
import type { ColumnBuilder, Stray } from './builder.ts';
import { type Context, columnOf } from './columns.ts';
import { decimalOf } from './decimal.ts';
import type { Dialect } from './dialect.ts';
import { counted, inGroups, quoted, TableFault } from './fault.ts';
import type { Column, Given, Kind, Separator, Table } from './table.ts';

/** A table whose every cell was read. */
export interface Read {
  readonly columns: readonly ColumnBuilder[];
  readonly names: readonly string[];
  readonly dialect: Dialect;
  readonly given: Given;
  readonly rows: number;
  /** Rows of nothing after them. */
  readonly empty: number;
}

/**
 * Settles what columns left open, by `decimalOf` and `columnOf`, and says in notes what was assumed.
 * @throws {TableFault} where no column is of numbers that change.
 */
export function finish({ columns: builders, names, dialect, given, rows, empty }: Read): Table {
  const { separator, header } = dialect;
  const decimal = decimalOf(builders, separator, given);
  const notes: string[] = [];
  const context: Context = { decimal, separator, given, rows, empty, notes };
  const columns = builders.map((builder, index) => columnOf(builder, names[index] as string, context));
  if (!columns.some(({ kind }) => kind === 'number')) throw noNumbers(columns, builders);
  return { rows, columns, separator, header, decimal, notes: [...dialectNotes(dialect), ...notes, ...missingNotes(columns)] };
}

const NAMES: Readonly<Record<Separator, string>> = {
  ',': 'Fields are separated by commas.',
  ';': 'Fields are separated by semicolons.',
  '\t': 'Fields are separated by tabs.',
  '|': 'Fields are separated by bars.',
  '': 'Each line is one field.',
};

function dialectNotes({ separator, header, line }: Dialect): string[] {
  const names = header ? `Line ${line} names the columns.` : 'No line names the columns, so they are counted.';
  return [NAMES[separator], names, ...(line > 1 ? [`What stands above line ${line} is passed over.`] : [])];
}

/** Columns that a note about missing values names. */
const NAMED = 5;

function missingNotes(columns: readonly Column[]): string[] {
  const gaps = columns.filter(({ kind, missing }) => missing > 0 && (kind === 'number' || kind === 'date'));
  if (gaps.length === 0) return [];
  const few = gaps.slice(0, NAMED).map(({ name, missing }) => `${inGroups(missing)} in ${quoted(name)}`);
  const more = gaps.length > NAMED ? [`some in ${counted(gaps.length - NAMED, 'other column')}`] : [];
  return [`Values are missing: ${listed([...few, ...more])}.`];
}

function noNumbers(columns: readonly Column[], builders: readonly ColumnBuilder[]): TableFault {
  const strays = builders.flatMap(({ stray }) => (stray === null ? [] : [stray]));
  const [first, ...rest] = strays;
  if (first !== undefined) return strayed(rest.reduce((most, one) => (numbersBefore(one) > numbersBefore(most) ? one : most), first));
  const what = columns
    .slice(0, NAMED)
    .map(({ name, kind, example }) => `${quoted(name)} ${NOT_NUMBERS[kind]}${kind === 'constant' ? ` ${quoted(example)}` : ''}`);
  return new TableFault(`There is no column of numbers that change: ${listed(what)}. Choose a file with something to forecast`);
}

const NOT_NUMBERS: Readonly<Record<Kind, string>> = {
  ...{ constant: 'is always', date: 'holds dates', empty: 'is empty', text: 'is text', number: '' },
};

const numbersBefore = ({ kind, after }: Stray): number => (kind === 'number' ? after : 0);

const SPACED = /\d\s+[-+.\d]/;

/** Tells the cell that kept a column from being one of numbers, where it was one for longest. */
function strayed(stray: Stray): TableFault {
  const { line, column, text } = stray;
  const before = numbersBefore(stray);
  const mend = SPACED.test(text)
    ? 'If spaces separate its fields, put commas, semicolons or tabs there'
    : 'Numbers look like 12, 1.5 or 1,5, and a field whose value is missing is left empty';
  return new TableFault(
    `There is no column of numbers: line ${line}, column ${column} has ${quoted(text)}${before > 0 ? ` after ${counted(before, 'number')}` : ''}. ${mend}`,
    line,
    column,
  );
}
