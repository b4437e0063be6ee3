import { unpackTable } from '../csv/pack.ts';
import { type Choice, choosable, onlyRows, seriesOf } from '../csv/series.ts';
import type { Table } from '../csv/table.ts';
import type { Size } from '../forecast/form.ts';
import { leastLength } from '../forecast/series.ts';
import { type Windows, windowsOf } from '../forecast/windows.ts';
import { isSupplied, type Material, madeOf } from './material.ts';
import { rootMeanSquare } from './measures.ts';
import type { Options, Task } from './task.ts';

const USUAL: Size = { window: 30, ahead: 5 };
/** Columns that may be read at once. */
export const MOST_INPUTS = 30;
/** The largest set and the largest digest. */
const [SETS, DIGESTS] = [1_073_741_823, 281_474_976_710_655];

/** Under which a person's table is supplied. */
export const tableName = (digest: number): string => `csv:${digest}`;

export const tableOf = madeOf((bytes): Table => unpackTable(bytes));

/** What is made of a table by its options: its windows with what was done to its rows, or why there are none. */
export type Read =
  | { readonly windows: Windows; readonly notes: readonly string[]; readonly unit: string; readonly digits: number; readonly rows: number }
  | { readonly fault: string };

/** The last choice of columns of each table: its windows know all sizes, and every choice holds copies of its columns. */
const LAST = new WeakMap<Table, { readonly key: string; readonly read: Read }>();

/** The table that options speak of, read; null while it is not here. Never throws. */
export function readTable(options: Options): Read | null {
  const { data = 0, target = 1, inputs = 1 } = options;
  if (!isSupplied(tableName(data))) return null;
  try {
    const table = tableOf(tableName(data));
    const key = `${target} ${inputs}`;
    const last = LAST.get(table);
    const read = last?.key === key ? last.read : made(table, choiceOf(options));
    LAST.set(table, { key, read });
    return 'fault' in read ? read : fitting(read, options);
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** Any size will do here: whether there are rows enough for one is asked for each. */
const SMALLEST: Size = { window: 2, ahead: 1 };

function made(table: Table, choice: Choice): Read {
  try {
    const { series, notes } = seriesOf(table, choice, SMALLEST);
    return { windows: windowsOf(series, USUAL), notes, unit: series.unit, digits: series.digits, rows: series.target.length };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function fitting(read: Exclude<Read, { readonly fault: string }>, { window = USUAL.window, ahead = USUAL.ahead }: Options): Read {
  const least = leastLength({ window, ahead });
  if (read.rows >= least) return read;
  return {
    fault: `${onlyRows(read.rows)}; a window of ${window} with ${ahead} ahead needs ${least}. Choose a shorter window, fewer ahead or both, or give more rows`,
  };
}

/** Columns by their index, as the options name them. */
export const choiceOf = ({ target = 1, inputs = 1 }: Options): Choice => ({ target: target - 1, inputs: membersOf(inputs) });

/** The bits of a set. */
const membersOf = (set: number): number[] => Array.from({ length: MOST_INPUTS }, (_, bit) => bit).filter((bit) => ((set >> bit) & 1) === 1);

/** The options with which a table opens: the last column of numbers among the first thirty is asked for, and read. */
export function optionsFor(table: Table, digest: number): Options {
  const target = choosable(table).findLast((index) => index < MOST_INPUTS) ?? 0;
  return { data: digest, target: target + 1, inputs: setOf([target]) };
}

export const setOf = (indices: readonly number[]): number => indices.reduce((set, index) => set | (1 << index), 0);

/** @throws {RangeError} with the sentence on why there are none. */
function windowsFor(options: Options): Windows {
  const read = readTable(options);
  if (read === null) throw new RangeError('the table is not here: give it again');
  if ('fault' in read) throw new RangeError(read.fault);
  return read.windows;
}

const scaleFor = (options: Options): number => {
  const read = readTable(options);
  return read === null || 'fault' in read ? 1 : read.windows.form(options).scale;
};

const wordsFor = (options: Options): { readonly unit: string; readonly digits: number } => {
  const read = readTable(options);
  return read === null || 'fault' in read ? { unit: '', digits: 2 } : read;
};

export const csv: Task = {
  name: 'csv',
  title: 'Your own table',
  shelf: 'forecast',
  start: { cell: 'gru', units: 16 },
  sentence:
    'A table of your own, one row a step: the network reads the columns that you choose and says how the one that you ask for goes on. Nothing leaves this device.',
  watch:
    'Whether it gets below all baselines on the rows that were held out, the last 15 %: many series hold little more than their last value and their season.',
  options: [
    {
      name: 'window',
      label: 'Window',
      explanation: 'Rows that the network sees before it answers.',
      minimum: 2,
      maximum: 400,
      step: 1,
      value: USUAL.window,
    },
    {
      name: 'ahead',
      label: 'Ahead',
      explanation: 'Rows that it has to say, all at once.',
      minimum: 1,
      maximum: 60,
      step: 1,
      value: USUAL.ahead,
    },
    {
      name: 'target',
      label: 'Target',
      explanation: 'The column that is asked for.',
      minimum: 1,
      maximum: 1000,
      step: 1,
      value: 1,
      form: 'digest',
    },
    {
      name: 'inputs',
      label: 'Inputs',
      explanation: 'The columns that are read.',
      minimum: 1,
      maximum: SETS,
      step: 1,
      value: 1,
      form: 'set',
    },
    {
      name: 'data',
      label: 'Table',
      explanation: 'The digest of your table.',
      minimum: 0,
      maximum: DIGESTS,
      step: 1,
      value: 0,
      form: 'digest',
    },
  ],
  sizes: ({ window = USUAL.window, ahead = USUAL.ahead, inputs = 1 }) => ({
    inputs: Math.max(1, membersOf(inputs).length),
    outputs: ahead,
    steps: window,
    loss: 'mse',
  }),
  material: ({ data = 0 }): Material => ({ name: tableName(data), title: 'Your own table', file: null }),
  sequence: (rng, options, split, room) => windowsFor(options).sequence(rng, options, split, room),
  baselines(options, split) {
    const read = readTable(options);
    return read === null || 'fault' in read ? [] : read.windows.baselines(options, split);
  },
  forecast: (options) => windowsFor(options).forecast(options),
  measure: (options) => {
    const { unit, digits } = wordsFor(options);
    return rootMeanSquare(scaleFor(options), unit, digits);
  },
  drawing(options) {
    const { ahead = USUAL.ahead } = options;
    const read = readTable(options);
    const channel = read === null || 'fault' in read ? 0 : Math.max(0, read.windows.form(options).channel);
    return {
      input: 'line',
      channel,
      outputs: Array.from({ length: ahead }, (_, row) => `+${row + 1}`),
      scale: scaleFor(options),
      offset: 0,
      ...wordsFor(options),
    };
  },
  references: [
    'Makridakis, Spiliotis & Assimakopoulos (2018), Statistical and machine learning forecasting methods: simple baselines are hard to beat',
  ],
};
