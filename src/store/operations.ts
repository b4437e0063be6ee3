import { type Experiment, makeExperiment } from '../core/experiment.ts';
import type { Undone } from '../core/operate/operated.ts';
import { mended, operationsOf } from '../core/operate/read.ts';
import { partsAt } from '../core/operate/surgery.ts';
import { dated, stands, without } from '../core/operate/when.ts';
import { describeProblem, describeWrong, named } from '../core/words.ts';
import type { Went } from '../protocol/messages.ts';
import type { Changed } from './session.ts';
import type { Place } from './shown.ts';

/** What an operation asks of a run. */
interface Operable {
  goTo(iteration: number): Promise<Went>;
  exchange(): Promise<unknown>;
  /** What the experiment says is done. */
  operate(): Promise<Changed | null>;
}

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
 * that came before is undone by going back there; what is asked for `now` is done there. Null where something else was asked for
 * meanwhile, or nothing was measured.
 * @throws an error that says why it is not done; the list is then what is done.
 */
export async function operated(
  place: Place,
  run: Operable,
  asked: Experiment,
  before: Experiment,
  now: number | null,
): Promise<Changed | null> {
  const { state } = place;
  if (state.getState().experiment === asked) fitOperations(place);
  const list = mended(asked);
  const operations = (experiment: Experiment) => operationsOf(experiment).operations;
  const from = partsAt(operations(before), operations(asked), now);
  if (from < state.getState().iteration && !(await hasGoneBack(place, run, from, list, before.do))) return null;
  const changed = await run.operate().catch((error) => {
    // What cannot be done to these weights is not in the list.
    rename(place, list, before.do);
    throw error;
  });
  const done = changed?.do ?? dated(list, before.do, state.getState().iteration);
  // An engine that took the place of another does not know when it began.
  if (rename(place, list, done) && changed?.do === undefined) await run.operate();
  return changed;
}

/** Whether it is there, and not sent elsewhere meanwhile. @throws an error that says why it has not got there. */
async function hasGoneBack(place: Place, run: Operable, from: number, list: string, before: string): Promise<boolean> {
  await keepLonger(place, run, from);
  const why = `What was done at iteration ${from} is not undone, since the way back there failed:`;
  const went = await run.goTo(from).catch((error: Error) => {
    if (error.name === 'Interrupted') return null;
    rename(place, list, before);
    throw new Error(`${why} ${error.message}`, { cause: error });
  });
  if (went === null || went.note === null) return went !== null;
  const { experiment } = place.state.getState();
  if (experiment.do === list) place.write(makeExperiment({ ...experiment, ...went.conditions }));
  throw new Error(`${why} ${went.note}`);
}

/** Of the run and the branch that was left, where both are the same up to an iteration, the longer one becomes the run: that is the one which is kept beside what comes. */
async function keepLonger({ state, picture }: Place, run: Operable, from: number): Promise<void> {
  const { losses, was } = picture.getState();
  const left = state.getState().past?.left ?? null;
  const isLonger = was !== null && was.from + was.losses.length > losses.length;
  if (isLonger && left !== null && left.from >= from) await run.exchange().catch(() => {});
}

/** Writes the list of what is done otherwise, unless it is another one by now; whether it was written. */
function rename({ state, write }: Place, list: string, other: string): boolean {
  const { experiment } = state.getState();
  const isOther = experiment.do === list && list !== other;
  if (isOther) write(withList(experiment, other));
  return isOther;
}
