import { ALPHABET, notesIn, type Spelled } from '../../core/music/tokens.ts';
import { symbolsRead } from '../../core/tasks/symbols.ts';
import type { Trace } from '../../core/trace.ts';
import { type Placed, placed } from './roll.ts';

/** What was likeliest, and its probability. */
export interface Guess {
  readonly symbol: number;
  readonly probability: number;
}

/** What the network holds for likeliest where a note of the tune stands, given all that is before it. */
export interface Predicted {
  /** Of the tune's notes. */
  readonly index: number;
  readonly pitch: Guess;
  /** Its length, given the right pitch. */
  readonly duration: Guess;
  readonly isRight: boolean;
  /** As it is drawn; null where what is likeliest is not a pitch and a length. */
  readonly note: Placed | null;
}

export type Given = Spelled & Placed;

/** Whether a trace is of melodies, and not of the task before. */
export const isOfMelodies = ({ inputs, outputs }: Pick<Trace, 'inputs' | 'outputs'>): boolean =>
  inputs === ALPHABET.length && outputs === ALPHABET.length;

/** The notes of the tune on show: what is read, and the last that is to be said. */
export function givenOf({ x, y, mask, inputs }: Trace): Given[] {
  const last = mask.lastIndexOf(1);
  const read = symbolsRead(x.subarray(0, (last + 1) * inputs), inputs);
  return placed(notesIn([...read, y[last] ?? -1]));
}

/** A prediction for each note but the first, whose pitch nothing comes before. */
export function predictedOf(trace: Pick<Trace, 'answers' | 'outputs'>, given: readonly Given[]): Predicted[] {
  return given.flatMap((note, index) => (note.pitchAt === 0 ? [] : [predictionOf(trace, note, index)]));
}

function predictionOf(trace: Pick<Trace, 'answers' | 'outputs'>, given: Given, index: number): Predicted {
  const [pitch, duration] = [guessAt(trace, given.pitchAt - 1), guessAt(trace, given.durationAt - 1)];
  const [high, long] = [ALPHABET[pitch.symbol], ALPHABET[duration.symbol]];
  const note = high?.kind === 'pitch' && long?.kind === 'duration' ? { at: given.at, pitch: high.pitch, duration: long.duration } : null;
  const isRight = note !== null && note.pitch === given.pitch && note.duration === given.duration;
  return { index, pitch, duration, isRight, note };
}

/** The likeliest answer at a step. */
function guessAt({ answers, outputs }: Pick<Trace, 'answers' | 'outputs'>, step: number): Guess {
  let best = 0;
  for (let o = 1; o < outputs; o++) if ((answers[step * outputs + o] ?? 0) > (answers[step * outputs + best] ?? 0)) best = o;
  return { symbol: best, probability: answers[step * outputs + best] ?? Number.NaN };
}
