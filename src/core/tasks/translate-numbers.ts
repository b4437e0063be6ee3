import { END, MARK, withMarks } from '../language/alphabet.ts';
import { ENGLISH_NUMBER_ALPHABET, LONGEST_ENGLISH_NUMBER, numberInEnglish, readEnglishNumber } from '../language/english-numbers.ts';
import { KANJI_NUMBER_ALPHABET, LONGEST_KANJI_NUMBER, numberInKanji, readKanjiNumber } from '../language/kanji-numbers.ts';
import { drawNumber, type NumberRead } from '../language/numbers.ts';
import { speller } from './speller.ts';
import type { Task } from './task.ts';

/** Directions, each with how a number is said and read on both sides. */
const DIRECTIONS = [
  {
    name: 'to-japanese',
    title: 'to Japanese',
    ask: numberInEnglish,
    answer: numberInKanji,
    read: readEnglishNumber,
    example: 'four hundred and seven',
  },
  {
    name: 'to-english',
    title: 'to English',
    ask: numberInKanji,
    answer: numberInEnglish,
    read: readKanjiNumber,
    example: '四百七',
  },
] as const satisfies readonly {
  readonly name: string;
  readonly title: string;
  ask(n: number): string;
  answer(n: number): string;
  read(text: string): NumberRead;
  example: string;
}[];

/** Both texts, the mark and the end. */
const STEPS = LONGEST_ENGLISH_NUMBER + 1 + LONGEST_KANJI_NUMBER;

const spell = speller(withMarks(ENGLISH_NUMBER_ALPHABET, KANJI_NUMBER_ALPHABET), { mark: MARK, end: END, steps: () => STEPS });

const directionOf = (direction = 0) => DIRECTIONS[direction] ?? DIRECTIONS[0];

export const translateNumbers: Task = {
  name: 'translate-numbers',
  title: 'Translate numbers',
  shelf: 'language',
  start: { cell: 'lstm', units: 96, rate: 0.005 },
  sentence:
    'A number in one language, sign by sign, then a mark, and the network writes it in the other: “four hundred and seven” is 四百七. It answers numbers that it has never seen.',
  watch:
    'Everything has to fit into the state at the mark, and the gradient has to reach back from each sign to the word that it came from: open the blame matrix to see which.',
  options: [
    {
      name: 'direction',
      label: 'Direction',
      explanation: 'From which language to which.',
      minimum: 0,
      maximum: DIRECTIONS.length - 1,
      step: 1,
      value: 0,
      choices: DIRECTIONS.map(({ name, title }) => ({ name, title })),
    },
  ],
  sizes: spell.sizes,
  sequence(rng, options, split, room) {
    const { ask, answer } = directionOf(options['direction']);
    const number = drawNumber(rng, split);
    return spell.sequence(ask(number), answer(number), options, room);
  },
  baselines: spell.baselines,
  drawing: spell.drawing,
  measure: spell.measure,
  free(options) {
    const { read, ask, answer, example } = directionOf(options['direction']);
    return spell.free(options, {
      example,
      hear: (text) => {
        const heard = read(text);
        return 'fault' in heard ? heard : { text: ask(heard.number) };
      },
      right: (question) => {
        const heard = read(question);
        return 'fault' in heard ? null : answer(heard.number);
      },
    });
  },
  references: [
    'Sutskever, Vinyals & Le (2014), Sequence to Sequence Learning with Neural Networks',
    'Cho et al. (2014), Learning Phrase Representations using RNN Encoder–Decoder',
  ],
};
