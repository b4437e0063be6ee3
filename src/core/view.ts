import type { Cell } from './cell/cell.ts';
import type { Experiment } from './experiment.ts';
import type { Range } from './limits.ts';
import { readCell, readChoice, readNumber } from './reading.ts';
import { PROBE, taskOf } from './tasks/index.ts';
import { ignored, named, type Problem } from './words.ts';

/** What is looked at: the rest of what a link holds. Steps count from 0 here and from 1 in the link and on the screen. */
export interface View {
  /** The step under the cursor; null stands for the last scored one. */
  readonly t: number | null;
  /** The unit whose numbers stand in the equations; null stands for the one with the most blame. */
  readonly unit: number | null;
  /** Which sequence of the probe is on show, from 0. */
  readonly sequence: number;
  /** Layer on show, from 0. */
  readonly layer: number;
  /** State whose memory and blame are on show. */
  readonly state: string;
  /** Which norm the gradient lane draws: `all`, a state's name, or `x`. */
  readonly norm: string;
  /** Lanes and figures opened beyond those always there, by name: gates as `gate:f`. */
  readonly open: readonly string[];
  /** What a person predicted or is to predict, as `predict/text.ts` writes it; the page reads it where it is drawn. */
  readonly predict: string;
  /** Whether the link holds that. */
  readonly shared: boolean;
}

export const VIEW_KEYS = ['t', 'unit', 'sequence', 'layer', 'state', 'norm', 'open', 'predict'] as const satisfies readonly (keyof View)[];

export const DEFAULT_VIEW: View = Object.freeze({
  t: null,
  unit: null,
  sequence: 0,
  layer: 0,
  state: 'h',
  norm: 'all',
  open: [],
  predict: '',
  shared: false,
});

/** Figures that may be open at once. */
const OPEN = 24;

/** A view as a link writes it: steps, units, sequences and layers from 1. */
export type ViewWish = Partial<Readonly<Record<keyof View, unknown>>>;

/** The view asked for as far as the experiment has it; what is wrong is told in the numbers of the link. */
export function readView(wish: ViewWish, experiment: Experiment, problems: Problem[]): View {
  const { steps } = taskOf(experiment.task).sizes(experiment.options);
  const { cell } = readCell(experiment.cell, []);
  // No link can hold half of a surrogate pair.
  const predict = String(wish.predict ?? '').replace(/\p{Surrogate}/gu, '\ufffd');
  const number = <T>(key: 't' | 'unit' | 'sequence' | 'layer', maximum: number, otherwise: T): number | T =>
    readNumber(key, count(maximum), wish[key], problems, otherwise);
  const t = number('t', steps, null);
  const unit = number('unit', experiment.units, null);
  return {
    t: t === null ? null : t - 1,
    unit: unit === null ? null : unit - 1,
    sequence: number('sequence', PROBE, 1) - 1,
    layer: number('layer', experiment.layers, 1) - 1,
    state: readChoice('state', cell.states, DEFAULT_VIEW.state, wish.state, problems),
    norm: readChoice('norm', ['all', ...cell.states, 'x'], DEFAULT_VIEW.norm, wish.norm, problems),
    open: readOpen(wish.open, cell, problems),
    predict,
    shared: predict !== '',
  };
}

/** The view as far as a changed experiment still has it. */
export function fitView(view: View, experiment: Experiment): View {
  const { t, unit, sequence, layer } = view;
  const fromOne = (value: number | null): number | undefined => (value === null ? undefined : value + 1);
  const fitted = readView({ ...view, t: fromOne(t), unit: fromOne(unit), sequence: sequence + 1, layer: layer + 1 }, experiment, []);
  return { ...fitted, shared: view.shared };
}

const count = (maximum: number): Range => ({ label: '', explanation: '', minimum: 1, maximum, step: 1, value: 1 });

function readOpen(value: unknown, cell: Cell, problems: Problem[]): readonly string[] {
  if (value === undefined) return DEFAULT_VIEW.open;
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  const open: string[] = [];
  for (const name of names) {
    if (typeof name !== 'string' || !isFigure(name, cell)) problems.push(ignored(`${named('open', name)} names no figure`));
    else if (open.includes(name)) problems.push(ignored(`${named('open', name)} is open already`));
    else if (open.length === OPEN) problems.push(ignored(`${named('open', name)} is more than the ${OPEN} figures that fit`));
    else open.push(name);
  }
  return open;
}

/**
 * A gate of this cell as `gate:f`, one of its matrices as `spectrum:Uf` or `by-lag:Uf`, a clue as `forgetting:2` or the cursor
 * as `forgetting:cursor`, colours as `state-space:class`, or the name of a figure, which the page alone knows.
 */
function isFigure(name: string, cell: Cell): boolean {
  if (name.startsWith('gate:')) return cell.gates.includes(name.slice('gate:'.length));
  if (/^(spectrum|by-lag):/.test(name)) return cell.matrices.some(({ name: matrix }) => matrix === name.slice(name.indexOf(':') + 1));
  return /^(forgetting:([1-9]\d?|cursor)|state-space:class)$/.test(name) || /^[a-z][a-z0-9-]{0,30}$/.test(name);
}
