import type { Split } from '../tasks/task.ts';
import { splitOfPair } from './held-out.ts';

/** What a person tells of themselves and asks for later. */
export type Kind = 'name' | 'home' | 'thing' | 'taste';

interface Wording {
  /** Sentences with `_` where the value stands. */
  readonly tellings: readonly string[];
  readonly questions: readonly string[];
  readonly values: readonly string[];
}

const NAMES = 'ada ben clara david emma finn grace hugo ines jonas kate leo'.split(' ');
const TOWNS = 'athens berlin cairo dublin geneva havana kyoto lima madrid oslo paris rome'.split(' ');
const THINGS = 'bike cat drum flute guitar horse kite lamp piano rabbit sofa tent'.split(' ');
const TASTES = 'bread chess dancing fishing gardening honey jazz music poetry running soup tea'.split(' ');

/** The values of a kind are words that begin with different letters, behind an article for things, and few enough to be learned in minutes. */
export const WORDINGS: Readonly<Record<Kind, Wording>> = {
  name: {
    tellings: ['my name is _.', 'i am _.', 'people call me _.'],
    questions: ['what is my name?', 'and my name?', 'who am i?'],
    values: NAMES,
  },
  home: {
    tellings: ['i live in _.', 'my home is in _.', 'i moved to _.'],
    questions: ['where do i live?', 'where is my home?', 'my home?'],
    values: TOWNS,
  },
  thing: {
    tellings: ['i have _.', 'i own _.', 'i bought _.'],
    questions: ['what do i have?', 'what do i own?', 'what is mine?'],
    values: THINGS.map((thing) => `a ${thing}`),
  },
  taste: {
    tellings: ['i like _.', 'i love _.', 'i enjoy _.'],
    questions: ['what do i like?', 'what do i love?', 'what do i enjoy?'],
    values: TASTES,
  },
};
export const KINDS = Object.keys(WORDINGS) as readonly Kind[];

/** By kind, telling and value, the sentence that tells it. */
export const SENTENCES = Object.fromEntries(
  KINDS.map((kind) => [kind, WORDINGS[kind].tellings.map((telling) => WORDINGS[kind].values.map((value) => telling.replace('_', value)))]),
) as unknown as Readonly<Record<Kind, readonly (readonly string[])[]>>;

/** One thing that is told: its kind, and the position of its value among those of the kind. */
export interface Fact {
  readonly kind: Kind;
  readonly value: number;
}

export const valueOf = ({ kind, value }: Fact): string => WORDINGS[kind].values[value] ?? '';

/** A number from 1 to 4,095 for each fact. */
const codeOf = ({ kind, value }: Fact): number => 1000 * KINDS.indexOf(kind) + value + 1;

/**
 * Which split talks of these facts in this order belong to: 5 % of all such lists go to the probe and 5 % to the test. One
 * fact alone is always learned from. So every exchange that is held out tells two facts or three that are never told
 * together in this order, and nothing else with them, where the network learns.
 */
export function splitOfFacts([first, second, third]: readonly Fact[]): Split {
  if (first === undefined || second === undefined) return 'train';
  return splitOfPair(codeOf(first), 4096 * codeOf(second) + (third === undefined ? 0 : codeOf(third)));
}
