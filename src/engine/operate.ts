import type { Experiment } from '../core/experiment.ts';
import type { Network } from '../core/network.ts';
import { cutWeights } from '../core/operate/operated.ts';
import type { Snapshot } from '../protocol/messages.ts';

/** A place to go on from once something is done to the network: cut weights are 0, and what does not learn has no momentum left. */
export function readied(snapshot: Snapshot, experiment: Experiment, { interventions }: Network): Snapshot {
  const parameters = snapshot.parameters.slice();
  for (const index of cutWeights(experiment)) parameters[index] = 0;
  const moments = snapshot.moments.map((values) => {
    const rested = values.slice();
    for (const { from, length } of interventions?.still ?? []) rested.fill(0, from, from + length);
    return rested;
  });
  return { ...snapshot, parameters, moments };
}
