import type { BlameMatrix } from '../../../core/analysis/own.ts';
import type { Drawing } from '../../../core/tasks/task.ts';
import type { Trace } from '../../../core/trace.ts';
import { symbolAt } from '../../lanes/symbols.ts';
import { powerOfTen } from '../../lanes/words.ts';
import { magnitude, share } from '../numbers.ts';
import { mostBlamed } from './answers.ts';
import { BELOW, LATER, normsAt, rowAt, sharesOf } from './shares.ts';

/** What the matrix is of. */
export interface Subject {
  readonly matrix: BlameMatrix;
  readonly trace: Pick<Trace, 'x' | 'inputs' | 'y' | 'outputs' | 'steps' | 'floor' | 'clues'>;
  readonly drawing: Pick<Drawing, 'input' | 'symbols' | 'outputs'>;
  /** Whether answers are classes. */
  readonly named: boolean;
}

/** What is said at a scored step; empty where answers are numbers. */
export const saidAt = ({ trace, drawing, named }: Subject, step: number): string =>
  named ? (drawing.outputs[trace.y[step] ?? -1] ?? '') : '';

/** What a step reads; empty where it is no symbol. */
export const readAt = ({ trace, drawing }: Subject, step: number): string =>
  drawing.input === 'symbols' ? symbolAt(trace, drawing, step) : '';

/** "七 at step 31", "step 31" */
const atStep = (symbol: string, step: number): string => (symbol === '' ? `step ${step + 1}` : `${symbol} at step ${step + 1}`);

/** Which inputs an answer blames most, in a sentence: "七 at step 31 blames most s, e, v at steps 3 to 5." */
export function describeRow(subject: Subject, step: number): string {
  const row = rowAt(subject.matrix, step);
  if (row < 0) return `Step ${step + 1} is not scored: there is no answer to blame anything for.`;
  const most = mostBlamed(sharesOf(subject.matrix, row, subject.trace.floor));
  const answer = `The answer ${saidAt(subject, step) === '' ? 'at ' : ''}${atStep(saidAt(subject, step), step)}`;
  return most.length === 0 ? `${answer} blames nothing that can be measured.` : `${answer} blames most ${listed(subject, most)}.`;
}

function listed(subject: Subject, steps: readonly number[]): string {
  const [first = 0, last = 0] = [steps[0], steps.at(-1)];
  const symbols = steps.map((step) => readAt(subject, step));
  const isRun = steps.length > 1 && last - first === steps.length - 1;
  if (!isRun) return joined(steps.map((step, k) => atStep(symbols[k] ?? '', step)));
  const range = `steps ${first + 1} to ${last + 1}`;
  return symbols.includes('') ? range : `${symbols.join(', ')} at ${range}`;
}

const joined = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** One place of the matrix: "七 at step 31 blames s at step 3: 31 % of its most (0.0021)". */
export function readCell(subject: Subject, { row, step }: { readonly row: number; readonly step: number }): string {
  const { matrix, trace } = subject;
  const answered = matrix.scored[row] ?? 0;
  const place = `${atStep(saidAt(subject, answered), answered)} blames ${atStep(readAt(subject, step), step)}`;
  const value = sharesOf(matrix, row, trace.floor)[step] ?? Number.NaN;
  if (value === LATER) return `${place} for nothing: it is read later`;
  if (value === BELOW) return `${place}: below the floor`;
  if (Number.isNaN(value)) return `${place}: not a number`;
  return `${place}: ${value === 0 ? 'the most' : `${shareOf(value)} of its most`} (${magnitude(normsAt(matrix, row)[step] ?? 0)})`;
}

const shareOf = (log: number): string => (log < -4 ? powerOfTen(Math.round(log)) : share(10 ** log));

/** The whole matrix in words, for those who do not see it: the row at the cursor, and how far back the rows look. */
export function describeMatrix(subject: Subject, cursor: number): string {
  const { matrix, trace } = subject;
  const lags = matrix.scored.map((step, row) => step - (mostOf(sharesOf(matrix, row, trace.floor)) ?? step));
  const middle = [...lags].sort((a, b) => a - b)[Math.floor(lags.length / 2)] ?? 0;
  const rows = matrix.scored.length;
  const told =
    rows === 1 ? '' : ` ${rows} answers over ${matrix.steps} steps; in the middle of them the most blamed input lies ${middle} back.`;
  return `${describeRow(subject, rowAt(matrix, cursor) < 0 ? (matrix.scored.at(-1) ?? 0) : cursor)}${told}`;
}

/** The step that is blamed most. */
function mostOf(shares: Float64Array): number | null {
  const at = shares.indexOf(0);
  return at < 0 ? null : at;
}
