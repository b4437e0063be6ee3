import { describe, expect, it } from 'vitest';
import { createRng } from '../rng.ts';
import { CONVERSATION_ALPHABET, exchange } from './conversation.ts';
import { KINDS, WORDINGS } from './facts.ts';
import { answerTo, factsTold, plain, unknownWords, vocabulary } from './listening.ts';
import { canFill, fill, SMALL_TALK } from './small-talk.ts';

describe('what a person types', () => {
  it('is read in lower case, with single spaces and without shouting', () => {
    expect(plain('  My name is Ada!\n\nWhat is  my name? ')).toBe('my name is ada. what is my name?');
  });

  it('has its unknown words told, each once and as a word', () => {
    expect(unknownWords('My name is Zoë, Zoë! I’m in Oslo since 1987. What is my name?')).toEqual(['zoë', 'i’m', 'since', '1987']);
    expect(unknownWords('My name is Ada. I live in OSLO.')).toEqual([]);
    expect(unknownWords('')).toEqual([]);
  });

  it.each([
    ['My name is Ada. Who am I?', 'ada.'],
    ['My home is in Oslo. I am Ada. where is my home?', 'oslo.'],
    ['people call me ben. i am ada. who am i?', 'ada.'],
    ['i have a kite. what is mine?', 'a kite.'],
    ['i like tea. i love jazz. what do i like?', 'jazz.'],
  ])('is understood: “%s” “%s”', (prompt, answer) => {
    expect(answerTo(prompt)).toBe(answer);
  });

  it.each([
    '',
    'what is my name?',
    'my name is ada.',
    'my name is ada. where do i live?',
    'my name is zoe. what is my name?',
    'oslo. where do i live?',
  ])('has no right answer in “%s”', (prompt) => {
    expect(answerTo(prompt)).toBeNull();
  });
});

describe('the vocabulary', () => {
  it('is in order, and in the alphabet', () => {
    expect([...vocabulary()].sort()).toEqual([...vocabulary()]);
    expect([...[...vocabulary()].join('')].filter((letter) => !CONVERSATION_ALPHABET.includes(letter))).toEqual([]);
  });

  it('has every word of 1,000 talks, and none that never comes up', () => {
    const rng = createRng('vocabulary');
    const prompts = Array.from({ length: 1000 }, () => exchange(rng, { lag: 120, split: 'train' }).prompt);
    expect(prompts.flatMap(unknownWords)).toEqual([]);
    expect(new Set(prompts.join(' ').match(/[a-z]+/g))).toEqual(vocabulary());
  });
});

describe('small talk', () => {
  it('fills any room from 4 characters on exactly, with sentences of its own', () => {
    const rng = createRng('room');
    for (let draw = 0; draw < 1000; draw++) {
      const room = draw % 401;
      if (!canFill(room)) continue;
      const sentences = fill(rng, room);
      expect(sentences.reduce((sum, { length }) => sum + length + 1, 0)).toBe(room);
      expect(sentences.filter((sentence) => !SMALL_TALK.includes(sentence))).toEqual([]);
    }
  });

  it('says nothing again among the twenty sentences after it, however long it goes on', () => {
    const rng = createRng('twice');
    for (const room of Array.from({ length: 1000 }, (_, draw) => 200 + draw).filter(canFill)) {
      const sentences = fill(rng, room);
      expect(sentences.filter((sentence, k) => sentences.slice(Math.max(0, k - 20), k).includes(sentence))).toEqual([]);
    }
  });

  it.each([1, 2, 3, -1])('fills no room of %d', (room) => {
    expect(() => fill(createRng(1), room)).toThrow(RangeError);
  });

  it('tells nothing, and says no word that could be told', () => {
    expect(SMALL_TALK.flatMap(factsTold)).toEqual([]);
    const values = new Set(KINDS.flatMap((kind) => WORDINGS[kind].values).flatMap((value) => value.split(' ')));
    values.delete('a');
    expect(SMALL_TALK.flatMap((sentence) => sentence.match(/[a-z]+/g) ?? []).filter((word) => values.has(word))).toEqual([]);
  });
});
