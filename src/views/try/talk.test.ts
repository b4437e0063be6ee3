import { describe, expect, test } from 'vitest';
import type { Prompt } from './asking.ts';
import { asSentence, isQuestion, tell } from './talk.ts';

const ROOM = 40;
/** Reads letters by their codes; knows no z, and has room for 40 of them. */
function prompt(text: string): Prompt {
  if (text.includes('z')) return { fault: 'It has never heard “z”.' };
  if (text.length > ROOM) return { fault: 'too long' };
  return { symbols: Array.from(text, (letter) => letter.charCodeAt(0)) };
}
const said = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

test('what ends with a question mark wants an answer', () => {
  expect(['what is my name? ', 'my name is ada.', ''].map(isQuestion)).toEqual([true, false, false]);
});

test('a sentence without a stop gets one', () => {
  expect(['i live in rome', ' who? ', 'yes!', ''].map(asSentence)).toEqual(['i live in rome.', 'who?', 'yes!', '']);
});

describe('a talk', () => {
  test('is told as one text, from its first turn on', () => {
    expect(tell(['my name is ada.', 'what is my name?'], prompt)).toEqual({
      symbols: said('my name is ada. what is my name?'),
      from: 0,
    });
  });

  test('forgets its earliest turns where it has no room for all', () => {
    const told = tell(['i live in rome.', 'my name is ada.', 'what is my name?'], prompt);
    expect(told).toEqual({ symbols: said('my name is ada. what is my name?'), from: 1 });
  });

  test('is told by its last turn alone where no other has room beside it', () => {
    expect(tell(['i live in rome, and i like it there.', 'what is my name?'], prompt)).toMatchObject({ from: 1 });
  });

  test('tells what its last turn holds and nobody has heard', () => {
    expect(tell(['my name is ada.', 'am i zoe?'], prompt)).toEqual({ fault: 'It has never heard “z”.' });
    expect(tell(['my name is ada.', 'x'.repeat(ROOM + 1)], prompt)).toEqual({ fault: 'too long' });
  });
});
