import type { Cell } from '../cell/cell.ts';
import { printEquation, printNumbers } from '../cell/print.ts';

/** One line of a cell for one unit, in symbols and in numbers: `h' = tanh(W x + U h + b)`, `tanh(0.21 − 0.55 + 0.03)`. */
export interface NumberedEquation {
  /** As written: a new state carries its prime. */
  readonly name: string;
  readonly symbols: string;
  readonly numbers: string;
  readonly value: number;
}

/** Each line of the cell with its numbers for `unit`, read from the values of the graph's nodes at one step. */
export function equationsOf(cell: Cell, values: readonly Float64Array[], unit: number): readonly NumberedEquation[] {
  const entry = (id: number | undefined): number => {
    const vector = values[id ?? -1] ?? [];
    return vector[vector.length === 1 ? 0 : unit] ?? Number.NaN;
  };
  return cell.equations.map((equation) => ({
    name: equation.name,
    symbols: printEquation(equation),
    numbers: printNumbers(equation.expression, (leaf) => entry(cell.nodeOf.get(leaf))),
    value: entry(cell.definitions.get(equation.name)),
  }));
}
