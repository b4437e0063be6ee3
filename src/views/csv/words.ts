import { counted, inGroups } from '../../core/csv/fault.ts';
import type { Column, Table } from '../../core/csv/table.ts';
import { asSentence } from '../../core/words.ts';

const SEPARATORS = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars', '': 'one column' } as const;

/** "1,461 rows of 5 columns, by commas, 58 kB" */
export function tableText({ rows, columns, separator, header, decimal }: Table, bytes: number): string {
  const names = header ? 'with names' : 'without names';
  const point = decimal === ',' ? ', decimal comma' : '';
  return `${counted(rows, 'row')} of ${counted(columns.length, 'column')} ${names}, by ${SEPARATORS[separator]}${point}, ${inGroups(Math.ceil(bytes / 1000))} kB.`;
}

/** "−3.2 to 35.6 °C, 4 missing" */
export function columnText({ minimum, maximum, unit, missing }: Column): string {
  const gone = missing === 0 ? '' : `, ${inGroups(missing)} missing`;
  return `${brief(minimum)} to ${brief(maximum)}${unit === '' ? '' : ` ${unit}`}${gone}`;
}

const brief = (value: number): string => String(Number(value.toPrecision(4))).replace('-', '−');

/** Why a column cannot be asked for or read; null where it can. */
export function whyNot({ kind }: Column): string | null {
  if (kind === 'number') return null;
  if (kind === 'date') return 'dates: they put the rows in order';
  if (kind === 'constant') return 'always the same';
  return kind === 'empty' ? 'empty' : 'text, not numbers';
}

/** "12 of 50 MB, 240,112 rows" */
export function readingText(bytes: number, size: number, rows: number): string {
  const mega = (count: number): string => (count / 1e6).toFixed(size < 1e7 ? 1 : 0);
  return `${mega(bytes)} of ${mega(size)} MB, ${inGroups(rows)} rows`;
}

/** A refusal as a sentence. */
export function refusalOf(error: unknown): string {
  return asSentence(error instanceof Error ? error.message : String(error));
}
