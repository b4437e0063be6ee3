export type CellName = 'rnn' | 'gru' | 'lstm' | 'typed';

/** What one candidate trains: one recurrent layer and a linear head to one output, mean squared error on the last step. */
export interface Job {
  readonly trainer: string;
  readonly backend: string;
  readonly cell: CellName;
  readonly units: number;
  readonly steps: number;
  readonly batch: number;
  readonly inputs: number;
}

export interface Trainer {
  /** One whole iteration; resolves with the loss, so that the device has finished. */
  iterate(): number | Promise<number>;
  /** What the driver calls the hardware, where that is known. */
  readonly adapter?: string;
  /** Operations in an iteration, where they are not the formula's. */
  readonly operations?: number;
}

export type MakeTrainer = (job: Job) => Promise<Trainer>;

export type ToWorker =
  | { readonly ask: 'open'; readonly job: Job }
  | { readonly ask: 'once' }
  /** At least so many milliseconds. */
  | { readonly ask: 'warmUp' | 'measure'; readonly milliseconds: number };

/** Milliseconds per iteration: the first's, one's, or the median over blocks of them. */
export type FromWorker =
  | {
      readonly milliseconds: number;
      readonly loss: number;
      readonly adapter?: string;
      readonly operations?: number;
      /** Dispatches and draws of the last iteration. */
      readonly calls?: number;
    }
  | { readonly error: string };

export const LEARNING = { rate: 0.01, clip: 1 } as const;

/** About standard normal: sums of 12 uniform numbers of a linear congruential generator. The same in every trainer. */
export function normals(count: number, scale: number, seed: number): Float32Array {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Float32Array.from({ length: count }, () => {
    let sum = -6;
    for (let k = 0; k < 12; k++) sum += uniform();
    return sum * scale;
  });
}

/** x is (b, t, i); y is (b): half of the first input at the last step, which is soon learned. */
export function dataOf({ batch, steps, inputs }: Job): { x: Float32Array; y: Float32Array } {
  const x = normals(batch * steps * inputs, 1, 7);
  return { x, y: Float32Array.from({ length: batch }, (_, b) => 0.5 * (x[(b * steps + steps - 1) * inputs] ?? 0)) };
}

/** (b, t, i) as (t, b, i). */
export function byTime(x: Float32Array, { batch, steps, inputs }: Job): Float32Array {
  const turned = new Float32Array(x.length);
  for (let b = 0; b < batch; b++) {
    for (let t = 0; t < steps; t++) {
      const row = (b * steps + t) * inputs;
      turned.set(x.subarray(row, row + inputs), (t * batch + b) * inputs);
    }
  }
  return turned;
}

/** Libraries have no typed cells. */
export function builtinOf({ trainer, cell }: Job): Exclude<CellName, 'typed'> {
  if (cell === 'typed') throw new Error(`${trainer} has no typed cells`);
  return cell;
}
