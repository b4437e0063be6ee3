import { columnOf } from '../core/analysis/column.ts';
import { asAnswered, type BlameMatrix, blameMatrix, type OwnBatch, type OwnSequence, ownBatches } from '../core/analysis/own.ts';
import type { Differentiation } from '../core/network.ts';
import type { Run } from './run.ts';

/** A sequence measured by itself. */
export interface OwnMeasured {
  readonly batch: OwnBatch;
  readonly differentiation: Differentiation;
  readonly blame: BlameMatrix;
}

/** Whether a sequence is of the sizes of what runs: one that was given before the task changed is not. */
export function fits({ x, mask }: OwnSequence, { task, options, network }: Run): boolean {
  const { steps } = task.sizes(options);
  return mask.length === steps && x.length === steps * network.inputs && mask.includes(1);
}

/**
 * Measures a sequence in batches of `size`, the shape of the probe, whose kernels are there. Where the network is disturbed and
 * the sequence does not say how, it is by the standing noise, as it is where the network is stepped.
 */
export async function measureOwn(run: Run, given: OwnSequence, size: number): Promise<OwnMeasured> {
  const noise = given.noise ?? run.network.noise?.standing(0, given.mask.length, 1);
  const own = noise === undefined ? given : { ...given, noise };
  const batches = ownBatches({ ...own, y: own.y ?? (await answersTo(run, own, size)) }, size);
  const measured: Differentiation[] = [];
  for (const { probe } of batches) measured.push(await run.executor.differentiate(probe.batch));
  const [batch, differentiation] = [batches[0], measured[0]];
  if (batch === undefined || differentiation === undefined) throw new RangeError('there is no batch to measure');
  return { batch, differentiation, blame: blameMatrix(batches, measured) };
}

/** What the network answers to it, step by step. */
async function answersTo(run: Run, own: OwnSequence, size: number): Promise<Float32Array> {
  const { loss, outputs } = run.network;
  const steps = own.mask.length;
  const y = new Float32Array(steps * (loss === 'mse' ? outputs : 1));
  const [batch] = ownBatches({ ...own, y }, size);
  if (batch === undefined) return y;
  const differentiation = await run.executor.differentiate(batch.probe.batch);
  return asAnswered(columnOf(differentiation.outputs, { steps, size, sequence: 0 }), steps, loss);
}
