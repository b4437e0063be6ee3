import type { Trace } from '../../core/trace.ts';

/** Index of the largest value. */
export function largestOf(values: ArrayLike<number>): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if ((values[k] as number) > (values[best] as number)) best = k;
  return best;
}

/** Answers of the network at one step, one an output. */
export const answersAt = ({ answers, outputs }: Trace, step: number): Float32Array =>
  answers.subarray(step * outputs, (step + 1) * outputs);

/** The steps whose answer counts. */
export const scoredSteps = ({ mask }: Trace): readonly number[] => Array.from(mask.keys()).filter((t) => mask[t] === 1);
