import type { Score } from '../core/analysis/score.ts';
import type { Frame } from '../protocol/messages.ts';
import type { Picture } from './session.ts';

/** The picture with what a frame brings; losses and columns after the frame's start are replaced. */
export function grow(picture: Picture, frame: Frame): Picture {
  const { trace, inside, spectrum, lossesFrom, blame, score } = frame;
  const losses = picture.losses as number[];
  losses.length = Math.min(losses.length, lossesFrom);
  // What no frame brought is not known.
  while (losses.length < lossesFrom) losses.push(Number.NaN);
  for (const loss of frame.losses) losses.push(loss);
  const last = frame.columns[0]?.iteration ?? trace.iteration + 1;
  const kept = picture.columns.at(-1)?.iteration ?? -1;
  const before = kept < last ? picture.columns : picture.columns.filter(({ iteration }) => iteration < last);
  return {
    trace,
    inside,
    spectrum: spectrum ?? picture.spectrum,
    losses,
    columns: frame.columns.length === 0 ? before : [...before, ...frame.columns],
    blame: blame ?? null,
    laboratory: frame.laboratory === null ? picture.laboratory : { ...picture.laboratory, ...frame.laboratory },
    score: score ?? picture.score,
    scores: scored(picture.scores, score ?? null),
  };
}

function scored(before: Picture['scores'], score: Score | null): Picture['scores'] {
  if (score === null) return before;
  const { iteration, loss, value } = score;
  return [...thinned(before.filter((each) => each.iteration < iteration)), { iteration, loss, value }];
}

/** Numbers that are kept: beyond, every second goes. */
const MOST_SCORES = 2000;

const thinned = <T>(values: readonly T[]): readonly T[] => (values.length < MOST_SCORES ? values : values.filter((_, k) => k % 2 === 0));

/** The picture of a run that was opened: the past up to its first iteration stays only where the run goes on. */
export function restart(picture: Picture, frame: Frame): Picture {
  const from = frame.trace.iteration;
  const losses = from === 0 ? [] : picture.losses.slice(0, from);
  const columns = from === 0 ? [] : picture.columns.filter(({ iteration }) => iteration <= from);
  const scores = from === 0 ? [] : picture.scores.filter(({ iteration }) => iteration <= from);
  return grow(
    { ...picture, spectrum: null, blame: null, laboratory: {}, score: null, losses, columns, scores },
    { ...frame, lossesFrom: losses.length },
  );
}

/** Gathers changes and hands them on at most once in `milliseconds`; `now` hands on at once. */
export function throttle<T extends object>(hand: (change: T) => void, milliseconds: number) {
  let gathered: T | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const change = gathered;
    gathered = null;
    if (change !== null) hand(change);
  };
  const gather = (change: T): void => {
    gathered = { ...gathered, ...change } as T;
    timer ??= setTimeout(flush, milliseconds);
  };
  return Object.assign(gather, {
    now(change: T): void {
      gathered = { ...gathered, ...change } as T;
      flush();
    },
  });
}
