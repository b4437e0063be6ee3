import type { Experiment } from '../experiment.ts';
import { type RaceKeys, unescape } from '../link.ts';
import { readChoice, readNumber } from '../reading.ts';
import { describeProblem, ignored, named, type Problem } from '../words.ts';
import { readDifferences, writeDifferences } from './differences.ts';

/** What is the same for all: iterations, training time, or multiply-adds. */
export const CLOCKS = ['iterations', 'time', 'work'] as const;
export type ClockName = (typeof CLOCKS)[number];

/** Networks in a race at most. */
export const MOST_ENTRIES = 4;
/** Seeds that each network can be run with, and for how many iterations. */
export const SEEDS = { label: 'Seeds', explanation: '', minimum: 1, maximum: 20, step: 1, value: 5 } as const;
export const SEED_ITERATIONS = { label: 'Iterations', explanation: '', minimum: 1, maximum: 100_000, step: 1, value: 1000 } as const;

export interface RaceLink {
  /** Those beyond the first, in their order; none where the link holds no race. */
  readonly others: readonly Experiment[];
  readonly clock: ClockName;
  /** How many seeds each is to be run with, and for how many iterations. */
  readonly seeds: number;
  readonly iterations: number;
}

export interface ReadRace extends RaceLink {
  /** A sentence for each key that could not be used as it stands. */
  readonly notices: readonly string[];
}

/** Keys of the entries beyond the first, and those that would be too many. */
const PLACES = ['b', 'c', 'd'] as const;
const TOO_MANY = ['e', 'f', 'g', 'h'] as const;

/** The race's keys of a link: `b`, `c`, `d` as differences from the first, `clock` and `seeds` where they differ from the defaults. */
export function writeRace(first: Experiment, { others, clock, seeds, iterations }: RaceLink): RaceKeys {
  const pairs: [string, string][] = others.map((other, k) => [PLACES[k] ?? '', writeDifferences(first, other)]);
  if (clock !== CLOCKS[0]) pairs.push(['clock', clock]);
  const length = iterations === SEED_ITERATIONS.value ? '' : `x${iterations}`;
  if (seeds !== SEEDS.value || length !== '') pairs.push(['seeds', `${seeds}${length}`]);
  return Object.fromEntries(pairs);
}

/** What the race's keys say, as they stand in the link. Never throws: what cannot be used is named, with its letter. */
export function readRace(first: Experiment, keys: RaceKeys): ReadRace {
  const notices: string[] = [];
  const others: Experiment[] = [];
  for (const place of PLACES) {
    const text = keys[place];
    if (text === undefined) continue;
    const read = readDifferences(first, text);
    others.push(read.experiment);
    notices.push(...read.notices.map((notice) => `Network ${place.toUpperCase()}: ${notice}`));
  }
  const problems: Problem[] = [];
  for (const place of TOO_MANY) {
    const text = keys[place];
    if (text !== undefined)
      problems.push({ wrong: `${named(place, text)} is more than the ${MOST_ENTRIES} networks that a race holds`, used: 'it is left out' });
  }
  const clock = readChoice('clock', CLOCKS, CLOCKS[0], keys['clock'], problems);
  const { seeds, iterations } = readSeeds(keys['seeds'], problems);
  if (others.length === 0) problems.push(ignored('The link speaks of a race and names no network to compare, as b=cell:gru does'));
  return { others, clock, seeds, iterations, notices: [...notices, ...problems.map(describeProblem)] };
}

/** `5`, or `5x2000` for another number of iterations. */
function readSeeds(text: string | undefined, problems: Problem[]): Pick<RaceLink, 'seeds' | 'iterations'> {
  if (text === undefined) return { seeds: SEEDS.value, iterations: SEED_ITERATIONS.value };
  const [count = '', length] = unescape(text).split('x');
  const seeds = readNumber('seeds', SEEDS, numberOr(count), problems, SEEDS.value);
  const iterations =
    length === undefined ? SEED_ITERATIONS.value : readNumber('seeds', SEED_ITERATIONS, numberOr(length), problems, SEED_ITERATIONS.value);
  return { seeds, iterations };
}

const numberOr = (text: string): unknown => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text);
