import type { Experiment } from '../core/experiment.ts';
import { initialise } from '../core/initialise.ts';
import { networkOf } from '../core/networkOf.ts';
import { cutWeights } from '../core/operate/operated.ts';
import { createRng } from '../core/rng.ts';
import type { Snapshot } from '../protocol/messages.ts';

/**
 * A place to go on from, in which connections that are cut no longer have the weights that they had before, as `kept` has
 * them by their place in the layout; it takes those that the experiment cuts now. One that `before` cut from its first
 * iteration on had its first weight.
 */
export function mendCuts(snapshot: Snapshot, kept: Map<number, number>, experiment: Experiment, before: Experiment): Snapshot {
  const cut = new Set(cutWeights(experiment));
  const unknown = cutWeights(before).filter((index) => !kept.has(index));
  const first = unknown.length === 0 ? [] : initialise(networkOf(before), before, createRng(before.seed));
  for (const index of unknown) kept.set(index, first[index] ?? 0);
  const parameters = snapshot.parameters.slice();
  for (const [index, weight] of kept) {
    if (cut.has(index)) continue;
    // Weights that came from elsewhere meanwhile stay.
    if (parameters[index] === 0) parameters[index] = weight;
    kept.delete(index);
  }
  for (const index of cut) if (!kept.has(index)) kept.set(index, parameters[index] ?? 0);
  return { ...snapshot, parameters };
}
