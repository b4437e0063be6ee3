import type { Size, Values } from '../forecast/form.ts';
import { leastLength, partOf, type Series } from '../forecast/series.ts';
import { type Calendar, calendarOf } from './calendar.ts';
import { counted, inGroups, quoted, TableFault } from './fault.ts';
import { common, fillGaps } from './gaps.ts';
import { type Ordered, orderedBy } from './order.ts';
import { statisticsOf } from './statistics.ts';
import type { Column, Table } from './table.ts';

/** Columns by their index in the table. */
export interface Choice {
  readonly target: number;
  readonly inputs: readonly number[];
}

export interface Chosen {
  /** What `windowsOf` cuts windows from: 70 % of the rows to learn from, then 15 % for the probe, then 15 % for the test. */
  readonly series: Series;
  /** What was done to the rows, in sentences. */
  readonly notes: readonly string[];
}

/** Indices of the columns that can be chosen. */
export const choosable = ({ columns }: Table): readonly number[] =>
  columns.flatMap(({ kind }, index) => (kind === 'number' ? [index] : []));

/** The first column of dates, by which rows are put in order; null where there is none. */
export const dateColumn = ({ columns }: Table): Column | null => columns.find(({ kind }) => kind === 'date') ?? null;

/**
 * The chosen columns in order of time, short gaps filled, without rows at either end in which one of them is missing.
 * @throws {TableFault} where a column is not one of numbers, a gap is longer than three rows, or rows are too few.
 */
export function seriesOf(table: Table, { target, inputs }: Choice, size: Size): Chosen {
  if (inputs.length === 0) throw new TableFault('No column is chosen to read: choose one at least');
  const indices = [...new Set([target, ...inputs])];
  const columns = indices.map((index) => numbersIn(table, index));
  const { cut, label, calendar, notes } = rowsOf(table, columns, size);
  const valuesOf = (index: number): Values => cut[indices.indexOf(index)] as Values;
  const series: Series = {
    target: valuesOf(target),
    inputs: inputs.map((index) => ({ name: numbersIn(table, index).name, values: valuesOf(index) })),
    season: calendar?.season ?? null,
    unit: numbersIn(table, target).unit,
    digits: digitsOf(valuesOf(target)),
    labels: { last: 'same as the last row', season: calendar?.ago ?? '' },
    label,
  };
  return { series, notes: [...notes, ...columns.flatMap(({ name }, k) => stillNote(name, cut[k] as Values))] };
}

/** Columns in order, where all of them are there. */
interface Rows {
  readonly cut: readonly Values[];
  readonly label: (k: number) => string;
  readonly calendar: Calendar | null;
  readonly notes: readonly string[];
}

function rowsOf(table: Table, columns: readonly Column[], size: Size): Rows {
  const ordered = orderedBy(dateColumn(table));
  const whole = columns.map(({ values }) => inOrder(values, ordered.order));
  const { from, to } = common(whole);
  if (to - from < leastLength(size)) throw tooFew(Math.max(0, to - from), leastLength(size));
  const calendar = ordered.dates === null ? null : calendarOf(ordered.dates.slice(from, to));
  const cut = whole.map((values) => values.slice(from, to));
  const place = placeIn(ordered, from, calendar);
  const filled = columns.flatMap(({ name }, k) => filledNote(name, fillGaps(name, cut[k] as Values, place)));
  const label = calendar?.label ?? ((k: number) => `row ${inGroups(from + k + 1)}`);
  return { cut, label, calendar, notes: [...ordered.notes, ...cutNotes(from, table.rows - to), ...filled, ...unevenNotes(calendar)] };
}

function numbersIn({ columns }: Table, index: number): Column {
  const column = columns[index];
  if (column === undefined) throw new TableFault(`There is no column ${index + 1}: the file has ${counted(columns.length, 'column')}`);
  if (column.kind !== 'number') throw new TableFault(`${quoted(column.name)} is not a column of numbers that change: choose another`);
  return column;
}

const inOrder = (values: Values, order: Uint32Array | null): Values =>
  order === null ? values : Float64Array.from(order, (row) => values[row] as number);

/** "There is only 1 row in which every chosen column has begun" */
export const onlyRows = (rows: number): string =>
  `There ${rows === 1 ? 'is' : 'are'} only ${counted(rows, 'row')} in which every chosen column has begun`;

const tooFew = (rows: number, least: number): TableFault => new TableFault(`${onlyRows(rows)}; ${inGroups(least)} are needed at least`);

/** "row 812 (3 May 2014)", as the file counts its rows. */
const placeIn =
  ({ order }: Ordered, from: number, calendar: Calendar | null) =>
  (k: number): string =>
    `row ${inGroups((order?.[from + k] ?? from + k) + 1)}${calendar === null ? '' : ` (${calendar.label(k)})`}`;

const filledNote = (name: string, count: number): string[] =>
  count === 0
    ? []
    : [
        `${counted(count, 'missing value')} of ${quoted(name)} ${count === 1 ? 'is' : 'are'} filled along the line between the values beside ${count === 1 ? 'it' : 'them'}.`,
      ];

const cutNotes = (first: number, last: number): string[] => [
  ...(first > 0 ? [`The first ${counted(first, 'row')} ${first === 1 ? 'is' : 'are'} left out: a chosen column begins later.`] : []),
  ...(last > 0 ? [`The last ${counted(last, 'row')} ${last === 1 ? 'is' : 'are'} left out: a chosen column ends earlier.`] : []),
];

const unevenNotes = (calendar: Calendar | null): string[] =>
  calendar === null || calendar.even ? [] : ['Rows are not equally far apart in time: each counts as one step.'];

function stillNote(name: string, values: Values): string[] {
  return scalingOf(values).deviation > 0 ? [] : [`${quoted(name)} does not change in the part that is learned from.`];
}

/** How values are told to the network: (value − mean) / deviation, or / 1 where the deviation is 0. */
export interface Scaling {
  readonly mean: number;
  readonly deviation: number;
}

/** Of the first 70 %, which is learned from: nothing later enters. */
export function scalingOf(values: Values): Scaling {
  const { mean, deviation } = statisticsOf(values.subarray(0, partOf(values.length, 'train').to));
  return { mean, deviation };
}

const MOST_DIGITS = 6;

/** Decimals worth showing: no more than the values have, nor than three figures of their deviation. */
function digitsOf(values: Values): number {
  const { deviation } = statisticsOf(values);
  for (let [digits, power] = [0, 1]; digits < MOST_DIGITS; digits++, power *= 10) {
    if (deviation * power >= 100 || values.every((value) => Math.round(value * power) / power === value)) return digits;
  }
  return MOST_DIGITS;
}
