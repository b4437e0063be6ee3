import type { Batch } from '../network.ts';
import type { Place, Plan } from './plan.ts';

/**
 * Where everything of an iteration lies in one memory of float32, as offsets in numbers. Frames of a layer lie step by
 * step. Before the first lies one more, zero but for the states that a batch starts from, and behind the last another
 * that is always zero, the blame carried into it.
 *
 * Within a step, rows of a frame (and of `x`, `y`, …) hold one number per sequence: row r, sequence b at
 * `r * columns + b`. Executors that let units run innermost may use the same regions: value of `rows` rows from `row`,
 * sequence b, unit u at `row * columns + b * rows + u`.
 */
export interface Memory {
  readonly steps: number;
  readonly size: number;
  /** Sequences with those that fill up the last vector. */
  readonly columns: number;
  /** Layer → the frame of step 0; that of step t lies `t * frameLength` behind. */
  readonly frames: readonly number[];
  readonly frameLengths: readonly number[];
  readonly constants: readonly number[];
  /** (t, input, b) */
  readonly x: number;
  /** (t, output, b), or (t, b) where it is a class. */
  readonly y: number;
  /** (t, b) */
  readonly weights: number;
  /** (t): 1 where any sequence is scored at step t, else 0. */
  readonly scored: number;
  /** (t, output, b): before any softmax, and ∂L by them. */
  readonly answers: number;
  readonly blame: number;
  /** (t, unit, b): ∂L/∂h_t from the head. */
  readonly outside: number;
  /** The parameters as they are, as they were before the last update, and as the next one leaves them, in turns; likewise each moment of the optimiser. */
  readonly theta: readonly [number, number, number];
  readonly gradient: number;
  readonly moments: readonly (readonly [number, number, number])[];
  /** Room for four numbers that an iteration answers with: loss, gradient norm, max |θ|. */
  readonly results: number;
  /** Where blame is boosted: a frame for what is handed back, and the norm (b) that it is brought up to; else nothing. */
  readonly boosted: number;
  readonly norms: number;
  /** Parameters with those that fill up the last vector. */
  readonly parameters: number;
  /** What lies before is learned and stays; all behind is written anew for each batch. */
  readonly workspace: number;
  readonly length: number;
}

/** Lays out one memory for batches of so many steps and sequences; every region begins at a multiple of `lanes` numbers. */
export function memoryOf(plan: Plan, steps: number, size: number, lanes: number, moments: number): Memory {
  const { network } = plan;
  const up = (count: number): number => Math.ceil(count / lanes) * lanes;
  const columns = up(size);
  let next = 0;
  const take = (count: number): number => {
    const at = next;
    next += up(count);
    return at;
  };
  const parameters = up(plan.parameters);
  const places = (): [number, number, number] => [take(parameters), take(parameters), take(parameters)];
  const rows = (count: number): number => take(steps * count * columns);
  const learned = { theta: places(), gradient: take(parameters), moments: Array.from({ length: moments }, places), results: take(4) };
  const workspace = next;
  const data = {
    x: rows(network.inputs),
    y: rows(network.loss === 'mse' ? network.outputs : 1),
    weights: rows(1),
    scored: take(steps),
    answers: rows(network.outputs),
    blame: rows(network.outputs),
    outside: rows(network.units),
  };
  const frameLengths = plan.layers.map(({ frame }) => frame * columns);
  const constants = plan.layers.map((layer) => take(layer.constants));
  const frames = frameLengths.map((length) => take((steps + 2) * length) + length);
  const boost = network.interventions?.boost === true;
  const aside = { boosted: take(boost ? Math.max(...frameLengths) : 0), norms: take(boost ? columns : 0) };
  return { steps, size, columns, frames, frameLengths, constants, ...data, ...learned, ...aside, parameters, workspace, length: next };
}

/** Parameters by the network's layout into θ, or back. */
export function intoTheta({ moves }: Plan, from: ArrayLike<number>, theta: Float32Array): void {
  for (const { from: start, to, length } of moves) for (let k = 0; k < length; k++) theta[to + k] = from[start + k] ?? Number.NaN;
}

export function fromTheta({ moves, parameters }: Plan, theta: Float32Array): Float32Array {
  const values = new Float32Array(parameters);
  for (const { from, to, length } of moves) values.set(theta.subarray(to, to + length), from);
  return values;
}

/**
 * Writes a batch into `memory` with sequences innermost. The columns that fill up the last vector repeat the last
 * sequence with weight 0, so that they stay as finite as it does and add nothing.
 */
export function writeBatch(memory: Float32Array, at: Memory, { network }: Plan, batch: Batch): void {
  const { steps, size, columns } = at;
  if (batch.steps !== steps || batch.size !== size) {
    throw new RangeError(`a batch of ${batch.size} sequences of ${batch.steps} steps does not fit a memory for ${size} of ${steps}`);
  }
  const targets = network.loss === 'mse' ? network.outputs : 1;
  turn(batch.x, memory, at.x, steps, size, columns, network.inputs);
  turn(batch.y, memory, at.y, steps, size, columns, targets);
  for (let t = 0; t < steps; t++) {
    let scored = 0;
    for (let b = 0; b < columns; b++) {
      const weight = b < size ? (batch.weights[t * size + b] ?? 0) : 0;
      memory[at.weights + t * columns + b] = weight;
      if (weight !== 0) scored = 1;
    }
    memory[at.scored + t] = scored;
  }
}

/** Writes what disturbs the states of a batch into their rows of each step; zeros where nothing is given. */
export function writeNoise(memory: Float32Array, at: Memory, { layers }: Plan, { noise }: Pick<Batch, 'noise'>): void {
  layers.forEach((layer, index) => {
    for (const [state, { row, rows }] of layer.noise) {
      const given = noise?.get(state)?.[index] ?? new Float32Array(at.steps * at.size * rows);
      const first = (at.frames[index] ?? 0) + row * at.columns;
      turn(given, memory, first, at.steps, at.size, at.columns, rows, at.frameLengths[index]);
    }
  });
}

/** (t, b, i) → (t, i, b), each step `stride` behind the one before. */
function turn(
  from: ArrayLike<number>,
  to: Float32Array,
  offset: number,
  steps: number,
  size: number,
  columns: number,
  width: number,
  stride = columns * width,
): void {
  for (let t = 0; t < steps; t++) {
    const [read, write] = [t * size * width, offset + t * stride];
    for (let i = 0; i < width; i++) {
      const row = write + i * columns;
      for (let b = 0; b < size; b++) to[row + b] = from[read + b * width + i] as number;
      const last = to[row + size - 1] as number;
      for (let b = size; b < columns; b++) to[row + b] = last;
    }
  }
}

/** Rows of all steps, sequences innermost, as (t, b, row). `stride` is the distance of two steps. */
export function readRows(
  memory: Float32Array,
  offset: number,
  stride: number,
  { steps, size, columns }: Memory,
  rows: number,
): Float32Array {
  const values = new Float32Array(steps * size * rows);
  for (let t = 0; t < steps; t++) {
    const [read, write] = [offset + t * stride, t * size * rows];
    for (let r = 0; r < rows; r++) {
      const row = read + r * columns;
      for (let b = 0; b < size; b++) values[write + b * rows + r] = memory[row + b] as number;
    }
  }
  return values;
}

/** A value of a layer's frames as (t, b, unit). */
export function readPlace(memory: Float32Array, at: Memory, layer: number, { row, rows }: Place): Float32Array {
  const [frame, length] = [at.frames[layer] ?? 0, at.frameLengths[layer] ?? 0];
  return readRows(memory, frame + row * at.columns, length, at, rows);
}
