import { isAbove } from '../analysis/allowed.ts';
import { exp } from '../exact/exp.ts';
import { log } from '../exact/log.ts';

/** A sequence with what the network answered. */
export interface Judged {
  readonly steps: number;
  readonly outputs: number;
  /** (t, o); probabilities where the answers are classes. `isRight` reads no more than their order, so that logits do for it. */
  readonly answers: ArrayLike<number>;
  /** (t, o), or the class at each step. */
  readonly y: ArrayLike<number>;
  readonly mask: ArrayLike<number>;
}

/** How held-out answers are judged: parts of sequences are added up, and the value is made of the sums. */
export interface Measure {
  /** What the value is, for the screen: "right within 0.04". */
  readonly title: string;
  readonly better: 'higher' | 'lower';
  /** '%' for shares, else a unit; empty where there is none. */
  readonly unit: string;
  readonly digits: number;
  /** What a sequence adds. */
  add(judged: Judged): Tally;
  /** Of the sums over all sequences, on the screen's scale. */
  value(tally: Tally): number;
  /** Whether all of a sequence's scored answers count as right; null where right and wrong are no words for them. */
  isRight(judged: Judged): boolean | null;
}

export interface Tally {
  readonly sum: number;
  readonly count: number;
}

export const NOTHING: Tally = { sum: 0, count: 0 };
export const together = (a: Tally, b: Tally): Tally => ({ sum: a.sum + b.sum, count: a.count + b.count });

const share = ({ sum, count }: Tally): number => (100 * sum) / count;

/** Share of sequences of which every scored number is off by less than `tolerance`. */
export function within(tolerance: number, title = `right within ${tolerance}`): Measure {
  return sequences(title, (judged, t) => errors(judged, t).every((error) => error < tolerance));
}

/** Share of scored steps whose likeliest class is right; a sequence is right where all of them are. */
export function accuracy(title = 'right'): Measure {
  const hits = (judged: Judged): number[] => scored(judged).filter((t) => likeliest(judged, t) === judged.y[t]);
  return {
    title,
    better: 'higher',
    unit: '%',
    digits: 0,
    add: (judged) => ({ sum: hits(judged).length, count: scored(judged).length }),
    value: share,
    isRight: (judged) => hits(judged).length === scored(judged).length,
  };
}

/** Share of the last `count` scored steps whose likeliest class is right; a sequence is right where all of its scored steps are. */
export function accuracyOfLast(count: number, title: string): Measure {
  const hits = (judged: Judged, steps: readonly number[]): number => steps.filter((t) => likeliest(judged, t) === judged.y[t]).length;
  return {
    ...accuracy(title),
    add(judged) {
      const last = scored(judged).slice(-count);
      return { sum: hits(judged, last), count: last.length };
    },
  };
}

/** Share of sequences of which every scored number is on the side of 0 on which its target is. */
export function sameSign(title: string): Measure {
  return sequences(title, ({ answers, y, outputs }, t) =>
    each(outputs).every((o) => valueAt(answers, outputs, t, o) * valueAt(y, outputs, t, o) > 0),
  );
}

/** Share of sequences at each of whose scored steps every output with a target of 1 is above every one with a target of 0. */
export function allowedSets(title: string): Measure {
  return sequences(title, ({ answers, y, outputs }, t) =>
    isAbove(
      each(outputs).map((o) => valueAt(answers, outputs, t, o)),
      (o) => valueAt(y, outputs, t, o) === 1,
    ),
  );
}

/** Share of sequences of which every scored step is right: where answers are read again, the greedy answer is then the right one to its end. */
export function wholeAnswers(title: string): Measure {
  const { isRight } = accuracy();
  return { ...accuracy(title), add: (judged) => ({ sum: isRight(judged) === true ? 1 : 0, count: 1 }) };
}

/** Root of the mean squared error over scored steps and outputs, times `scale`, in the unit on screen. */
export function rootMeanSquare(scale: number, unit: string, digits: number): Measure {
  return {
    title: 'typical error',
    better: 'lower',
    unit,
    digits,
    add(judged) {
      const squares = scored(judged).flatMap((t) => errors(judged, t).map((error) => error * error));
      return { sum: squares.reduce((sum, square) => sum + square, 0), count: squares.length };
    },
    value: ({ sum, count }) => scale * Math.sqrt(sum / count),
    isRight: () => null,
  };
}

const LN2 = log(2);

/** Mean of −log₂ p(right class) over scored steps; `per` names what a step is. */
export function bits(per: string): Measure {
  return {
    title: `bits per ${per}`,
    better: 'lower',
    unit: '',
    digits: 2,
    add: (judged) => scored(judged).reduce((tally, t) => together(tally, { sum: surprise(judged, t) / LN2, count: 1 }), NOTHING),
    value: ({ sum, count }) => sum / count,
    isRight: () => null,
  };
}

/** e to the mean of −ln p(right class) of `steps` scored steps together, which make one of what is told apart: among how many it is as if it guessed. */
export function perplexity(per: string, steps: number): Measure {
  return { ...bits(per), title: `perplexity per ${per}`, digits: 1, value: ({ sum, count }) => exp((LN2 * steps * sum) / count) };
}

/** No probability is smaller than this, so that one that rounds to 0 costs what float32 can tell. */
const LEAST = 1e-38;

/** −ln p of the right class. */
const surprise = ({ answers, y, outputs }: Judged, t: number): number => -log(Math.max(answers[t * outputs + (y[t] ?? 0)] ?? 0, LEAST));

/** Share of sequences of which every scored step is right. */
function sequences(title: string, isRightAt: (judged: Judged, t: number) => boolean): Measure {
  const isRight = (judged: Judged): boolean => scored(judged).every((t) => isRightAt(judged, t));
  return {
    title,
    better: 'higher',
    unit: '%',
    digits: 0,
    add: (judged) => ({ sum: isRight(judged) ? 1 : 0, count: 1 }),
    value: share,
    isRight,
  };
}

const each = (count: number): number[] => Array.from({ length: count }, (_, k) => k);
const valueAt = (values: ArrayLike<number>, outputs: number, t: number, o: number): number => values[t * outputs + o] ?? Number.NaN;

const scored = ({ steps, mask }: Judged): number[] => each(steps).filter((t) => mask[t] === 1);

const errors = ({ answers, y, outputs }: Judged, t: number): number[] =>
  each(outputs).map((o) => Math.abs(valueAt(answers, outputs, t, o) - valueAt(y, outputs, t, o)));

function likeliest({ answers, outputs }: Judged, t: number): number {
  let best = 0;
  for (let o = 1; o < outputs; o++) if ((answers[t * outputs + o] ?? 0) > (answers[t * outputs + best] ?? 0)) best = o;
  return best;
}
