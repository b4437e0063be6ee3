import type { Rng } from '../rng.ts';
import type { Split } from '../tasks/task.ts';
import { END, MARK } from './alphabet.ts';
import { type Fact, KINDS, type Kind, SENTENCES, splitOfFacts, valueOf, WORDINGS } from './facts.ts';
import { canFill, fill } from './small-talk.ts';

/** At much shorter lags nothing else can be told after what is asked for, and the question need not be read. */
export const LEAST_LAG = 30;
export const MOST_LAG = 400;

/** What is said, and how it is answered: "my name is ada. it is cold now. what is my name?" and "ada." */
export interface Talk {
  readonly prompt: string;
  readonly answer: string;
  /** [from, to) of the value in the prompt that the answer repeats. */
  readonly clue: readonly [number, number];
  readonly kind: Kind;
  /** All that was told, in its order. */
  readonly facts: readonly Fact[];
}

/** The mark and the end, then the characters of a talk. */
export const CONVERSATION_ALPHABET: readonly string[] = [MARK, END, ...' ,.?abcdefghijklmnopqrstuvwxyz'];

/** Characters, at most, before the sentence that is asked for. */
const MOST_BEFORE = 48;
const longest = (texts: readonly string[]): number => Math.max(...texts.map(({ length }) => length));
const all = <T>(texts: (kind: Kind) => readonly T[]): readonly T[] => KINDS.flatMap(texts);

/** Characters of the longest answer, without the end. */
export const LONGEST_ANSWER = longest(all((kind) => WORDINGS[kind].values)) + 1;

const LONGEST_TELLING = longest(
  all((kind) => WORDINGS[kind].tellings.flatMap((telling) => WORDINGS[kind].values.map((value) => headOf(telling) + value))),
);

/** Characters of the longest prompt at a lag, without the mark. */
export const longestPrompt = (lag: number): number => MOST_BEFORE + LONGEST_TELLING + lag - 1;

/** Which talk is wanted: its lag, whether some shorter one will do, and its split. */
interface Wish {
  readonly lag: number;
  readonly split: Split;
  readonly shorter?: boolean;
}

/**
 * An exchange of the split: facts and small talk, then a question for one of the facts, each kind and each of its values as
 * likely as another. One to three facts are told where the network learns, two or three where it is held out.
 * The lag is exact: that many steps from the one that reads the last character of the value to the one that reads the mark
 * after the prompt and says the first character of the answer, so that
 * prompt.length + 1 − clue[1] = lag.
 * With `shorter` it is some lag from 11 up to the one that is given, a third of the time that one where the words allow: a
 * network finds out at short ones what to remember, and goes on from there to long ones that it would not learn alone.
 * @throws {RangeError} where the lag is no whole number from 30 to 400.
 */
export function exchange(rng: Rng, { lag, split, shorter = false }: Wish): Talk {
  if (!(Number.isInteger(lag) && lag >= LEAST_LAG && lag <= MOST_LAG))
    throw new RangeError(`a lag of ${lag} has no question: give a whole number from ${LEAST_LAG} to ${MOST_LAG}`);
  const asked = drawFact(rng, one(rng, KINDS));
  for (let draw = 0; draw < DRAWS; draw++) {
    const facts = drawFacts(rng, asked);
    if (splitOfFacts(facts) !== split) continue;
    const script = word(rng, facts, asked, { lag, shorter });
    if (script !== null) return perform(rng, script);
  }
  throw new Error(`no words were found in ${DRAWS} draws for a talk of ${split} about a ${asked.kind} at a lag of ${lag}`);
}

/** One draw in some twenty is of a split that is held out, and about half of the words fit: so many without a talk are a fault of ours. */
const DRAWS = 100_000;

const drawFact = (rng: Rng, kind: Kind): Fact => ({ kind, value: rng.integer(WORDINGS[kind].values.length) });

/** How many facts are told: sometimes one alone, from which recalling is learned first. */
const COUNTS = [1, 2, 2, 3];

/** The fact that is asked for, with others of other kinds around it. */
function drawFacts(rng: Rng, asked: Fact): Fact[] {
  const facts = [asked];
  const count = one(rng, COUNTS);
  while (facts.length < count) {
    const kind = one(rng, KINDS);
    if (facts.every((fact) => fact.kind !== kind)) facts.splice(rng.integer(facts.length + 1), 0, drawFact(rng, kind));
  }
  return facts;
}

/** Facts in their words, and how much small talk comes before and after the one that is asked for. */
interface Script {
  readonly facts: readonly Fact[];
  readonly asked: Fact;
  readonly before: readonly string[];
  readonly telling: string;
  readonly after: readonly string[];
  readonly question: string;
  readonly rooms: readonly [number, number];
}

/** Null where the words that were drawn do not fit the lag. */
function word(
  rng: Rng,
  facts: readonly Fact[],
  asked: Fact,
  { lag, shorter }: { readonly lag: number; readonly shorter: boolean },
): Script | null {
  const { tellings, questions } = WORDINGS[asked.kind];
  const [telling, question] = [one(rng, tellings), one(rng, questions)];
  const at = facts.indexOf(asked);
  const before = facts.slice(0, at).map((fact) => said(rng, fact));
  const after = facts.slice(at + 1).map((fact) => said(rng, fact));
  const most = lag - tailOf(telling).length - ' '.length - roomOf(after) - question.length - MARK.length;
  const spare = MOST_BEFORE - roomOf(before);
  if (spare < 0 || most < 0 || !(shorter || canFill(most))) return null;
  const opening = rng.integer(2) === 0 ? 0 : rng.integer(spare + 1);
  const room = shorter ? roomUpTo(rng, most) : most;
  return { facts, asked, before, telling, after, question, rooms: [fillable(opening), fillable(room)] };
}

const fillable = (room: number): number => (canFill(room) ? room : 0);

/** As often none, as much as there is, and anything between. */
function roomUpTo(rng: Rng, most: number): number {
  return one(rng, [0, most, rng.integer(most + 1)]);
}

const one = <T>(rng: Rng, among: readonly T[]): T => among[rng.integer(among.length)] as T;
const said = (rng: Rng, { kind, value }: Fact): string => one(rng, SENTENCES[kind])[value] ?? '';

/** Characters of sentences with a space after each. */
const roomOf = (sentences: readonly string[]): number => sentences.reduce((sum, { length }) => sum + length + 1, 0);

function headOf(telling: string): string {
  return telling.slice(0, telling.indexOf('_'));
}

function tailOf(telling: string): string {
  return telling.slice(telling.indexOf('_') + 1);
}

function perform(rng: Rng, { facts, asked, before, telling, after, question, rooms }: Script): Talk {
  const [opening, value] = [mixed(rng, before, fill(rng, rooms[0])), valueOf(asked)];
  const from = roomOf(opening) + headOf(telling).length;
  const sentences = [...opening, telling.replace('_', value), ...mixed(rng, after, fill(rng, rooms[1])), question];
  return { prompt: sentences.join(' '), answer: `${value}.`, clue: [from, from + value.length], kind: asked.kind, facts };
}

/** Facts among small talk, each in its own order. */
function mixed(rng: Rng, facts: readonly string[], talk: readonly string[]): readonly string[] {
  if (facts.length === 0) return talk;
  const sentences = [...talk];
  const places = facts.map(() => rng.integer(talk.length + 1)).sort((a, b) => a - b);
  facts.forEach((fact, k) => {
    sentences.splice((places[k] ?? 0) + k, 0, fact);
  });
  return sentences;
}
