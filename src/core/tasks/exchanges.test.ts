import { describe, expect, test } from 'vitest';
import { LEAST_LAG } from '../language/conversation.ts';
import { readEnglishDate } from '../language/english-dates.ts';
import { numberInEnglish, readEnglishNumber } from '../language/english-numbers.ts';
import { dateInJapanese } from '../language/japanese-dates.ts';
import { numberInKanji, readKanjiNumber } from '../language/kanji-numbers.ts';
import { answerTo } from '../language/listening.ts';
import { createRng } from '../rng.ts';
import { conversation } from './conversation.ts';
import { defaultOptions } from './index.ts';
import { readExchange, symbolsRead } from './symbols.ts';
import type { Options, Split, Task } from './task.ts';
import { translateDates } from './translate-dates.ts';
import { translateNumbers } from './translate-numbers.ts';

const SPLITS: readonly Split[] = ['train', 'probe', 'test'];

/** What a drawn sequence asks and answers, in letters. */
function drawn(task: Task, options: Options, split: Split, k: number) {
  const sequence = task.sequence(createRng(task.name, split, k), options, split);
  const free = task.free?.(options);
  if (free === undefined) throw new Error('its answers are not read again');
  const { prompt, answer } = readExchange(sequence, free.alphabet.length);
  return { sequence, free, prompt, answer, asked: free.print(prompt), answered: free.print(answer) };
}

/** The right answer to a question, by the readers of the language, which know nothing of the task. */
const RIGHT: readonly { readonly task: Task; readonly options: Options; right(asked: string): string | null }[] = [
  {
    task: translateNumbers,
    options: defaultOptions(translateNumbers),
    right: (asked) => {
      const read = readEnglishNumber(asked);
      return 'number' in read ? numberInKanji(read.number) : null;
    },
  },
  {
    task: translateNumbers,
    options: { direction: 1 },
    right: (asked) => {
      const read = readKanjiNumber(asked);
      return 'number' in read ? numberInEnglish(read.number) : null;
    },
  },
  ...(['western', 'era'] as const).map((style, index) => ({
    task: translateDates as Task,
    options: { style: index },
    right: (asked: string) => {
      const read = readEnglishDate(asked);
      return 'date' in read ? dateInJapanese(read.date, style) : null;
    },
  })),
  ...[30, 40, 137].map((lag) => ({ task: conversation as Task, options: { lag }, right: answerTo })),
];

describe.each(RIGHT)('$task.name with $options', ({ task, options, right }) => {
  test('asks in letters and is answered rightly, on 1,000 sequences', () => {
    for (let k = 0; k < 1000; k++) {
      const { asked, answered, prompt, answer, free, sequence } = drawn(task, options, SPLITS[k % 3] ?? 'train', k);
      expect(answered, asked).toBe(right(asked));
      expect(free.rightAnswer?.(prompt)).toBe(answered);
      expect(answer.at(-1)).toBe(free.end);
      expect(sequence.x.length).toBe(task.sizes(options).steps * free.alphabet.length);
    }
  });

  test('never trains on what is held out', () => {
    const asked = (split: Split): Set<string> => new Set(Array.from({ length: 1000 }, (_, k) => drawn(task, options, split, k).asked));
    const learned = asked('train');
    for (const split of ['probe', 'test'] as const) expect([...asked(split)].filter((question) => learned.has(question))).toEqual([]);
  });

  test('reads what a person types as the task would say it, and answers within its steps', () => {
    for (let k = 0; k < 100; k++) {
      const { asked, free, prompt } = drawn(task, options, 'test', k);
      expect(free.prompt(asked)).toEqual({ symbols: prompt });
    }
    const free = task.free?.(options);
    expect(free?.prompt(free.example)).toHaveProperty('symbols');
    for (const typed of ['', 'zzz', '🙂', 'x'.repeat(1000)]) {
      const read = free?.prompt(typed);
      if (typed === '') expect(read).toBeDefined();
      else expect(read).toMatchObject({ fault: expect.stringMatching(/\S/) });
    }
  });
});

test('the clues of a conversation are the letters that are asked for, the last of them a lag before the answer', () => {
  for (let k = 0; k < 300; k++) {
    const lag = LEAST_LAG + (k % 100);
    const { sequence, free, answered } = drawn(conversation, { lag }, k % 2 === 0 ? 'probe' : 'test', k);
    const letters = symbolsRead(sequence.x, free.alphabet.length).map((symbol) => free.alphabet[symbol] ?? '');
    expect(sequence.clues.map((t) => letters[t]).join('')).toBe(answered.replace(/\.$/, ''));
    expect(sequence.mask.indexOf(1) - (sequence.clues.at(-1) ?? 0)).toBe(lag);
  }
});

test('a conversation is learned from at shorter lags too, with the letters that are asked for as its clues', () => {
  const lag = 40;
  const lags = Array.from({ length: 1000 }, (_, k) => {
    const { sequence, free, answered } = drawn(conversation, { lag }, 'train', k);
    const letters = symbolsRead(sequence.x, free.alphabet.length).map((symbol) => free.alphabet[symbol] ?? '');
    expect(sequence.clues.map((t) => letters[t]).join('')).toBe(answered.replace(/\.$/, ''));
    return sequence.mask.indexOf(1) - (sequence.clues.at(-1) ?? 0);
  });
  expect(Math.max(...lags)).toBe(lag);
  for (const [from, to] of [
    [11, 20],
    [21, 39],
    [40, 40],
  ] as const) {
    expect(lags.filter((one) => one >= from && one <= to).length).toBeGreaterThan(150);
  }
});
