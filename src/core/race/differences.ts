import { EXPERIMENT_KEYS, type Experiment, type ExperimentKey, repairExperiment } from '../experiment.ts';
import { escape, OPTION_NAMES, typed, unescape } from '../link.ts';
import { writeOption } from '../reading.ts';
import { defaultOptions, isTaskName, taskOf } from '../tasks/index.ts';
import type { Options } from '../tasks/task.ts';
import { describeProblem, ignored, named, type Problem } from '../words.ts';

/** What stands for “nothing chosen”, which a link's other keys say by leaving the key out. */
const NOTHING: Readonly<Record<string, string>> = { radius: 'drawn', backend: 'any' };

const KEYS: ReadonlySet<string> = new Set([...OPTION_NAMES, ...EXPERIMENT_KEYS.filter((key) => key !== 'options')]);

/** `key:value;key:value` of all in which an experiment differs from the first, in the order of a link; empty where it does not. */
export function writeDifferences(first: Experiment, other: Experiment): string {
  const pairs: string[] = [];
  const write = (key: string, value: unknown): void => {
    pairs.push(`${key}:${value === null ? NOTHING[key] : escape(String(value))}`);
  };
  const shared = optionsUnder(first, other.task);
  for (const key of EXPERIMENT_KEYS) {
    if (key !== 'options') {
      if (other[key] !== first[key]) write(key, other[key]);
    } else {
      for (const option of taskOf(other.task).options) {
        const value = other.options[option.name];
        if (value !== undefined && value !== shared[option.name]) write(option.name, writeOption(option, value));
      }
    }
  }
  return pairs.join(';');
}

export interface Different {
  readonly experiment: Experiment;
  /** A sentence for each thing that was wrong, with what is used instead. */
  readonly notices: readonly string[];
}

/** The first experiment with these differences. Never throws: what cannot be used is named. */
export function readDifferences(first: Experiment, text: string): Different {
  const problems: Problem[] = [];
  const wish = new Map<string, unknown>();
  const options = new Map<string, unknown>();
  for (const pair of text.split(';').filter((each) => each !== '')) {
    const at = pair.indexOf(':');
    const [key, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), unescape(pair.slice(at + 1))];
    const into = OPTION_NAMES.has(key) ? options : wish;
    if (!KEYS.has(key)) problems.push(ignored(`${named(key, value)} is no key of an experiment`));
    else if (into.has(key)) problems.push({ wrong: `${named(key, value)} stands a second time`, used: 'the first is used' });
    else into.set(key, value === NOTHING[key] ? null : typed(key, value));
  }
  const task = wish.get('task') ?? first.task;
  const kept = isTaskName(task) ? optionsUnder(first, task) : first.options;
  const asked = { ...plain(first), ...Object.fromEntries(wish), options: { ...kept, ...Object.fromEntries(options) } };
  const { experiment, notices } = repairExperiment(asked);
  return { experiment, notices: [...problems.map(describeProblem), ...notices] };
}

/** The options that hold where nothing else is said: the first's, where the task is the same. */
const optionsUnder = (first: Experiment, task: string): Options => (task === first.task ? first.options : defaultOptions(taskOf(task)));

/** By its keys alone. */
const plain = (experiment: Experiment): Readonly<Partial<Record<ExperimentKey, unknown>>> =>
  Object.fromEntries(EXPERIMENT_KEYS.map((key) => [key, experiment[key]]));
