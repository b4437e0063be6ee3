import { END, MARK, withMarks } from '../language/alphabet.ts';
import { drawDate } from '../language/calendar.ts';
import {
  DATE_FORM_NAMES,
  dateFormOf,
  dateInEnglish,
  ENGLISH_DATE_ALPHABET,
  LONGEST_ENGLISH_DATE,
  readEnglishDate,
} from '../language/english-dates.ts';
import { type DateStyle, dateInJapanese, JAPANESE_DATE_ALPHABET, LONGEST_JAPANESE_DATE } from '../language/japanese-dates.ts';
import { speller } from './speller.ts';
import type { Task } from './task.ts';

const STYLES = [
  { name: 'western', title: '一九八七年五月三日' },
  { name: 'era', title: '昭和六十二年五月三日' },
] as const satisfies readonly { readonly name: DateStyle; readonly title: string }[];

const STEPS = LONGEST_ENGLISH_DATE + 1 + LONGEST_JAPANESE_DATE;

const spell = speller(withMarks(ENGLISH_DATE_ALPHABET, JAPANESE_DATE_ALPHABET), { mark: MARK, end: END, steps: () => STEPS });

const styleOf = (style = 0): DateStyle => (STYLES[style] ?? STYLES[0]).name;

export const translateDates: Task = {
  name: 'translate-dates',
  title: 'Translate dates',
  shelf: 'language',
  start: { cell: 'gru', units: 64, rate: 0.003 },
  sentence:
    'A date in English, in one of several forms, then a mark, and the network writes it in Japanese: “the third of May 1987” becomes 一九八七年五月三日, or 昭和六十二年五月三日 by era. It answers dates that it has never seen.',
  watch:
    'The year comes last in English and is written first in Japanese, while the day, which mostly comes early, has to wait to the end: see the blame matrix cross over.',
  options: [
    {
      name: 'style',
      label: 'Years',
      explanation:
        'As in the West, sign by sign, or by the eras of Japan: 昭和六十二年 is the sixty-second year of Shōwa, 1987. An era has to be reckoned, not copied.',
      minimum: 0,
      maximum: STYLES.length - 1,
      step: 1,
      value: 0,
      choices: STYLES,
    },
  ],
  sizes: spell.sizes,
  sequence(rng, options, split, room) {
    const date = drawDate(rng, split);
    const form = DATE_FORM_NAMES[rng.integer(DATE_FORM_NAMES.length)] ?? 'spelled';
    return spell.sequence(dateInEnglish(date, form), dateInJapanese(date, styleOf(options['style'])), options, room);
  },
  baselines: spell.baselines,
  drawing: spell.drawing,
  measure: spell.measure,
  free: (options) =>
    spell.free(options, {
      example: 'the third of May 1987',
      hear: (text) => {
        const heard = readEnglishDate(text);
        return 'fault' in heard ? heard : { text: dateInEnglish(heard.date, dateFormOf(text.trim(), heard.date) ?? 'spelled') };
      },
      right: (question) => {
        const heard = readEnglishDate(question);
        return 'fault' in heard ? null : dateInJapanese(heard.date, styleOf(options['style']));
      },
    }),
  references: ['Sutskever, Vinyals & Le (2014), Sequence to Sequence Learning with Neural Networks'],
};
