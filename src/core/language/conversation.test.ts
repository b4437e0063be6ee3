import { describe, expect, it } from 'vitest';
import { createRng } from '../rng.ts';
import type { Split } from '../tasks/task.ts';
import { END, MARK } from './alphabet.ts';
import { CONVERSATION_ALPHABET, exchange, LEAST_LAG, LONGEST_ANSWER, longestPrompt, MOST_LAG, type Talk } from './conversation.ts';
import { type Fact, KINDS, splitOfFacts, valueOf, WORDINGS } from './facts.ts';
import { answerTo, factsTold } from './listening.ts';

const SPLITS = ['train', 'probe', 'test'] as const;
const LAG = 60;

function talks(split: Split, lagOf: (k: number) => number = () => LAG, count = 1000): Talk[] {
  const rng = createRng('talks', split);
  return Array.from({ length: count }, (_, k) => exchange(rng, { lag: lagOf(k), split }));
}

const counts = <T>(values: readonly T[]): number[] => {
  const seen = new Map<T, number>();
  for (const value of values) seen.set(value, (seen.get(value) ?? 0) + 1);
  return [...seen.values()];
};

const told = (kind: Fact['kind'], value: string): Fact => ({ kind, value: WORDINGS[kind].values.indexOf(value) });
const anyLag = (k: number): number => LEAST_LAG + (k % (MOST_LAG - LEAST_LAG + 1));

describe('a talk', () => {
  it.each(SPLITS)('is asked for exactly so many steps after the value was read, whatever the lag (%s)', (split) => {
    for (const [k, { prompt, clue }] of talks(split, anyLag).entries()) expect(prompt.length + MARK.length - clue[1]).toBe(anyLag(k));
  });

  it('is of any lag up to the one that is given where shorter ones will do, from the shortest on', () => {
    const rng = createRng('shorter');
    const drawn = Array.from({ length: 4000 }, () => exchange(rng, { lag: 40, split: 'train', shorter: true }));
    const lags = drawn.map(({ prompt, clue }) => prompt.length + MARK.length - clue[1]);
    expect([Math.min(...lags), Math.max(...lags)]).toEqual([11, 40]);
    expect(new Set(lags).size).toBeGreaterThan(25);
    for (const kind of KINDS) expect(Math.abs(drawn.filter((talk) => talk.kind === kind).length - 1000)).toBeLessThan(120);
  });

  it('has every kind at every lag, the shortest included', () => {
    for (let lag = LEAST_LAG; lag <= LEAST_LAG + 10; lag++) {
      const kinds = new Set(talks('train', () => lag, 100).map(({ kind }) => kind));
      expect(kinds.size).toBe(KINDS.length);
    }
  });

  it.each(SPLITS)('answers with what stands at its clue (%s)', (split) => {
    for (const { prompt, answer, clue } of talks(split, anyLag)) expect(`${prompt.slice(...clue)}.`).toBe(answer);
  });

  it.each(SPLITS)('has one right answer, which can be found from the prompt alone (%s)', (split) => {
    for (const { prompt, answer, facts, kind } of talks(split, anyLag)) {
      expect(answerTo(prompt)).toBe(answer);
      expect(factsTold(prompt)).toEqual(facts);
      expect(facts.filter((fact) => fact.kind === kind)).toHaveLength(1);
    }
  });

  it('tells one to three facts of different kinds where it is learned from, and two or three where it is held out', () => {
    for (const split of SPLITS) {
      const told = talks(split).map(({ facts }) => facts);
      for (const facts of told) expect(new Set(facts.map(({ kind }) => kind)).size).toBe(facts.length);
      expect(new Set(told.map(({ length }) => length))).toEqual(new Set(split === 'train' ? [1, 2, 3] : [2, 3]));
    }
  });

  it.each([
    [LEAST_LAG, 20],
    [40, 150],
    [60, 150],
  ])('tells other things before and after the one that is asked for, at a lag of %d %d times in 1,000 and more', (lag, least) => {
    const places = talks('test', () => lag).map(({ facts, kind }) => facts.findIndex((fact) => fact.kind === kind) / (facts.length - 1));
    for (const place of [0, 1]) expect(places.filter((one) => one === place).length).toBeGreaterThan(least);
  });

  it('is written in its alphabet, and is no longer than it is said', () => {
    const letters = new Set(CONVERSATION_ALPHABET.filter((symbol) => symbol !== MARK && symbol !== END));
    for (const [k, { prompt, answer }] of talks('train', anyLag).entries()) {
      expect([...prompt, ...answer].filter((character) => !letters.has(character))).toEqual([]);
      expect(prompt.length).toBeLessThanOrEqual(longestPrompt(anyLag(k)));
      expect(answer.length).toBeLessThanOrEqual(LONGEST_ANSWER);
    }
  });

  it('is sentences with one space between them', () => {
    for (const { prompt } of talks('train', anyLag)) expect(prompt).toMatch(/^([a-z][a-z, ]*[.?] )+[a-z ]+\?$/);
  });

  it.each(SPLITS)('asks for each kind and each of its values alike (%s)', (split) => {
    const drawn = talks(split, () => LAG, 4000);
    for (const kind of KINDS) {
      const answers = drawn.filter((talk) => talk.kind === kind).map(({ answer }) => answer);
      const each = answers.length / WORDINGS[kind].values.length;
      expect(Math.abs(answers.length - 1000)).toBeLessThan(120);
      expect(counts(answers)).toHaveLength(WORDINGS[kind].values.length);
      expect(Math.max(...counts(answers))).toBeLessThan(each + 5 * Math.sqrt(each));
    }
  });

  it('is the same for the same seed and another for another', () => {
    expect(talks('train', anyLag)).toEqual(talks('train', anyLag));
    const prompts = talks('train').map(({ prompt }) => prompt);
    expect(new Set(prompts).size).toBeGreaterThan(0.98 * prompts.length);
  });

  it.each([29, 401, 60.5, Number.NaN])('is refused at a lag of %d', (lag) => {
    expect(() => exchange(createRng(1), { lag, split: 'train' })).toThrow(`a lag of ${lag} has no question`);
  });
});

describe('the splits of talks', () => {
  it.each(SPLITS)('can be told from the prompt, so that no other split writes a prompt of %s', (split) => {
    for (const { prompt } of talks(split, anyLag)) expect(splitOfFacts(factsTold(prompt))).toBe(split);
  });

  it.each(['probe', 'test'] as const)('tell facts in %s that are never told in this order where the network learns', (split) => {
    const listOf = ({ facts }: Talk): string => facts.map((fact) => `${fact.kind} ${valueOf(fact)}`).join(', ');
    const learned = new Set(talks('train', () => LAG, 10_000).map(listOf));
    for (const talk of talks(split)) expect(learned).not.toContain(listOf(talk));
  });

  it('hold out a twentieth of all orders of facts each, those of two and those of three', () => {
    const pairs = WORDINGS.name.values.flatMap((name) =>
      WORDINGS.home.values.flatMap((home) => [
        [told('name', name), told('home', home)],
        [told('home', home), told('name', name)],
      ]),
    );
    const triples = pairs.flatMap((pair) => WORDINGS.taste.values.map((taste) => [...pair, told('taste', taste)]));
    for (const lists of [pairs, triples]) {
      for (const split of ['probe', 'test'] as const) {
        const share = lists.filter((facts) => splitOfFacts(facts) === split).length / lists.length;
        expect(Math.abs(share - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / lists.length));
      }
    }
  });

  it('let the network learn every value told before others and after others', () => {
    const learned = talks('train', () => 100, 10_000);
    const places = learned.flatMap(({ facts }) => facts.map((fact, k) => `${fact.kind} ${valueOf(fact)} ${k === 0 ? 'first' : 'later'}`));
    const values = KINDS.reduce((sum, kind) => sum + WORDINGS[kind].values.length, 0);
    expect(new Set(places).size).toBe(2 * values);
  });

  it('leave one fact alone to what is learned from', () => {
    expect(splitOfFacts([told('name', 'ada')])).toBe('train');
  });
});
