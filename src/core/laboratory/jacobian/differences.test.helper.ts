import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { forwardLayer, type Layer, valueOf } from '../../cell/layer.ts';
import { layoutOf } from '../../network.ts';
import type { Trace } from '../../trace.ts';
import type { Subject } from '../subject.ts';

/** One sequence through one layer. */
export interface Course extends Pick<Subject, 'network' | 'layer'> {
  readonly parameters: ArrayLike<number>;
  readonly trace: Pick<Trace, 'steps' | 'units' | 'noise'> & {
    readonly x: ArrayLike<number>;
    readonly states: Readonly<Record<string, ArrayLike<number>>>;
  };
}

/** So much is added to each entry of s_t, and taken away. */
const NUDGE = 1e-5;

/**
 * ∂s_T/∂s_t, n × n row by row, with T = `from` and t = `to`, by nudging each entry of s_t and running the layer forward to step T in float64: no part of
 * the backward pass.
 */
export function differencesOf(subject: Course, from: number, to: number, [more, less] = [NUDGE, NUDGE]): Float64Array {
  const { network, trace } = subject;
  const { units, cell } = network;
  const size = cell.states.length * units;
  const given = Float64Array.from(cell.states.flatMap((state) => sliceOf(trace.states[state], at(subject, to), units)));
  const moved = (entry: number, by: number): Float64Array => {
    const start = given.slice();
    start[entry] = (start[entry] ?? 0) + by;
    return run(subject, start, to + 1, from);
  };
  const matrix = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const [up, down] = [moved(column, more), moved(column, -less)];
    for (let row = 0; row < size; row++) matrix[row * size + column] = ((up[row] ?? 0) - (down[row] ?? 0)) / (more + less);
  }
  return matrix;
}

const at = ({ trace, layer }: Course, t: number): number => (layer * trace.steps + t) * trace.units;

/** The states after step `last`, where those before step `first` are `start`. */
function run(subject: Course, start: Float64Array, first: number, last: number): Float64Array {
  const { units, cell } = subject.network;
  const xs = Array.from({ length: last - first + 1 }, (_, k) => inputOf(subject, first + k));
  const states = new Map(cell.states.map((state, k) => [state, start.subarray(k * units, (k + 1) * units)]));
  const noise = xs.map((_, k) => {
    const from = (first + k) * units;
    return new Map([...(subject.trace.noise ?? [])].map(([state, layers]) => [state, sliceOf(layers[subject.layer], from, units)]));
  });
  const values = forwardLayer(layerOf(subject), xs, states, noise).at(-1) ?? [];
  return Float64Array.from(cell.states.flatMap((state) => Array.from(valueOf(values, cell.definitions.get(`${state}'`)))));
}

function inputOf({ network, trace, layer }: Course, t: number): readonly number[] {
  if (layer === 0) return sliceOf(trace.x, t * network.inputs, network.inputs);
  return sliceOf(trace.states['h'], ((layer - 1) * trace.steps + t) * trace.units, trace.units);
}

const sliceOf = (values: ArrayLike<number> | undefined, offset: number, length: number): readonly number[] =>
  Array.from({ length }, (_, i) => values?.[offset + i] ?? Number.NaN);

function layerOf({ network, parameters, layer }: Course): Layer {
  const own = layoutOf(network).slots.filter((slot) => slot.layer === layer);
  const named = new Map(
    own.map(({ name, offset, rows, columns }) => [name, Float64Array.from(sliceOf(parameters, offset, rows * columns))]),
  );
  return {
    cell: network.cell,
    sizes: { units: network.units, inputs: layer === 0 ? network.inputs : network.units },
    parameters: named,
    gradients: new Map(),
  };
}

/** All singular values, the largest first. */
export function singularValuesOf(values: ArrayLike<number>, rows: number): readonly number[] {
  const matrix = Matrix.from1DArray(rows, values.length / rows, Array.from(values));
  return new SingularValueDecomposition(matrix, { autoTranspose: true }).diagonal;
}
