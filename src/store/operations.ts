import type { StoreApi } from 'zustand';
import { type Experiment, makeExperiment } from '../core/experiment.ts';
import { mended, operationsOf } from '../core/operate/read.ts';
import { partsAt as partsAtOf } from '../core/operate/surgery.ts';
import { describeProblem, describeWrong } from '../core/words.ts';
import type { Session, State } from './session.ts';

/** The first iteration at which what was done once to the weights is another; infinite where it is the same. */
export const partsAt = (before: Experiment, asked: Experiment, now: number | null): number =>
  partsAtOf(operationsOf(before).operations, operationsOf(asked).operations, now);

/** @throws an error that names everything in the list of an experiment that its network cannot have done to it. */
export function requireOperations(experiment: Experiment): void {
  const { problems } = operationsOf(experiment);
  if (problems.length > 0) throw new Error(problems.map(describeWrong).join(' '));
}

/** Names what the network on show cannot have done to it, and takes that from the list; the engine passes it over by itself. Whether there was any. */
export function fitOperations({ getState, setState }: StoreApi<State>, notify: Session['notify']): boolean {
  const { experiment } = getState();
  const { problems } = operationsOf(experiment);
  if (problems.length === 0) return false;
  notify('warning', problems.map(describeProblem).join('\n'));
  setState({ experiment: makeExperiment({ ...experiment, do: mended(experiment) }) });
  return true;
}
