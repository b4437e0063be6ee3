import { EigenvalueDecomposition, Matrix, QrDecomposition } from 'ml-matrix';
import type { Cell } from './cell/cell.ts';
import type { Id } from './cell/graph.ts';
import { recurrentMatrices } from './cell/recurrent.ts';
import type { Initialiser } from './choices.ts';
import type { Experiment } from './experiment.ts';
import { layoutOf, type Network, type Slot } from './network.ts';
import type { Rng } from './rng.ts';

/** Values of one parameter, row by row. */
type Values = Float64Array;
type Draw = (slot: Slot, recurrent: boolean, units: number, rng: Rng) => Values;

/**
 * The first weights, by the network's layout. Each parameter draws from a fork named after its layer and itself, so that
 * one more matrix changes no other.
 *
 * - `uniform`: everything in ±1/√units, biases and head too, as PyTorch's RNNs and their linear head start.
 * - `orthogonal`: recurrent matrices orthogonal (Saxe et al. 2014), the others uniform in ±√(6/(rows + columns)) (Glorot & Bengio 2010).
 * - `gaussian`: matrices normal with deviation 1/√columns.
 * - `identity`: recurrent matrices the identity, the others normal with deviation 0.001 (Le et al. 2015).
 *
 * Vectors are 0 in the last three. Then `radius`, where it is not null, rescales every recurrent matrix to that spectral
 * radius, and `forget` is added to the vector that `forgetVector` names.
 */
export function initialise(network: Network, how: Pick<Experiment, 'init' | 'radius' | 'forget'>, rng: Rng): Float32Array {
  const { slots, size } = layoutOf(network);
  const recurrent = new Set(recurrentMatrices(network.cell));
  const biased = forgetVector(network.cell);
  const weights = new Float32Array(size);
  for (const slot of slots) {
    const { layer, name, offset } = slot;
    const recurs = layer !== null && recurrent.has(name);
    let values = DRAWS[how.init](slot, recurs, network.units, rng.fork('weights', layer ?? 'head', name));
    if (recurs && how.radius !== null) values = withRadius(values, network.units, how.radius);
    if (layer !== null && name === biased) values = values.map((value) => value + how.forget);
    weights.set(values, offset);
  }
  return weights;
}

const DRAWS = {
  uniform: (slot, _, units, rng) => uniform(slot, 1 / Math.sqrt(units), rng),
  orthogonal: (slot, recurrent, _, rng) => {
    if (slot.kind === 'vector') return zeros(slot);
    return recurrent ? orthogonal(slot, rng) : uniform(slot, Math.sqrt(6 / (slot.rows + slot.columns)), rng);
  },
  gaussian: (slot, _, __, rng) => (slot.kind === 'vector' ? zeros(slot) : normal(slot, 1 / Math.sqrt(slot.columns), rng)),
  identity: (slot, recurrent, _, rng) => {
    if (slot.kind === 'vector') return zeros(slot);
    return recurrent ? identity(slot) : normal(slot, 0.001, rng);
  },
} as const satisfies Readonly<Record<Initialiser, Draw>>;

const zeros = ({ rows, columns }: Slot): Values => new Float64Array(rows * columns);
const uniform = (slot: Slot, bound: number, rng: Rng): Values => zeros(slot).map(() => bound * (2 * rng.uniform() - 1));
const normal = (slot: Slot, deviation: number, rng: Rng): Values => zeros(slot).map(() => deviation * rng.normal());
const identity = (slot: Slot): Values => zeros(slot).map((_, k) => (k % slot.columns === Math.floor(k / slot.columns) ? 1 : 0));

/** Q of the QR decomposition of a normal matrix, each column turned so that R's diagonal is positive: uniform over the orthogonal matrices (Mezzadri 2007). */
function orthogonal(slot: Slot, rng: Rng): Values {
  const { orthogonalMatrix, upperTriangularMatrix } = new QrDecomposition(matrixOf(normal(slot, 1, rng), slot.columns));
  return zeros(slot).map((_, k) => {
    const column = k % slot.columns;
    const sign = upperTriangularMatrix.get(column, column) < 0 ? -1 : 1;
    return sign * orthogonalMatrix.get(Math.floor(k / slot.columns), column);
  });
}

/** Rescaled to the largest |eigenvalue| `radius`; left alone where that is 0 and no factor could. */
function withRadius(values: Values, units: number, radius: number): Values {
  const drawn = spectralRadius(values, units);
  return drawn > 0 ? values.map((value) => (value * radius) / drawn) : values;
}

/** max |λ| of a square matrix. Like the QR decomposition above it uses + − × ÷ and √ alone, so that the same matrix gives the same bits everywhere. */
export function spectralRadius(values: ArrayLike<number>, units: number): number {
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(matrixOf(values, units));
  const squares = realEigenvalues.map((real, k) => real * real + (imaginaryEigenvalues[k] ?? 0) * (imaginaryEigenvalues[k] ?? 0));
  return Math.sqrt(squares.reduce((largest, square) => Math.max(largest, square), 0));
}

const matrixOf = (values: ArrayLike<number>, columns: number): Matrix =>
  Matrix.from1DArray(values.length / columns, columns, Array.from(values));

const RISING: ReadonlySet<string> = new Set(['sigmoid', 'tanh', 'relu', 'softplus', 'exp']);

/**
 * The vector that a larger value of opens the gate `f` alike for every unit: the first parameter vector that is a term of
 * the sum in f's line, itself or inside sigmoid, tanh, relu, softplus or exp, as `bf` is in
 * `f = sigmoid(Wf x + Uf h + bf)`. Null where there is no gate `f` or no such term; a vector that is multiplied,
 * subtracted or under a matrix is none.
 */
export function forgetVector(cell: Cell): string | null {
  const definition = cell.gates.includes('f') ? cell.definitions.get('f') : undefined;
  const node = definition === undefined ? undefined : cell.graph[definition];
  return node?.op === 'define' ? additiveVector(cell, node.of) : null;
}

function additiveVector(cell: Cell, id: Id): string | null {
  const node = cell.graph[id];
  if (node?.op === 'vector') return node.name;
  if (node?.op === 'unary' && RISING.has(node.function)) return additiveVector(cell, node.of);
  if (node?.op !== 'binary') return null;
  if (node.function === 'add') return additiveVector(cell, node.left) ?? additiveVector(cell, node.right);
  return node.function === 'subtract' ? additiveVector(cell, node.left) : null;
}
