import { columnOf, columnsOf } from '../analysis/column.ts';
import { evaluateFrom } from '../analysis/inside.ts';
import type { Column } from '../analysis/norms.ts';
import { ownBatches, ownOf } from '../analysis/own.ts';
import { type Columns, stepOf } from '../analysis/step.ts';
import type { Cell } from '../cell/cell.ts';
import type { Id, OuterProduct } from '../cell/graph.ts';
import { recurrentMatrices } from '../cell/recurrent.ts';
import type { Differentiation } from '../network.ts';
import { dot } from './krylov.ts';
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
  /** All recurrent matrices together first, where there are several; none where the cell has none. */
  readonly parts: readonly LagPart[];
}

export interface LagPart {
  /** Null for all together, as one vector. */
  readonly matrix: string | null;
  /** ‖∂L/∂U‖, of Frobenius. */
  readonly norm: number;
  /** ‖G_t‖ at every step. */
  readonly norms: Float64Array;
  /** ⟨G_t, ∂L/∂U⟩/‖∂L/∂U‖² at every step, which add to 1; NaN where there is no gradient. */
  readonly shares: Float64Array;
  /** What the shares of steps beyond the horizon add to. */
  readonly beyond: number;
}

/** One product of one step: the row and column vector whose outer product it adds. */
interface Factors {
  readonly by: Float64Array;
  readonly of: Float64Array;
}

/** Computed in float64 from the states and the blame that the running executor measured. */
export async function measureByLag(subject: Subject): Promise<ByLag> {
  const { network, trace, layer } = subject;
  const { iteration, steps, scored } = trace;
  const horizon = trace.horizons[layer] ?? 0;
  const names = recurrentMatrices(network.cell);
  const about = { iteration, layer, steps, scored, horizon };
  if (names.length === 0) return { ...about, parts: [] };
  const columns = await lastAlone(subject);
  const products = productsOf(subject, columns, names);
  const sums = names.map((name, m) =>
    sumsOf(
      products.map((step) => step[m] ?? []),
      columnsOfMatrix(network.cell, name, network),
    ),
  );
  const parts = sums.map((each, m) => partOf(names[m] ?? null, [each], scored - horizon));
  return { ...about, parts: names.length === 1 ? parts : [partOf(null, sums, scored - horizon), ...parts] };
}

/** The sequence on show with the blame of its last scored step alone: as the probe’s own pass has it, or one pass more for a sequence that a person gave. */
async function lastAlone({ trace, probe, differentiation, differentiate }: Subject): Promise<Columns> {
  const [steps, { size }] = [trace.steps, probe.batch];
  const own = { steps, size, sequence: size - probe.size + trace.sequence };
  const isSame = (values: Float32Array, shown: Float32Array): boolean => columnOf(values, own).every((value, k) => value === shown[k]);
  const isProbed = probe.scored[trace.sequence] === trace.scored && isSame(probe.batch.x, trace.x) && isSame(probe.batch.y, trace.y);
  if (isProbed) return columnsFrom(differentiation, trace, own);
  const [batch] = ownBatches({ ...ownOf(trace), y: trace.y }, size);
  if (batch === undefined) throw new RangeError('there is no batch to measure');
  return columnsFrom(await differentiate(batch.probe.batch), trace, { steps, size, sequence: LAST });
}

/** Of an `OwnBatch`, the sequence whose last scored step alone has a loss. */
const LAST = 1;

function columnsFrom(measured: Differentiation, { iteration, steps, units, x, noise }: Subject['trace'], column: Column): Columns {
  const recordOf = (values: Differentiation['states']) =>
    Object.fromEntries([...values].map(([name, layers]) => [name, columnsOf(layers, column)]));
  const disturbed = noise === undefined ? {} : { noise };
  return { iteration, steps, units, x, ...disturbed, states: recordOf(measured.states), stateGradients: recordOf(measured.stateGradients) };
}

/** [t][matrix][product] */
function productsOf({ network, parameters, layer }: Subject, columns: Columns, names: readonly string[]): Factors[][][] {
  const { cell } = network;
  const outers = names.map((name) => cell.backward.matrices.get(name) ?? []);
  const nodes = readBy(cell, outers.flat());
  // Products of numbers of one kind are taken much faster than those of two.
  const whole = Float64Array.from(parameters);
  return Array.from({ length: columns.steps }, (_, step) => {
    const values = evaluateFrom(stepOf(network, columns, whole, { layer, step, unit: null }), nodes);
    const valueOf = (id: Id): Float64Array => values[id] ?? new Float64Array(0);
    return outers.map((products) => products.map(({ by, of }) => ({ by: valueOf(by), of: valueOf(of) })));
  });
}

/** The nodes of the products and of the states’ blame with all that they read, in order: most of a step’s Mᵀ are not among them. */
function readBy({ graph, backward }: Cell, products: readonly OuterProduct[]): readonly Id[] {
  const found = new Set<Id>([...backward.blame.values(), ...products.flatMap(({ by, of }) => [by, of])]);
  for (let id = graph.length - 1; id >= 0; id--) {
    const node = graph[id];
    if (node === undefined || !found.has(id)) continue;
    if ('of' in node) found.add(node.of);
    if ('left' in node) found.add(node.left).add(node.right);
  }
  return [...found].sort((a, b) => a - b);
}

const columnsOfMatrix = ({ matrices }: Cell, name: string, { units }: Subject['network']): number =>
  matrices.find((matrix) => matrix.name === name)?.columns === 'units' ? units : 1;

/** ‖G_t‖², ⟨G_t, G⟩ and ‖G‖² of one matrix, for G = Σ_t G_t. */
interface Sums {
  readonly squares: Float64Array;
  readonly dots: Float64Array;
  readonly whole: number;
}

/** Of T matrices G_t none is stored: ⟨a ⊗ b, c ⊗ d⟩ = ⟨a, c⟩⟨b, d⟩, and ⟨a ⊗ b, G⟩ = aᵀ G b. */
function sumsOf(steps: readonly (readonly Factors[])[], columns: number): Sums {
  const rows = steps[0]?.[0]?.by.length ?? 0;
  const G = new Float64Array(rows * columns);
  for (const products of steps) for (const factors of products) addProduct(factors, G);
  return {
    squares: Float64Array.from(steps, (products) => sum(products, (p) => sum(products, (q) => dot(p.by, q.by) * dot(p.of, q.of)))),
    dots: Float64Array.from(steps, (products) => sum(products, (factors) => productWith(factors, G))),
    whole: dot(G, G),
  };
}

/** G += by ⊗ of */
function addProduct({ by, of }: Factors, G: Float64Array): void {
  for (let row = 0; row < by.length; row++) {
    const factor = by[row] as number;
    const from = row * of.length;
    for (let j = 0; j < of.length; j++) G[from + j] = (G[from + j] as number) + factor * (of[j] as number);
  }
}

/** byᵀ G of */
function productWith({ by, of }: Factors, G: Float64Array): number {
  let total = 0;
  for (let row = 0; row < by.length; row++) {
    const from = row * of.length;
    let rest = 0;
    for (let j = 0; j < of.length; j++) rest += (G[from + j] as number) * (of[j] as number);
    total += (by[row] as number) * rest;
  }
  return total;
}

/** Matrices taken together are one vector, whose squares and products add. */
function partOf(matrix: string | null, sums: readonly Sums[], reached: number): LagPart {
  const whole = sum(sums, (each) => each.whole);
  const added = (of: (each: Sums) => Float64Array): Float64Array =>
    Float64Array.from(sums[0]?.squares ?? [], (_, t) => sum(sums, (each) => of(each)[t] ?? 0));
  const shares = added(({ dots }) => dots).map((value) => value / whole);
  return {
    matrix,
    norm: Math.sqrt(whole),
    norms: added(({ squares }) => squares).map((square) => Math.sqrt(Math.max(0, square))),
    shares,
    beyond: sum(Array.from(shares.subarray(0, Math.max(0, reached))), (share) => share),
  };
}

const sum = <T>(values: readonly T[], of: (value: T) => number): number => values.reduce((total, value) => total + of(value), 0);
