import { THRESHOLD } from '../analysis/horizon.ts';
import { normAt } from '../analysis/norms.ts';
import { noiseFor, ownOf, repeated } from '../analysis/own.ts';
import type { Batch } from '../network.ts';
import { type Flipped, flippedInput } from './flip.ts';
import type { Subject } from './subject.ts';

/**
 * Forget or vanish? The input of one step is flipped and the network run again: ‖s̃_t − s_t‖₂ over all states of one layer is
 * what the state at step t still has of it, beside ‖∂L/∂s_t‖₂, the blame that gets back to each step. L is the loss of the
 * last scored step alone, by which the horizon is told: what is remembered for it is set against what it blames.
 */
export interface Forgetting {
  readonly iteration: number;
  readonly layer: number;
  readonly steps: number;
  /** The last scored step, from 0. */
  readonly scored: number;
  /** ‖∂L/∂s_t‖ at every step. */
  readonly blame: Float64Array;
  /** What rounding alone may make of the difference of two states at every step. */
  readonly rounding: Float64Array;
  /** One for each clue, or of a sequence without one for its first step; and the last, of the step under the cursor, where it is none of those. */
  readonly flips: readonly Flip[];
  /** Whether small blame is brought up on its way: it is then the gradient of nothing. */
  readonly isBoosted: boolean;
}

export interface Flip extends Flipped {
  /** From 0. */
  readonly step: number;
  /** ‖s̃_t − s_t‖ at every step; 0 before the flipped one. */
  readonly moves: Float64Array;
}

/** States are float32, rounded by 2⁻²⁴ at each of the few operations of a step: differences under so much of the state say nothing. */
const ROUNDING = 2 ** -21;

/** The sequence and all its flips are of one batch, so that one pass measures them. */
export async function measureForgetting({ network, trace, layer, step, probe, differentiate }: Subject): Promise<Forgetting> {
  const { iteration, steps, scored, clues } = trace;
  const { size } = probe.batch;
  const marked = clues.length === 0 ? [0] : clues.slice(0, size - 2);
  const flipped = [...new Set([...marked, step])].map((at) => ({ step: at, ...flippedInput(trace, probe, at) }));
  const measured = await differentiate(batchOf(trace, flipped, size));
  const states = [...measured.states.values()].map((layers) => layers[layer] ?? []);
  const flips = flipped.map((flip, k) => ({ ...flip, moves: movesOf(states, { steps, size, sequence: k + 1 }) }));
  const blame = trace.lastNorms.slice(layer * steps, (layer + 1) * steps);
  const width = trace.units;
  const rounding = Float64Array.from({ length: steps }, (_, t) => ROUNDING * normAt(states, t * size * width, width));
  return { iteration, layer, steps, scored, blame, rounding, flips, isBoosted: network.interventions?.boost === true };
}

/** The sequence itself first, which alone is scored, then a flip each; what room is left has the sequence again. */
function batchOf(trace: Subject['trace'], flips: readonly Pick<Flip, 'step' | 'x'>[], size: number): Batch {
  const { steps, inputs, scored } = trace;
  const { x, y } = ownOf(trace);
  const [rows, answers] = [repeated(x, steps, size), repeated(y ?? trace.y, steps, size)];
  for (const [k, flip] of flips.entries()) rows.set(flip.x, (flip.step * size + k + 1) * inputs);
  const weights = new Float32Array(steps * size);
  weights[scored * size] = 1;
  // The same noise on both sides, so that what moves is moved by the flip.
  return { steps, size, x: rows, y: answers, weights, ...noiseFor(trace, steps, size) };
}

/** ‖s_t of the sequence − s_t of the first‖ over all states. */
function movesOf(states: readonly ArrayLike<number>[], at: { steps: number; size: number; sequence: number }): Float64Array {
  const { steps, size, sequence } = at;
  return Float64Array.from({ length: steps }, (_, t) => {
    const differences = states.map((values) => {
      const width = values.length / (steps * size);
      const [own, first] = [(t * size + sequence) * width, t * size * width];
      return Float64Array.from({ length: width }, (_unit, j) => (values[own + j] ?? Number.NaN) - (values[first + j] ?? Number.NaN));
    });
    return normAt(differences, 0, differences[0]?.length ?? 0);
  });
}

/** Both curves as shares, so that they can be compared, and what they come to. */
export interface Outcome {
  /** ‖s̃ − s‖ at the last scored step over that at the flipped one: what is left of the flip where the answer is given. */
  readonly kept: number;
  /** ‖∂L/∂s‖ at the flipped step over that at the last scored one: what of the blame gets there. */
  readonly reached: number;
  /** Whether at least 1 % is left, and more than rounding makes. */
  readonly remembers: boolean;
  /** Whether at least 1 % gets there, as the horizon counts it. */
  readonly blamed: boolean;
}

export function outcomeOf(
  { scored, blame, rounding }: Pick<Forgetting, 'scored' | 'blame' | 'rounding'>,
  { step, moves }: Pick<Flip, 'step' | 'moves'>,
): Outcome {
  const left = moves[scored] ?? Number.NaN;
  const kept = left / (moves[step] ?? Number.NaN);
  const reached = (blame[step] ?? Number.NaN) / (blame[scored] ?? Number.NaN);
  return { kept, reached, remembers: kept >= THRESHOLD && left > (rounding[scored] ?? 0), blamed: reached >= THRESHOLD };
}
