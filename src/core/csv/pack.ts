import { fromUtf8, toUtf8 } from '../utf8.ts';
import type { Column, Table } from './table.ts';

/** "RNNtab" and the version of the form. */
const MARK = Uint8Array.of(0x52, 0x4e, 0x4e, 0x74, 0x61, 0x62, 0, 1);
const START = MARK.length + 4;
const WORD = 8;

/** NaN, which JSON does not know, is null. */
type Written = Omit<Column, 'values' | Statistic> & Readonly<Record<Statistic, number | null>> & { readonly values: number };
type Statistic = 'minimum' | 'maximum' | 'mean' | 'deviation';

/**
 * A table as bytes, to send or to keep: a mark, the length of a JSON text, the text in UTF-8 (everything but the values), and
 * from the next multiple of 8 on the values of the columns in their order, 8 bytes each, the lowest first. `unpackTable`
 * gives the table back, to the bit.
 */
export function packTable(table: Table): Uint8Array {
  const columns = table.columns.map(({ values, ...rest }) => ({ ...rest, values: values.length }));
  const text = toUtf8(JSON.stringify({ ...table, columns }));
  const total = table.columns.reduce((sum, { values }) => sum + values.length, 0);
  let at = valuesFrom(text.length);
  const bytes = new Uint8Array(at + WORD * total);
  bytes.set(MARK);
  new DataView(bytes.buffer).setUint32(MARK.length, text.length, true);
  bytes.set(text, START);
  for (const { values } of table.columns) {
    bytes.set(lowestFirst(new Uint8Array(values.slice().buffer)), at);
    at += WORD * values.length;
  }
  return bytes;
}

/** @throws {RangeError} where the bytes are not those of a whole table. */
export function unpackTable(bytes: Uint8Array): Table {
  if (bytes.length < START || MARK.some((byte, at) => bytes[at] !== byte)) throw new RangeError('these bytes are no packed table');
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(MARK.length, true);
  if (START + length > bytes.length) throw cutOff(bytes.length, START + length);
  const { columns, ...rest } = JSON.parse(fromUtf8(bytes.subarray(START, START + length))) as Omit<Table, 'columns'> & {
    readonly columns: readonly Written[];
  };
  const due = valuesFrom(length) + WORD * columns.reduce((sum, { values }) => sum + values, 0);
  if (due !== bytes.length) throw cutOff(bytes.length, due);
  let at = valuesFrom(length);
  return {
    ...rest,
    columns: columns.map((column) => {
      const from = at;
      at += WORD * column.values;
      return columnOf(column, bytes.slice(from, at));
    }),
  };
}

const cutOff = (length: number, due: number): RangeError => new RangeError(`the packed table has ${length} bytes and should have ${due}`);

const columnOf = ({ minimum, maximum, mean, deviation, ...rest }: Written, bytes: Uint8Array<ArrayBuffer>): Column => ({
  ...rest,
  ...{ minimum: minimum ?? Number.NaN, maximum: maximum ?? Number.NaN, mean: mean ?? Number.NaN, deviation: deviation ?? Number.NaN },
  values: new Float64Array(lowestFirst(bytes).buffer),
});

const valuesFrom = (length: number): number => WORD * Math.ceil((START + length) / WORD);

const IS_LOWEST_FIRST = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Turns words round in place on a machine that keeps the highest byte first. */
function lowestFirst(words: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (!IS_LOWEST_FIRST) for (let at = 0; at < words.length; at += WORD) words.subarray(at, at + WORD).reverse();
  return words;
}
