import type { Score } from '../core/analysis/score.ts';
import type { Branch, Frame } from '../protocol/messages.ts';
import { EMPTY_PICTURE, type Picture } from './session.ts';

/**
 * The picture with what a frame brings; losses and columns after the frame's start are replaced. Where an iteration before
 * the end of the run is on show, what the run has over its iterations stays.
 */
export function grow(before: Picture, frame: Frame): Picture {
  const picture = follow(before, frame.branch);
  const { trace, inside, spectrum, lossesFrom, blame, score } = frame;
  const losses = picture.losses as number[];
  losses.length = Math.min(losses.length, lossesFrom);
  // What no frame brought is not known.
  while (losses.length < lossesFrom) losses.push(Number.NaN);
  for (const loss of frame.losses) losses.push(loss);
  const now = {
    trace,
    inside,
    spectrum: spectrum ?? picture.spectrum,
    blame: blame ?? null,
    laboratory: frame.laboratory === null ? picture.laboratory : { ...picture.laboratory, ...frame.laboratory },
    score: score ?? picture.score,
  };
  if (trace.iteration < lossesFrom + frame.losses.length) return { ...picture, ...now, losses };
  const last = frame.columns[0]?.iteration ?? trace.iteration + 1;
  const kept = picture.columns.at(-1)?.iteration ?? -1;
  const older = kept < last ? picture.columns : picture.columns.filter(({ iteration }) => iteration < last);
  const columns = frame.columns.length === 0 ? older : [...older, ...frame.columns];
  return { ...picture, ...now, losses, columns, scores: scored(picture.scores, score ?? null) };
}

/** The picture with its curves where they belong: on the line of the branch, and on the one that was left. */
function follow(picture: Picture, { line, left }: Branch): Picture {
  const { was } = picture;
  if (line === picture.line) return was === null || was.line === null || was.line === left?.line ? picture : { ...picture, was: null };
  if (was?.line === line) return exchanged(picture, was);
  if (left?.line === picture.line) return { ...parted(picture, left.from), line };
  // Of a line that no frame was of nothing is known.
  return { ...picture, losses: [], columns: [], scores: [], was: null, line };
}

/** The picture up to an iteration; what it had after it is what was. */
function parted({ losses, columns, scores, ...picture }: Picture, from: number): Picture {
  return {
    ...picture,
    losses: losses.slice(0, from),
    columns: columns.filter(({ iteration }) => iteration <= from),
    scores: scores.filter(({ iteration }) => iteration <= from),
    was: {
      from,
      line: picture.line,
      losses: losses.slice(from),
      columns: columns.filter(({ iteration }) => iteration > from),
      scores: scores.filter(({ iteration }) => iteration > from),
    },
  };
}

/** The picture in which what was is the run again, and the run what was. */
function exchanged(picture: Picture, was: NonNullable<Picture['was']>): Picture {
  const { losses, columns, scores, ...rest } = parted(picture, was.from);
  return {
    ...rest,
    line: was.line ?? picture.line,
    losses: [...losses, ...was.losses],
    columns: [...columns, ...was.columns],
    scores: [...scores, ...was.scores],
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

/** The picture of a run that goes on, with all its past, on another engine. */
export function reopened(picture: Picture, frame: Frame): Picture {
  return grow({ ...picture, ...UNMEASURED }, frame);
}

/** What another engine measures anew. */
const UNMEASURED = { spectrum: null, blame: null, laboratory: {}, score: null } as const;

/**
 * The picture of a run that was opened on an engine that knows nothing of what was before: the past up to its first iteration
 * stays only where the run goes on, and what came after is what was where one had gone back. `of` is the number that the line
 * had of which it goes on.
 */
export function restart(shown: Picture, frame: Frame, of: number | null = null): Picture {
  const picture = of !== null && shown.was?.line === of ? exchanged(shown, shown.was) : shown;
  const { iteration: from } = frame.trace;
  const { line } = frame.branch;
  if (from === 0) return grow({ ...EMPTY_PICTURE, losses: [], line }, { ...frame, lossesFrom: 0 });
  const isBack = picture.trace?.iteration === from && picture.losses.length > from;
  const before = parted(picture, from);
  const kept = isBack ? before.was : picture.was;
  const was = kept !== null && kept.from <= from ? { ...kept, line: null } : null;
  const opened = { ...before, line, was, ...UNMEASURED };
  return grow(opened, { ...frame, lossesFrom: before.losses.length });
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
