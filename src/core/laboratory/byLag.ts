import type { Cell } from '../cell/cell.ts';
import { recurrentMatrices } from '../cell/recurrent.ts';
import { type Factors, factorsOf } from './factors.ts';
import { addProduct } from './jacobian/matrix.ts';
import { dot } from './krylov.ts';
import { spread } from './rows.ts';
import type { Subject } from './subject.ts';

/**
 * Gradient of U by lag: ∂L/∂U = Σ_t G_t, with G_t = Σ by ⊗ of over the products of a recurrent matrix at step t of one layer,
 * and L the loss of the last scored step alone, by which the horizon is told: only of one loss a step has one lag.
 */
export interface ByLag {
  readonly iteration: number;
  readonly layer: number;
  readonly steps: number;
  /** The last scored step, from 0. */
  readonly scored: number;
  /** Steps back from it, of the layer. */
  readonly horizon: number;
  /** Rows of each matrix that were measured, and how many it has: the weights into so many units. */
  readonly rows: number;
  readonly units: number;
  /** Whether small blame is brought up on its way: it is then the gradient of nothing. */
  readonly isBoosted: boolean;
  /** All recurrent matrices together first, where there are several; none where the cell has none. */
  readonly parts: readonly LagPart[];
}

/** Of the rows that were measured. */
export interface LagPart {
  /** Null for all together, as one vector. */
  readonly matrix: string | null;
  /** ‖∂L/∂U‖, of Frobenius. */
  readonly norm: number;
  /** ‖G_t‖ at every step. */
  readonly norms: Float64Array;
  /** ⟨G_t, ∂L/∂U⟩/‖∂L/∂U‖² at every step, which add to 1; NaN where there is no gradient. */
  readonly shares: Float64Array;
  /** What the shares of steps beyond the horizon add to: nothing where what they add stands across the whole, however large. */
  readonly beyond: number;
  /** ‖Σ G_t over the steps beyond the horizon‖ / ‖∂L/∂U‖: how large that is. */
  readonly far: number;
}

/** Multiplications that it may take, while the network trains and at rest: some 30 and 300 ms on a laptop. */
const [WHILE_TRAINING, AT_REST] = [36e6, 360e6];

/** Computed in float64 from the states, the gates and the blame that the running executor measured. */
export async function measureByLag(subject: Subject): Promise<ByLag> {
  const { network, trace, layer, atRest } = subject;
  const { iteration, steps, scored } = trace;
  const { units } = network;
  const horizon = trace.horizons[layer] ?? 0;
  const names = recurrentMatrices(network.cell);
  const isBoosted = network.interventions?.boost === true;
  const about = { iteration, layer, steps, scored, horizon, units, isBoosted };
  if (names.length === 0) return { ...about, rows: units, parts: [] };
  const factors = await factorsOf(subject, names);
  const each = factors.flat().reduce((work, { of }) => work + 2 * of.length, 0);
  const most = Math.max(1, Math.floor((atRest === true ? AT_REST : WHILE_TRAINING) / each));
  const rows = [...spread(units, most)].sort((a, b) => a - b);
  const sums = names.map((name, m) =>
    sumsOf(factors[m] ?? [], { rows, units, columns: columnsOf(network.cell, name, units), steps: scored + 1, reached: scored - horizon }),
  );
  const parts = sums.map((sum, m) => partOf(names[m] ?? null, [sum], { steps, reached: scored - horizon }));
  const all = names.length === 1 ? parts : [partOf(null, sums, { steps, reached: scored - horizon }), ...parts];
  return { ...about, rows: rows.length, parts: all };
}

const columnsOf = ({ matrices }: Cell, name: string, units: number): number =>
  matrices.find((matrix) => matrix.name === name)?.columns === 'units' ? units : 1;

/** ‖G_t‖² and ⟨G_t, G⟩ by step, ‖G‖² and ‖Σ G_t‖² over the steps beyond, of one matrix, for G = Σ_t G_t. */
interface Sums {
  readonly squares: Float64Array;
  readonly dots: Float64Array;
  readonly whole: number;
  readonly far: number;
}

interface Shape {
  /** Of the matrix, those that are measured. */
  readonly rows: readonly number[];
  readonly units: number;
  readonly columns: number;
  readonly steps: number;
  /** The first step that is not beyond. */
  readonly reached: number;
}

/**
 * Of T matrices G_t none is stored. Σ_t by ⊗ of is one product of two matrices, first over the steps beyond and then over the
 * others; ⟨by ⊗ of, G⟩ = byᵀ G of is another for all steps at once, and ⟨a ⊗ b, c ⊗ d⟩ = ⟨a, c⟩⟨b, d⟩.
 */
function sumsOf(factors: readonly Factors[], shape: Shape): Sums {
  const { rows, columns, steps, reached } = shape;
  const taken = factors.map(({ by, of }) => ({ by: chosen(by, shape), of }));
  const G = new Float64Array(rows.length * columns);
  const block = (values: Float64Array, stride: number, from = 0) => ({ values, stride, from });
  const add = (from: number, to: number): number => {
    for (const { by, of } of taken) {
      const turned = block(transposed(by, steps, rows.length), steps, from);
      addProduct(turned, block(of, columns, from * columns), [rows.length, Math.max(0, to - from), columns], block(G, columns));
    }
    return dot(G, G);
  };
  const begun = Math.max(0, reached);
  const far = add(0, begun);
  const whole = add(begun, steps);
  const dots = new Float64Array(steps);
  for (const { by, of } of taken) {
    const across = new Float64Array(steps * columns);
    addProduct(block(by, rows.length), block(G, columns), [steps, rows.length, columns], block(across, columns));
    for (let t = 0; t < steps; t++) dots[t] = (dots[t] as number) + rowsDot(across, of, columns, t);
  }
  const squares = Float64Array.from({ length: steps }, (_, t) =>
    sum(taken, (p) => sum(taken, (q) => rowsDot(p.by, q.by, rows.length, t) * rowsDot(p.of, q.of, columns, t))),
  );
  return { squares, dots, whole, far };
}

/** Of each step the entries of the rows that are measured. */
function chosen(by: Float64Array, { rows, units, steps }: Shape): Float64Array {
  const entries = new Float64Array(steps * rows.length);
  for (let t = 0; t < steps; t++) for (const [k, row] of rows.entries()) entries[t * rows.length + k] = by[t * units + row] as number;
  return entries;
}

function transposed(values: Float64Array, rows: number, columns: number): Float64Array {
  const turned = new Float64Array(values.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = values[i * columns + j] as number;
  return turned;
}

function rowsDot(a: Float64Array, b: Float64Array, width: number, row: number): number {
  let total = 0;
  for (let j = row * width; j < (row + 1) * width; j++) total += (a[j] as number) * (b[j] as number);
  return total;
}

/** Matrices taken together are one vector, whose squares and products add. Steps after the last scored one add nothing. */
function partOf(matrix: string | null, sums: readonly Sums[], { steps, reached }: Pick<Shape, 'steps' | 'reached'>): LagPart {
  const whole = sum(sums, (each) => each.whole);
  const added = (of: (each: Sums) => Float64Array): Float64Array =>
    Float64Array.from({ length: steps }, (_, t) => sum(sums, (each) => of(each)[t] ?? 0));
  const shares = added(({ dots }) => dots).map((value) => value / whole);
  return {
    matrix,
    norm: Math.sqrt(whole),
    norms: added(({ squares }) => squares).map((square) => Math.sqrt(Math.max(0, square))),
    shares,
    beyond: sum(Array.from(shares.subarray(0, Math.max(0, reached))), (share) => share),
    far: Math.sqrt(sum(sums, (each) => each.far) / whole),
  };
}

const sum = <T>(values: readonly T[], of: (value: T) => number): number => values.reduce((total, value) => total + of(value), 0);
