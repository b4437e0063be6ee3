import { labelled, labelOf } from '../../analysis/inside.ts';
import type { Cell } from '../../cell/cell.ts';
import type { FunctionName, Path } from '../../cell/graph.ts';
import { spineOf } from '../../cell/spine.ts';
import type { Expression } from '../../cell/syntax.ts';
import { meetsMatrix, type Steps } from './jacobian.ts';
import { largestSingular } from './largest.ts';

/**
 * A cell whose state comes from the step before by one matrix and one nonlinearity alone: J_t = diag(φ′_t) U, so that
 * ‖J_t‖₂ ≤ max |φ′_t| · ‖U‖₂ ≤ γ ‖U‖₂, with γ the largest slope that φ has anywhere (Pascanu, Mikolov & Bengio 2013).
 */
export interface Single {
  readonly matrix: string;
  readonly before: number;
  /** The nonlinearity right above the product, and its γ; null where it is something else than one function of a sum. */
  readonly nonlinearity: { readonly name: FunctionName; readonly steepest: number } | null;
}

/** The largest slopes of functions that have one. */
const STEEPEST: Partial<Readonly<Record<FunctionName, number>>> = { tanh: 1, sigmoid: 0.25, relu: 1, softplus: 1 };

/** Null for a cell whose state comes by several ways, by none, or by another matrix as well. */
export function singleOf(cell: Cell): Single | null {
  const [path] = cell.backward.paths;
  if (cell.backward.paths.length !== 1 || cell.states.length !== 1 || path === undefined) return null;
  const { matrix, before, after, term } = path;
  if (matrix === null || before === null || after !== term || meetsMatrix(cell, before)) return null;
  return { matrix, before, nonlinearity: nonlinearityOf(cell, path) };
}

function nonlinearityOf({ equations }: Cell, { definition, matrix }: Path): Single['nonlinearity'] {
  const expression = definition === "h'" ? equations.find(({ name }) => name === definition)?.expression : undefined;
  if (expression?.kind !== 'call') return null;
  const steepest = STEEPEST[expression.function];
  return steepest !== undefined && addsProduct(expression.of, matrix) ? { name: expression.function, steepest } : null;
}

/** Whether a sum has the product of this matrix as one of its terms, times nothing. */
function addsProduct(expression: Expression, matrix: string | null): boolean {
  const { first, operations } = spineOf(expression);
  if (operations.some(({ operator }) => operator === '*' || operator === '/')) return false;
  return [first, ...operations.map(({ right }) => right)].some((term) => term.kind === 'product' && term.matrix === matrix);
}

/** One way by which a state reaches the next: J_t is the sum of their parts. */
export interface Way {
  /** "through i", "carry path" */
  readonly label: string;
  readonly matrix: string | null;
  /** The largest that the nonlinearities and gates before the matrix multiply anything by: 1 on a carry path. */
  readonly slope: number;
  /** ‖M‖₂; 1 on a carry path. */
  readonly weights: number;
  /** ‖·‖₂ of its part of J_t, what comes after the matrix included; on a carry path that is all. */
  readonly norm: number;
}

/** The ways into step t, and what they cost. Their norms add to ‖J_t‖₂ or more. */
export function waysInto(steps: Steps, t: number): { readonly ways: readonly Way[]; readonly work: number } {
  const { cell, size, units } = steps;
  const { paths } = cell.backward;
  let work = 0;
  const normOf = (matrix: Float64Array, rows: number): number => {
    const found = largestSingular(matrix, rows);
    work += found.work;
    return found.value;
  };
  const reached = steps.reached(t, [...paths.map(({ term }) => term), ...paths.map(({ before }) => before)]);
  const ways = paths.map((path, k): Way & Pick<Path, 'state'> => {
    const [part, before] = [reached[k] ?? new Float64Array(0), reached[paths.length + k] ?? new Float64Array(0)];
    return {
      label: labelOf(path),
      state: path.state,
      matrix: path.matrix,
      slope: path.matrix === null ? 1 : normOf(before, size),
      weights: path.matrix === null ? 1 : normOf(Float64Array.from(steps.parameters.get(path.matrix) ?? []), units),
      norm: normOf(part, size),
    };
  });
  return { ways: labelled(ways).map(({ label, matrix, slope, weights, norm }) => ({ label, matrix, slope, weights, norm })), work };
}
