import { cellOf } from '../core/cell/builtin.ts';
import { differenceOf, type Experiment, makeExperiment, startOf, type Wish } from '../core/experiment.ts';
import { decodeLink, type Linked } from '../core/link.ts';
import { taskOf } from '../core/tasks/index.ts';
import { fitView, type View } from '../core/view.ts';
import type { State } from './session.ts';

export function firstState({ experiment, view, draft, race }: Linked): State {
  return {
    experiment,
    cell: cellOf(experiment.cell),
    view,
    draft,
    race,
    notices: [],
    phase: 'starting',
    failure: null,
    busy: 'starting the engine',
    engine: null,
    network: 0,
    iteration: 0,
    loss: null,
    speed: 0,
    pace: Number.POSITIVE_INFINITY,
    explosion: null,
    past: null,
    timings: null,
    wait: null,
    preview: null,
    own: null,
  };
}

/** The wish that a change makes. Options are merged while the task stays; another task starts from its own, and with its own settings where nothing was set by hand. */
export function merged(before: Experiment, change: Partial<Experiment>): Wish {
  const task = change.task ?? before.task;
  const stays = task === before.task;
  const kept = stays ? before : setByHand(before);
  return { ...kept, ...change, ...exactness(before, change), options: { ...(stays ? before.options : {}), ...change.options } };
}

/** Without what stands as the task lets it start. */
function setByHand(experiment: Experiment): Wish {
  const start = startOf(taskOf(experiment.task));
  const isSet = ([key, value]: [string, unknown]): boolean => key === 'seed' || start[key as keyof typeof start] !== value;
  return Object.fromEntries(Object.entries(experiment).filter(isSet));
}

/** To ask for an exact run is to ask for its backend, and to choose another backend is to give exactness up. */
function exactness(before: Experiment, { backend, exact }: Partial<Experiment>): Partial<Experiment> {
  if (exact === true && backend === undefined) return { backend: null };
  return exact === undefined && backend !== undefined ? { exact: before.exact && backend === 'wasm' } : {};
}

/** The view as far as the next experiment has it; where its steps or names mean something else, it starts afresh. */
export function fitted(view: View, before: Experiment, next: Experiment): View {
  const sameCell = before.cell === next.cell;
  const kept = { ...view, t: hasSameSteps(before, next) ? view.t : null };
  return fitView(sameCell ? kept : { ...kept, state: 'h', norm: 'all' }, next);
}

/** A link that holds no prediction says nothing of the one that is drawn. */
export const keepPrediction = (next: View, { predict }: View): View => (next.shared ? next : { ...next, predict });

/** Whether the steps of both are those of the same sequences. */
export function hasSameSteps(before: Experiment, next: Experiment): boolean {
  const keys = differenceOf(before, next);
  return !keys.includes('task') && !keys.includes('options');
}

export function linkedOf(experiment: Partial<Experiment> | string): Linked {
  if (typeof experiment === 'string') {
    const linked = decodeLink(experiment.slice(experiment.indexOf('#') + 1));
    if (linked.notices.length > 0) throw new Error(linked.notices.join(' '));
    return linked;
  }
  return { ...decodeLink(''), experiment: makeExperiment(experiment) };
}

/** What changed, in words: where the task did, its options did too. */
export function changesOf(keys: readonly string[]): string {
  const named = keys.includes('task') ? keys.filter((key) => key !== 'options') : keys;
  return named.map((key) => TITLES[key] ?? key).join(' and ');
}

const TITLES: Readonly<Record<string, string>> = {
  task: 'the task',
  options: 'the task’s options',
  cell: 'the cell',
  units: 'the number of units',
  layers: 'the number of layers',
  init: 'the start of the weights',
  radius: 'the spectral radius',
  forget: 'the forget bias',
  optimizer: 'the optimiser',
  batch: 'the batch',
  seed: 'the seed',
  exact: 'the exact mode',
  do: 'what is done to the network',
};
