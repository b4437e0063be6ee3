import { shorten } from '../words.ts';
import { LARGEST } from './table.ts';

/** Why a table cannot be used: a sentence with the place, the value and a mend. */
export class TableFault extends Error {
  override readonly name = 'TableFault';
  constructor(
    message: string,
    /** From 1 on, lines inside quotes counted too; null where it is about the whole file. */
    readonly line: number | null = null,
    /** The character of the line, from 1 on; null where it is about the whole line. */
    readonly column: number | null = null,
  ) {
    super(message);
  }
}

/** A piece of somebody's file in quotes, cut where it is long. */
export const quoted = (text: string): string => `“${shorten(text).trim()}”`;

/** "1 row", "3 rows" */
export const counted = (count: number, one: string): string => `${inGroups(count)} ${count === 1 ? one : `${one}s`}`;

/** `inGroups(1234567)` is "1,234,567". */
export const inGroups = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** @throws {TableFault} where a file of so many bytes is larger than what is read. */
export function checkSize(bytes: number): void {
  if (bytes <= LARGEST) return;
  throw new TableFault(`The file is larger than ${LARGEST / (1024 * 1024)} MB: leave out columns or rows that are not needed`);
}
