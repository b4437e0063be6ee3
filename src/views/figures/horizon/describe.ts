import { bisector } from 'd3-array';
import { isBelowFloor } from '../../../core/analysis/floor.ts';
import type { HorizonColumn } from '../../../core/analysis/horizonColumn.ts';
import type { Picture } from '../../../store/session.ts';
import { counted, magnitude, share, whole } from '../numbers.ts';

const byIteration = bisector((column: HorizonColumn) => column.iteration);

/** The column that stands over an iteration: the last one observed up to it. */
export function columnAt(columns: readonly HorizonColumn[], iteration: number): HorizonColumn | null {
  return columns[byIteration.right(columns, iteration) - 1] ?? null;
}

/** "iteration 412: reaches 7 back", or the norm at one lag: "iteration 412, 12 back: 0.31 %". Null where there is no column. */
export function horizonAt({ columns, trace }: Picture, iteration: number, lag: number | null): string | null {
  const column = columnAt(columns, iteration);
  if (column === null) return null;
  const norm = lag === null ? undefined : column.norms[lag];
  const when = `iteration ${whole(column.iteration)}`;
  if (norm === undefined) return `${when}: reaches ${whole(column.horizon)} back`;
  return `${when}, ${lag} back: ${valueOf(norm, column.norms[0] ?? 0, trace?.floor ?? 0)}`;
}

function valueOf(norm: number, start: number, floor: number): string {
  if (isBelowFloor(norm, floor)) return 'below the floor';
  const ratio = norm / start;
  return Number.isNaN(ratio) ? 'not a number' : share(ratio);
}

/** How far back each clue of the sequence on show lies from the last scored step, nearest first; those after it are left out. */
export function cluesBack({ clues, scored }: { readonly clues: readonly number[]; readonly scored: number }): readonly number[] {
  return clues
    .map((clue) => scored - clue)
    .filter((lag) => lag >= 0)
    .sort((a, b) => a - b);
}

export function describeHorizon({ columns, trace }: Picture): string {
  const [first, last] = [columns[0], columns.at(-1)];
  if (first === undefined || last === undefined)
    return 'No measurement yet: how far back the blame reaches, iteration by iteration, will stand here.';
  const most = columns.reduce((best, column) => (column.horizon > best.horizon ? column : best), first);
  return [
    `At iteration ${whole(last.iteration)} the blame reaches back ${counted(last.horizon, 'step')} of ${last.norms.length - 1}, in the median over the probe.`,
    clueSentence(trace === null ? [] : cluesBack(trace), last.horizon),
    `It began at ${whole(first.horizon)} and reached farthest at iteration ${whole(most.iteration)}, ${counted(most.horizon, 'step')} back.`,
    `Its norm ${last.norms.length - 1} back is ${magnitude(last.norms.at(-1) ?? Number.NaN)}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function clueSentence(lags: readonly number[], horizon: number): string {
  const farthest = lags.at(-1);
  if (farthest === undefined) return '';
  return `The farthest clue is ${farthest} back, ${farthest <= horizon ? 'within' : 'beyond'} that.`;
}
