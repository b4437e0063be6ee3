import { normsOf } from '../analysis/norms.ts';
import { ownBatches, ownOf, singleOf } from '../analysis/own.ts';
import type { Subject } from './subject.ts';

/**
 * Blame by loss: ‖∂L_s/∂s_t‖₂ over all states of one layer, for the loss L_s of each scored step s alone (without a share
 * in the mean over scored steps) and every step t. What the sum over s hides is seen here.
 */
export interface Triangle {
  readonly iteration: number;
  readonly layer: number;
  readonly steps: number;
  /** The scored steps s, from 0. */
  readonly scored: readonly number[];
  /** (s, t); 0 for t > s. */
  readonly norms: Float32Array;
  /** Whether small blame is brought up on its way: it is then the gradient of nothing. */
  readonly isBoosted: boolean;
}

/** Sequences of one batch each have a loss of their own, so that one backward pass measures as many rows as fit. */
export async function measureTriangle({ network, trace, layer, probe, differentiate }: Subject): Promise<Triangle> {
  const { steps, iteration } = trace;
  const { size } = probe.batch;
  const rows: Float64Array[] = [];
  const scored: number[] = [];
  for (const batch of ownBatches({ ...ownOf(trace), y: trace.y }, size)) {
    const { stateGradients } = await differentiate(batch.probe.batch);
    const gradients = [...stateGradients.values()].map((layers) => layers[layer] ?? []);
    for (const [k, s] of batch.scored.entries()) {
      scored.push(s);
      rows.push(normsOf(gradients, { steps, size, sequence: singleOf(k) }));
    }
  }
  const norms = new Float32Array(rows.length * steps);
  for (const [k, row] of rows.entries()) norms.set(row, k * steps);
  return { iteration, layer, steps, scored, norms, isBoosted: network.interventions?.boost === true };
}
