import { type BuiltinName, isBuiltin } from '../cell/builtin.ts';
import type { Experiment } from '../experiment.ts';
import { taskOf } from '../tasks/index.ts';

const CELLS: Readonly<Record<BuiltinName, string>> = { feedforward: 'Feed-forward', rnn: 'RNN', relu: 'ReLU', lstm: 'LSTM', gru: 'GRU' };

/** What the networks of a race are called by, in their order. */
export const LETTERS = ['A', 'B', 'C', 'D'] as const;

/** What tells an experiment from others with the same cell, the most telling first. */
const TELLING: readonly ((experiment: Experiment) => string)[] = [
  ({ task }) => taskOf(task).title,
  ({ units }) => `${units} units`,
  ({ layers }) => `${layers} layers`,
  ({ init }) => init,
  ({ radius }) => (radius === null ? 'as drawn' : `radius ${radius}`),
  ({ forget }) => `forget bias ${forget}`,
  ({ optimizer }) => optimizer,
  ({ rate }) => `rate ${rate}`,
  ({ clip }) => `clip ${clip}`,
  ({ batch }) => `batch ${batch}`,
  ({ seed }) => `seed ${seed}`,
  (experiment) => (experiment.do === '' ? 'untouched' : 'operated on'),
  ({ backend }) => backend ?? 'any backend',
  ({ exact }) => (exact ? 'exact' : 'not exact'),
  ({ do: done }) => (done === '' ? 'as it is' : done),
  ({ options }) =>
    Object.entries(options)
      .map(([name, value]) => `${name} ${value}`)
      .join(' '),
];

/** A short name for each: its cell, and as much more as tells the networks apart. */
export function namesOf(experiments: readonly Experiment[]): readonly string[] {
  let names = experiments.map(({ cell }) => (isBuiltin(cell) ? CELLS[cell] : 'Your cell'));
  for (const tell of TELLING) {
    const told = experiments.map(tell);
    const before = names;
    const shared = (name: string): readonly number[] => before.flatMap((other, k) => (other === name ? [k] : []));
    names = before.map((name, k) => (new Set(shared(name).map((each) => told[each])).size > 1 ? `${name}, ${told[k]}` : name));
  }
  return names;
}
