import { burstOf, explosionText, type Update, updateOf, type What } from '../core/analysis/explosion.ts';
import type { Explosion } from '../protocol/messages.ts';
import type { Iteration } from './executor/executor.ts';
import type { Run } from './run.ts';

/**
 * Takes a run whose next iteration was refused back to its last finite one, and says where that iteration left the
 * finite: the same batch is differentiated again and searched. The last update goes too, since it led there.
 */
export async function describeExplosion(run: Run, refused: Iteration): Promise<Explosion> {
  const failed = run.iteration + 1;
  const batch = run.batch(failed);
  const burst = burstOf(run.network.cell, await run.executor.differentiate(batch), batch);
  const update = await takeBack(run);
  const what = whatOf(refused);
  const value = { loss: refused.loss, gradient: refused.gradientNorm, weights: refused.largest }[what];
  const { iteration } = run;
  return {
    iteration,
    what,
    value,
    step: burst?.step ?? null,
    quantity: burst?.quantity ?? null,
    update,
    text: explosionText(what, failed, iteration, burst, update),
  };
}

/** The last update, measured as it is undone; null where there is none to take back. */
async function takeBack(run: Run): Promise<Update | null> {
  const after = await run.executor.weights();
  if (!run.undo()) return null;
  return updateOf((await run.executor.weights()).parameters, after.parameters);
}

function whatOf({ loss, gradientNorm }: Iteration): What {
  if (!Number.isFinite(loss)) return 'loss';
  return Number.isFinite(gradientNorm) ? 'weights' : 'gradient';
}
