import type { BackendName } from './backend.ts';
import { INITIALISERS, type Initialiser, OPTIMIZERS, type OptimizerName, type Start } from './choices.ts';
import { LIMITS } from './limits.ts';
import { fitToMemory } from './memory.ts';
import { readBackend, readCell, readChoice, readFlag, readNumber, readOptions, readRecord, readText } from './reading.ts';
import { TASK_NAMES, TASKS } from './tasks/index.ts';
import type { Options, Task } from './tasks/task.ts';
import { describeProblem, describeWrong, ignored, type Problem, shorten } from './words.ts';

declare const made: unique symbol;

/** The immutable value that fixes a run. Made by `makeExperiment` and `repairExperiment` alone, so that one that exists is valid. */
export interface Experiment {
  readonly [made]: true;
  readonly task: string;
  /** The task's options by their names, all of them. */
  readonly options: Readonly<Record<string, number>>;
  /** A built-in cell's name, or source text. */
  readonly cell: string;
  readonly units: number;
  readonly layers: number;
  readonly init: Initialiser;
  /** Spectral radius that U is rescaled to; null leaves U as drawn. */
  readonly radius: number | null;
  /** Added to the bias of a gate named `f`. */
  readonly forget: number;
  readonly optimizer: OptimizerName;
  readonly rate: number;
  /** Largest global gradient norm; 0 clips nothing. */
  readonly clip: number;
  readonly batch: number;
  readonly seed: number;
  /** Chosen by hand; null takes the first that exists on real hardware. */
  readonly backend: BackendName | null;
  /** Whether the run gives the same bits on every machine; its backend is then `wasm`. */
  readonly exact: boolean;
  /** What is done to the network as it runs, as `core/operate` writes and reads it; what the network does not have is passed over there. */
  readonly do: string;
}

export const EXPERIMENT_KEYS = [
  'task',
  'options',
  'cell',
  'units',
  'layers',
  'init',
  'radius',
  'forget',
  'optimizer',
  'rate',
  'clip',
  'batch',
  'seed',
  'backend',
  'exact',
  'do',
] as const satisfies readonly (keyof Experiment)[];
export type ExperimentKey = (typeof EXPERIMENT_KEYS)[number];

/** Keys whose change applies to the running network; any other rewinds it (`backend` goes on on another engine). */
export const LIVE_KEYS = ['rate', 'clip', 'batch', 'do'] as const satisfies readonly ExperimentKey[];

/** What somebody asks for: keys that are left out take their defaults, values are not trusted. */
export type Wish = Partial<Readonly<Record<ExperimentKey, unknown>>>;

export class ExperimentError extends Error {
  override readonly name = 'ExperimentError';
  /** A sentence for each thing that is wrong. */
  readonly sentences: readonly string[];
  constructor(sentences: readonly string[]) {
    super(sentences.join(' '));
    this.sentences = sentences;
  }
}

/**
 * The experiment as asked for, in its canonical form: a cell that is a built-in's text becomes its name, options that are
 * left out are filled in, options of other tasks are dropped, and an exact run names its backend.
 * @throws {ExperimentError} listing everything that is wrong.
 */
export function makeExperiment(wish: Wish = {}): Experiment {
  const { experiment, problems } = read(wish);
  if (problems.length > 0) throw new ExperimentError(problems.map(describeWrong));
  return experiment;
}

export interface Repaired {
  readonly experiment: Experiment;
  /** A sentence for each thing that was wrong, with what is used instead. */
  readonly notices: readonly string[];
  /** The text of a cell that does not parse, for the editor; null where the cell is whole. */
  readonly draft: string | null;
}

/** The nearest experiment to what was asked for. Never throws. */
export function repairExperiment(wish: Wish): Repaired {
  const { experiment, problems, dropped, draft } = read(wish);
  return { experiment, notices: [...problems, ...dropped].map(describeProblem), draft };
}

/** Keys by which two experiments differ. */
export function differenceOf(a: Experiment, b: Experiment): readonly ExperimentKey[] {
  return EXPERIMENT_KEYS.filter((key) => (key === 'options' ? !sameOptions(a.options, b.options) : a[key] !== b[key]));
}

function sameOptions(a: Options, b: Options): boolean {
  return Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([name, value]) => b[name] === value);
}

interface Reading {
  readonly experiment: Experiment;
  readonly problems: readonly Problem[];
  /** Left over from another task: no reason to refuse. */
  readonly dropped: readonly Problem[];
  readonly draft: string | null;
}

function read(wish: Wish): Reading {
  const problems: Problem[] = [];
  const dropped: Problem[] = [];
  const from: Wish = readRecord('experiment', wish, problems);
  for (const key of Object.keys(from)) if (!isKey(key)) problems.push(ignored(`${shorten(key)} is no key of an experiment`));
  const task: Task = TASKS[readChoice('task', TASK_NAMES, DEFAULT_TASK, from.task, problems)];
  const start = startOf(task);
  const number = (key: (typeof NUMBERS)[number]): number => readNumber(key, LIMITS[key], from[key], problems, start[key]);
  const options = readOptions(task, from.options, problems, dropped);
  const { name, cell, draft } = readCell(from.cell, problems, start.cell);
  const exact = readFlag('exact', from.exact, problems);
  const shape = { units: number('units'), layers: number('layers'), batch: number('batch') };
  const values: Omit<Experiment, typeof made> = {
    task: task.name,
    options,
    cell: name,
    ...fitToMemory(cell, shape, task.sizes(options), problems),
    init: readChoice('init', INITIALISERS, start.init, from.init, problems),
    radius: readNumber('radius', LIMITS.radius, from.radius ?? undefined, problems, null),
    forget: number('forget'),
    optimizer: readChoice('optimizer', OPTIMIZERS, start.optimizer, from.optimizer, problems),
    rate: number('rate'),
    clip: number('clip'),
    seed: number('seed'),
    backend: readBackend(from.backend ?? undefined, exact, problems),
    exact,
    do: readText('do', from.do, problems),
  };
  return { experiment: Object.freeze(values) as Experiment, problems, dropped, draft };
}

/** The task that the bare page opens on. */
export const DEFAULT_TASK = 'adding';

const NUMBERS = ['units', 'layers', 'forget', 'rate', 'clip', 'batch', 'seed'] as const;

const PAGE: Required<Start> & { readonly seed: number } = {
  cell: 'rnn',
  units: LIMITS.units.value,
  layers: LIMITS.layers.value,
  init: 'uniform',
  forget: LIMITS.forget.value,
  optimizer: 'adam',
  rate: LIMITS.rate.value,
  clip: LIMITS.clip.value,
  batch: LIMITS.batch.value,
  seed: LIMITS.seed.value,
};

/** What an experiment with this task has where nothing else is said. */
export const startOf = (task: Task): typeof PAGE => ({ ...PAGE, ...task.start });

const isKey = (key: string): key is ExperimentKey => (EXPERIMENT_KEYS as readonly string[]).includes(key);
