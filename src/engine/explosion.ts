import { burstOf, explosionText, type What } from '../core/analysis/explosion.ts';
import type { Explosion } from '../protocol/messages.ts';
import type { Iteration } from './executor/executor.ts';
import type { Run } from './run.ts';

/** Where the iteration that was just refused left the finite: the same batch is differentiated again and searched. */
export async function describeExplosion(run: Run, refused: Iteration): Promise<Explosion> {
  const batch = run.batch(run.iteration + 1);
  const differentiation = await run.executor.differentiate(batch);
  const burst = burstOf(run.network.cell, differentiation, batch);
  const what = whatOf(refused);
  const value = { loss: refused.loss, gradient: refused.gradientNorm, weights: refused.largest }[what];
  const iteration = run.iteration;
  return { iteration, what, value, step: burst?.step ?? null, quantity: burst?.quantity ?? null, text: explosionText(what, iteration, burst) };
}

function whatOf({ loss, gradientNorm }: Iteration): What {
  if (!Number.isFinite(loss)) return 'loss';
  return Number.isFinite(gradientNorm) ? 'weights' : 'gradient';
}
