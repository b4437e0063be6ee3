import type { ColumnBuilder } from './builder.ts';
import { compactDay } from './date.ts';
import { counted, quoted } from './fault.ts';
import { statisticsOf } from './statistics.ts';
import type { Column, Decimal, Given, Kind, Separator } from './table.ts';

/** What is known of the file when its columns are settled, and where it is told what was assumed. */
export interface Context {
  readonly decimal: Decimal;
  readonly separator: Separator;
  readonly given: Given;
  readonly rows: number;
  /** Rows of nothing after them, in which every column is missing. */
  readonly empty: number;
  readonly notes: string[];
}

const NONE = new Float64Array(0);

/**
 * A column as it is given out. Whole numbers of four digits from 1500 to 2100, none missing, each larger than the one before
 * (or each smaller), are years; of eight digits that are all days (20140503), dates.
 */
export function columnOf(builder: ColumnBuilder, name: string, context: Context): Column {
  const missing = builder.missing - context.empty;
  const about = { name, missing, unit: builder.unit, example: builder.example };
  const bare = { ...about, values: NONE, minimum: Number.NaN, maximum: Number.NaN, mean: Number.NaN, deviation: Number.NaN };
  if (builder.kind === null) return { ...bare, kind: 'empty' };
  if (builder.kind === 'text') {
    noteText(builder, name, context);
    return { ...bare, kind: builder.same ? 'constant' : 'text' };
  }
  const { kind, values } = builder.kind === 'date' ? datesOf(builder, name, context) : numbersOf(builder, name, context);
  const statistics = statisticsOf(values);
  if (statistics.minimum < statistics.maximum) return { ...about, ...statistics, kind, values };
  return { ...about, ...statistics, kind: 'constant', values: NONE };
}

interface Values {
  readonly kind: Kind;
  readonly values: Float64Array;
}

function numbersOf({ readings, digits, missing, example }: ColumnBuilder, name: string, { decimal, rows, empty, notes }: Context): Values {
  const { left } = readings;
  const which = left === 'second' || (left === 'both' && decimal === ',') ? 'second' : 'first';
  const values = readings.take(which, rows);
  if (left === 'both')
    notes.push(
      `${quoted(example)} in ${quoted(name)} is read as ${spelled(values)}: the column leaves open whether its marks are decimal, and the file has a decimal ${decimal === ',' ? 'comma' : 'point'}.`,
    );
  const dates = datesIn(values, digits, missing > empty);
  if (dates === null) return { kind: 'number', values };
  notes.push(`${quoted(name)} is read as ${digits === 4 ? 'years' : 'days'}, such as ${quoted(example)}.`);
  return { kind: 'date', values: dates };
}

/** The first value that is not missing. */
const spelled = (values: Float64Array): string => String(values.find((value) => !Number.isNaN(value)));

const [FIRST_YEAR, LAST_YEAR] = [1500, 2100] as const;

function datesIn(values: Float64Array, digits: number, gaps: boolean): Float64Array | null {
  if (digits === 8) {
    const days = values.map((value) => (Number.isNaN(value) ? value : compactDay(value)));
    return days.every((day, k) => !Number.isNaN(day) || Number.isNaN(values[k])) ? days : null;
  }
  if (digits !== 4 || gaps || values.length < 2 || !isStrict(values)) return null;
  if (!values.every((value) => value >= FIRST_YEAR && value <= LAST_YEAR)) return null;
  return values.map((year) => Date.UTC(year, 0));
}

function isStrict(values: Float64Array): boolean {
  const { up, down } = turns(values);
  return up === values.length - 1 || down === values.length - 1;
}

/** How often a value is larger, and smaller, than the one before. */
function turns(values: Float64Array): { readonly up: number; readonly down: number } {
  let [up, down, before] = [0, 0, Number.NaN];
  for (const value of values) {
    if (value > before) up++;
    else if (value < before) down++;
    if (!Number.isNaN(value)) before = value;
  }
  return { up, down };
}

/** Steps against the way that most go. */
function disorder(values: Float64Array): number {
  const { up, down } = turns(values);
  return Math.min(up, down);
}

/**
 * Day or month first: what some cell leaves no choice about; else what is given; else the order in which fewer steps go
 * back; else the day where hyphens stand between or the file has a decimal comma, else the month.
 */
function datesOf(builder: ColumnBuilder, name: string, context: Context): Values {
  const { readings, short, mark } = builder;
  const { rows, notes } = context;
  const { left } = readings;
  if (short) notes.push(`Years of two digits in ${quoted(name)} are 1969 to 2068.`);
  if (left !== 'both') {
    if (mark !== '') notes.push(`${orderNote(name, left !== 'second', mark)}.`);
    return { kind: 'date', values: readings.take(left === 'second' ? 'second' : 'first', rows) };
  }
  const [first, second] = [readings.take('first', rows), readings.take('second', rows)];
  const less = Math.sign(disorder(first) - disorder(second));
  const { given, decimal } = context;
  const usual = given.order === undefined ? mark === '-' || decimal === ',' : given.order === 'day';
  const dayFirst = given.order !== undefined || less === 0 ? usual : less < 0;
  const why =
    given.order !== undefined ? 'as you say' : less === 0 ? 'which is a guess: no date tells' : 'since they are in order that way';
  notes.push(`${orderNote(name, dayFirst, mark)}, ${why}.`);
  return { kind: 'date', values: dayFirst ? first : second };
}

const orderNote = (name: string, dayFirst: boolean, mark: string): string =>
  `Dates in ${quoted(name)} are read as ${dayFirst ? `day${mark}month${mark}year` : `month${mark}day${mark}year`}`;

/** Tells why a column that began with numbers or dates is text. */
function noteText({ stray, count, same }: ColumnBuilder, name: string, { notes }: Context): void {
  if (stray === null || stray.kind === null || stray.after === 0 || same || count === 0) return;
  const { line, column, text, kind, after } = stray;
  notes.push(`${quoted(name)} is text: line ${line}, column ${column} has ${quoted(text)} after ${counted(after, kind)}.`);
}
