import { isBuiltin, TITLES } from '../cell/builtin.ts';
import { differenceOf, type Experiment, type ExperimentKey } from '../experiment.ts';
import { writeOption } from '../reading.ts';
import { taskOf } from '../tasks/index.ts';
import type { Option } from '../tasks/task.ts';
import { listed } from '../words.ts';
import { LETTERS } from './names.ts';

/** One sentence, its weight on what differs. */
export interface Sentence {
  /** "Same task, same sequences, same seed: adding problem, length 40, 24 units." */
  readonly shared: string;
  /** "cell", "units", …; none where the experiments are the same. */
  readonly differ: readonly string[];
  /** "A and C are set up alike.", for each kind of which there are several; none where all are the same, which `differ` says. */
  readonly alike: readonly string[];
}

/** Options of a task that are worth a word beside its title. */
const WORTH = 3;

/** What experiments share and what they differ in. */
export function sentenceOf(experiments: readonly Experiment[]): Sentence {
  const [first] = experiments;
  if (first === undefined) return { shared: '', differ: [], alike: [] };
  const keys = new Set(experiments.flatMap((other) => differenceOf(first, other)));
  const options = taskOf(first.task).options.filter(({ name }) => experiments.some((other) => other.options[name] !== first.options[name]));
  const isSame = (...of: ExperimentKey[]): boolean => of.every((key) => !keys.has(key));
  const same = [
    ...(isSame('task') ? ['task'] : []),
    ...(isSame('task', 'options', 'batch', 'seed') ? ['sequences'] : []),
    ...(isSame('seed') ? ['seed'] : []),
  ].map((word) => `same ${word}`);
  const facts = [
    ...(isSame('task') ? [lowered(taskOf(first.task).title), ...optionFacts(first, options)] : []),
    ...(isSame('cell') ? [cellFact(first.cell)] : []),
    ...(isSame('units') ? [`${first.units} ${first.units === 1 ? 'unit' : 'units'}`] : []),
    ...(isSame('layers') && first.layers > 1 ? [`${first.layers} layers`] : []),
  ];
  const differ = wordsOf(keys, options);
  return { shared: sharedOf(same, facts), differ, alike: differ.length === 0 ? [] : alikeOf(experiments) };
}

/** All of it as text: "… They differ in the cell alone. A and C are set up alike." */
export function textOf({ shared, differ, alike }: Sentence): string {
  const the = differ.map((word) => `the ${word}`);
  if (the.length === 0) return `${shared} They are set up alike.`;
  return [`${shared} They differ in ${listed(the)}${the.length === 1 ? ' alone' : ''}.`, ...alike].join(' ');
}

/** Each group of experiments that are the same, by their letters. */
function alikeOf(experiments: readonly Experiment[]): readonly string[] {
  const groups = new Map<number, string[]>();
  experiments.forEach((experiment, k) => {
    const like = experiments.findIndex((other) => differenceOf(other, experiment).length === 0);
    groups.set(like, [...(groups.get(like) ?? []), LETTERS[k] ?? '']);
  });
  return [...groups.values()].filter(({ length }) => length > 1).map((letters) => `${listed(letters)} are set up alike.`);
}

function sharedOf(same: readonly string[], facts: readonly string[]): string {
  const list = capital([...(same.length === 0 && facts.length > 0 ? ['in common'] : []), ...same].join(', '));
  if (list === '') return 'Nothing is the same.';
  return facts.length === 0 ? `${list}.` : `${list}: ${facts.join(', ')}.`;
}

/** The first option always, and others where they are not as the task starts. */
function optionFacts(first: Experiment, differing: readonly Option[]): readonly string[] {
  return taskOf(first.task)
    .options.filter((option) => option.form !== 'digest' && !differing.includes(option))
    .filter((option, k) => k === 0 || first.options[option.name] !== option.value)
    .slice(0, WORTH)
    .map((option) => optionFact(option, first.options[option.name] ?? option.value));
}

const optionFact = (option: Option, value: number): string =>
  `${lowered(option.label)} ${lowered(option.choices?.[value]?.title ?? writeOption(option, value))}`;

const cellFact = (cell: string): string => (isBuiltin(cell) ? TITLES[cell] : 'one cell of your own');

/** In the order of the keys; options that the first's task has by their own labels. */
function wordsOf(keys: ReadonlySet<ExperimentKey>, options: readonly Option[]): readonly string[] {
  const ofTask = keys.has('task') ? [] : options.map(({ label }) => lowered(label));
  return (Object.keys(WORDS) as (keyof typeof WORDS)[]).flatMap((key) => {
    if (key === 'options') return ofTask;
    return keys.has(key) ? [WORDS[key]] : [];
  });
}

const WORDS = {
  task: 'task',
  options: '',
  cell: 'cell',
  units: 'number of units',
  layers: 'number of layers',
  init: 'start of the weights',
  radius: 'spectral radius',
  forget: 'forget bias',
  optimizer: 'optimiser',
  rate: 'learning rate',
  clip: 'clipping',
  batch: 'batch',
  seed: 'seed',
  backend: 'backend',
  exact: 'exact mode',
  do: 'operations',
} as const satisfies Readonly<Record<ExperimentKey, string>>;

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** With a small first letter, where that letter alone is a capital. */
const lowered = (text: string): string => (/^.\p{Lowercase}/u.test(text) ? text.slice(0, 1).toLowerCase() + text.slice(1) : text);
