import type { Probe } from '../analysis/probe.ts';
import type { Trace } from '../trace.ts';

/** The input that stands in the place of a step's own. */
export interface Flipped {
  /** Which clue of the sequence the step is, from 0; null where it is none. */
  readonly clue: number | null;
  /** The sequence of the probe that has this input there; null where none has another, and it was made from this one. */
  readonly from: number | null;
  /** Of that sequence; empty where it has none. */
  readonly caption: string;
  /** (i) */
  readonly x: Float32Array;
}

type Shown = Pick<Trace, 'x' | 'inputs' | 'steps' | 'clues'>;

/**
 * Another input for one step, such as the task itself could have brought there: of what the probe's sequences have in its
 * place (the same clue, or for a step that is no clue the same step where it is none), the one that is farthest from it.
 * Where none has another, the next symbol of the alphabet for a symbol, and each number mirrored at its mean over the probe.
 */
export function flippedInput(shown: Shown, probe: Probe, step: number): Flipped {
  const { x, inputs, clues } = shown;
  const row = x.subarray(step * inputs, (step + 1) * inputs);
  const clue = clues.includes(step) ? clues.indexOf(step) : null;
  let most = 0;
  let from: number | null = null;
  let found = row;
  for (let b = 0; b < probe.size; b++) {
    const other = placeIn(probe.clues[b] ?? [], step, clue);
    if (other === null) continue;
    const candidate = rowOf(probe, b, other, inputs);
    const apart = distance(row, candidate);
    if (apart > most) [most, from, found] = [apart, b, candidate];
  }
  const caption = from === null ? '' : (probe.captions[from] ?? '');
  return { clue, from, caption, x: from === null ? made(shown, probe, row) : found.slice() };
}

function placeIn(clues: readonly number[], step: number, clue: number | null): number | null {
  if (clue !== null) return clues[clue] ?? null;
  return clues.includes(step) ? null : step;
}

const rowOf = ({ batch: { x, size } }: Probe, b: number, t: number, inputs: number): Float32Array =>
  x.subarray((t * size + b) * inputs, (t * size + b + 1) * inputs);

const distance = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0);

function made(shown: Shown, probe: Probe, row: Float32Array): Float32Array {
  if (areSymbols(shown)) return row.map((_, i) => (i === (row.indexOf(1) + 1) % row.length ? 1 : 0));
  const means = meansOf(probe, row.length);
  return row.map((value, i) => 2 * (means[i] ?? 0) - value);
}

/** Whether every step reads one symbol of several, or none. */
function areSymbols({ x, inputs }: Shown): boolean {
  if (inputs === 1) return false;
  const ones = new Uint16Array(x.length / inputs);
  return x.every((value, k) => {
    const t = Math.floor(k / inputs);
    if (value === 1) ones[t] = (ones[t] ?? 0) + 1;
    return value === 0 || (value === 1 && ones[t] === 1);
  });
}

/** Over all steps of all sequences of the probe. */
function meansOf({ batch: { x } }: Probe, inputs: number): Float64Array {
  const sums = new Float64Array(inputs);
  for (let k = 0; k < x.length; k++) sums[k % inputs] = (sums[k % inputs] ?? 0) + (x[k] ?? 0);
  return sums.map((sum) => (sum * inputs) / x.length);
}
