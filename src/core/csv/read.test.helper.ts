import { TableFault } from './fault.ts';
import { createReader } from './reader.ts';
import type { Column, Given, Table } from './table.ts';

export function read(text: string, given: Given = {}): Table {
  const reader = createReader(given);
  reader.push(text);
  return reader.end();
}

/** The text in pieces that end at these places. */
export function readCut(text: string, cuts: readonly number[]): Table {
  const reader = createReader();
  let from = 0;
  for (const to of [...cuts].sort((a, b) => a - b)) {
    reader.push(text.slice(from, to));
    from = to;
  }
  reader.push(text.slice(from));
  return reader.end();
}

/** The table, or the fault that stopped it. */
export function outcome(make: () => Table): unknown {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof TableFault)) throw error;
    return { line: error.line, column: error.column, message: error.message };
  }
}

export const columnIn = (table: Table, name: string): Column => {
  const column = table.columns.find((one) => one.name === name);
  if (column === undefined) throw new Error(`no column ${name} among ${table.columns.map((one) => one.name).join(', ')}`);
  return column;
};

/** A column of these cells beside one of numbers, under names. */
export const besideNumbers = (cells: readonly string[], separator = ','): string =>
  ['it', ...cells].map((cell, row) => [cell.includes(separator) ? `"${cell}"` : cell, row === 0 ? 'n' : row].join(separator)).join('\n');
