import { type Experiment, makeExperiment } from '../core/experiment.ts';
import type { Undone } from '../core/operate/operated.ts';
import { mended, operationsOf } from '../core/operate/read.ts';
import { partsAt } from '../core/operate/surgery.ts';
import { stands, without } from '../core/operate/when.ts';
import { describeProblem, describeWrong, named } from '../core/words.ts';
import type { Runner } from './runner.ts';
import type { Changed } from './session.ts';
import type { Place } from './shown.ts';

const withList = (experiment: Experiment, list: string): Experiment =>
  experiment.do === list ? experiment : makeExperiment({ ...experiment, do: list });

/** An experiment with its list as the link writes it. @throws an error that names everything in it that its network cannot have done to it. */
export function requireOperations(experiment: Experiment): Experiment {
  const { problems } = operationsOf(experiment);
  if (problems.length > 0) throw new Error(problems.map(describeWrong).join(' '));
  return withList(experiment, mended(experiment));
}

/** Names what the network on show cannot have done to it, takes that from the list, and writes the list as the engine has it. */
export function fitOperations({ state, notify, write }: Place): void {
  const { experiment } = state.getState();
  const { problems } = operationsOf(experiment);
  if (problems.length > 0) notify('warning', problems.map(describeProblem).join('\n'));
  const fitted = withList(experiment, mended(experiment));
  if (fitted !== experiment) write(fitted);
}

/** Says what could not be done to the network as it was, and takes it from the list. */
export function takeOff(place: Place, undone: readonly Undone[]): void {
  fitOperations(place);
  const { experiment } = place.state.getState();
  const those = undone.filter(({ entry }) => stands(entry, experiment.do));
  if (those.length === 0) return;
  place.notify('warning', those.map(({ entry, why }) => `${named('do', entry)} was not done. ${why}`).join('\n'));
  const list = without(
    experiment.do,
    those.map(({ entry }) => entry),
  );
  place.write(withList(experiment, list));
}

/**
 * Does to the network what was asked for; the list then says at which iteration each really began. What was done once to weights
 * that came before is undone by going back there; what is asked for `now` is done there.
 * @throws an error that says why it is not done; the list is then as it was.
 */
export async function operated(
  place: Place,
  run: Runner,
  asked: Experiment,
  before: Experiment,
  now: number | null,
): Promise<Changed | null> {
  const { state, notify } = place;
  if (state.getState().experiment === asked) fitOperations(place);
  const list = mended(asked);
  const operations = (experiment: Experiment) => operationsOf(experiment).operations;
  const from = partsAt(operations(before), operations(asked), now);
  if (from < state.getState().iteration) await run.goTo(from).catch((error) => notify('warning', messageOf(error)));
  const changed = await run.operate().catch((error) => {
    // What cannot be done to these weights is not in the list.
    rename(place, list, before.do);
    throw error;
  });
  rename(place, list, changed?.do ?? list);
  return changed;
}

/** Writes the list of what is done otherwise, unless it is another one by now. */
function rename({ state, write }: Place, list: string, other: string): void {
  const { experiment } = state.getState();
  if (experiment.do === list && list !== other) write(withList(experiment, other));
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
