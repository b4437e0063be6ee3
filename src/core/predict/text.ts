import { named, type Problem } from '../words.ts';
import {
  HIGHEST,
  type Knot,
  LONGEST,
  LOWEST,
  MOST_KNOTS,
  NO_PREDICTIONS,
  type Prediction,
  type Predictions,
  predictionOf,
  QUANTITIES,
  type Quantity,
  rounded,
} from './prediction.ts';

/** Not that of `reading.ts`, which would become a piece of the first screen by itself, and larger so. */
const ignored = (wrong: string): Problem => ({ wrong, used: 'it is ignored' });

/** Characters of a prediction that are read. */
const LENGTH = 2000;
/** Faults that are worth telling one by one. */
const FAULTS = 4;

/**
 * As the link holds it: `norm:40,1:-8,20:-4.5,40:-1` is a norm over 40 steps that is 10⁻⁸ at step 1;
 * `loss:1000,1:-0.5,1000:-2` a loss over 1,000 iterations. A last word without knots, `norm:40`, asks for what is still to be drawn.
 */
export function writePredictions({ norm, loss, asked }: Predictions): string {
  const drawn = [norm, loss].filter((prediction) => prediction !== null && prediction.of !== asked?.of) as Prediction[];
  const words = drawn.flatMap(({ of, length, knots }) => [`${of}:${length}`, ...knots.map(({ at, log }) => `${at}:${written(log)}`)]);
  return [...words, ...(asked === null ? [] : [`${asked.of}:${asked.length}`])].join(',');
}

const written = (log: number): string => String(rounded(log));

interface Part {
  readonly of: Quantity;
  readonly length: number;
  readonly knots: Knot[];
}

/** What the text of a link says; `lengths` are taken where it does not tell over how many steps or iterations. What is wrong goes to `problems`. */
export function readPredictions(text: string, lengths: Readonly<Record<Quantity, number>>, problems: Problem[]): Predictions {
  if (text === '') return NO_PREDICTIONS;
  if (text.length > LENGTH) {
    problems.push(ignored(`predict=… has ${text.length} characters, more than ${LENGTH}`));
    return NO_PREDICTIONS;
  }
  const faults: Problem[] = [];
  const parts = partsOf(text, lengths, faults);
  const read = { norm: drawnOf(parts, 'norm', faults), loss: drawnOf(parts, 'loss', faults), asked: askedOf(parts, faults) };
  problems.push(...faults.slice(0, FAULTS));
  if (faults.length > FAULTS)
    problems.push({ wrong: `predict=… has ${faults.length - FAULTS} more faults of this kind`, used: 'all are passed over' });
  return Object.freeze(read);
}

function partsOf(text: string, lengths: Readonly<Record<Quantity, number>>, faults: Problem[]): readonly Part[] {
  const parts: Part[] = [];
  for (const word of text.split(',')) {
    const [name = '', number, ...rest] = word.split(':');
    const of = QUANTITIES.find((quantity) => quantity === name);
    const part = parts.at(-1);
    if (of !== undefined && rest.length === 0) parts.push({ of, length: lengthOf(word, number, lengths[of], faults), knots: [] });
    else if (part === undefined) faults.push(ignored(`${named('predict', word)} is neither norm nor loss, with which a prediction begins`));
    else addKnot(part, word, faults);
  }
  return parts;
}

function lengthOf(word: string, number: string | undefined, otherwise: number, faults: Problem[]): number {
  const length = number === undefined ? otherwise : Number(number || Number.NaN);
  if (Number.isInteger(length) && length >= 1 && length <= LONGEST) return length;
  faults.push({
    wrong: `${named('predict', word)} is not over a whole number from 1 to ${LONGEST}`,
    used: `${otherwise} is used instead`,
  });
  return otherwise;
}

const KNOT = /^(\d{1,7}):(-?\d{1,3}(?:\.\d{1,6})?)$/;

function addKnot({ of, length, knots }: Part, word: string, faults: Problem[]): void {
  const [whole, at, log] = (KNOT.exec(word) ?? []).map(Number);
  const place = of === 'norm' ? 'step' : 'iteration';
  if (whole === undefined || at === undefined || log === undefined)
    faults.push(ignored(`${named('predict', word)} is no ${place} with a logarithm, as 20:-3`));
  else if (at < 1 || at > length) faults.push(ignored(`${named('predict', word)} stands at no ${place} from 1 to ${length}`));
  else if (knots.some((knot) => knot.at === at)) faults.push(ignored(`${named('predict', word)} is a second value at ${place} ${at}`));
  else if (knots.length === MOST_KNOTS) faults.push(ignored(`${named('predict', word)} is more than the ${MOST_KNOTS} points of a line`));
  else knots.push(knotWithin(at, log, word, faults));
}

function knotWithin(at: number, log: number, word: string, faults: Problem[]): Knot {
  const bounded = Math.min(HIGHEST, Math.max(LOWEST, rounded(log)));
  if (bounded !== rounded(log))
    faults.push({
      wrong: `${named('predict', word)} is not between the powers ${LOWEST} and ${HIGHEST} of ten`,
      used: `${bounded} is used instead`,
    });
  return { at, log: bounded };
}

/** The first line of a quantity. */
function drawnOf(parts: readonly Part[], of: Quantity, faults: Problem[]): Prediction | null {
  const [first, ...others] = parts.filter((part) => part.of === of);
  for (const _ of others) faults.push(ignored(`predict=… speaks of the ${of} a second time`));
  if (first === undefined || first.knots.length === 0) return null;
  return predictionOf(of, first.length, first.knots);
}

/** Only the last word can ask. */
function askedOf(parts: readonly Part[], faults: Problem[]): Predictions['asked'] {
  const last = parts.at(-1);
  for (const part of parts.filter(({ knots }) => knots.length === 0))
    if (part !== last)
      faults.push(ignored(`${named('predict', part.of)} has no point and is not the last word, which would ask for a drawing`));
  return last === undefined || last.knots.length > 0 ? null : Object.freeze({ of: last.of, length: last.length });
}
