import type { Trace } from '../../../../core/trace.ts';
import type { InkName } from '../../../paint/ink.ts';

/** Colours of classes in turn; their names beside them say which. */
const INKS = ['positive', 'negative', 'good', 'blame', 'clue', 'muted'] as const satisfies readonly InkName[];

export const inkOf = (answer: number): InkName => (answer < 0 ? 'muted' : (INKS[answer % INKS.length] as InkName));

/** The class that is right at each step of the sequence on show, −1 where none is asked. */
export const classesOf = ({ y, mask, steps }: Trace): Int16Array =>
  Int16Array.from({ length: steps }, (_, t) => (mask[t] === 1 ? (y[t] as number) : -1));

/** A sequence that is asked once has the class of that answer at all its steps; one that is asked several times, each step the next one. */
export function reached(classes: Int16Array): Int16Array {
  const next = classes.slice();
  for (let t = next.length - 2; t >= 0; t--) if ((next[t] as number) < 0) next[t] = next[t + 1] as number;
  return next;
}
