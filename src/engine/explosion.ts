import type { Explosion } from '../protocol/messages.ts';
import type { Run } from './run.ts';

/** Where the next iteration of a run leaves the finite. */
export async function describeExplosion(run: Run): Promise<Explosion> {
  const { loss } = await run.executor.differentiate(run.batch(run.iteration + 1));
  return { iteration: run.iteration, what: 'loss', value: loss, step: null, quantity: null, text: 'A number is no longer finite.' };
}
