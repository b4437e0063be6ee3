import type { ColumnBuilder } from './builder.ts';
import type { Decimal, Given, Separator } from './table.ts';

/**
 * The decimal mark of a file, which columns are read by that hold nothing but numbers such as "1,234": what is given, else
 * that of most columns that leave no choice, else a comma where semicolons separate the fields, else a point.
 */
export function decimalOf(columns: readonly ColumnBuilder[], separator: Separator, { decimal }: Given): Decimal {
  if (decimal !== undefined) return decimal;
  const votes = { first: 0, second: 0 };
  for (const { kind, readings } of columns) {
    const { left } = readings;
    if (kind === 'number' && (left === 'first' || left === 'second')) votes[left]++;
  }
  if (votes.first !== votes.second) return votes.first > votes.second ? '.' : ',';
  return separator === ';' ? ',' : '.';
}
