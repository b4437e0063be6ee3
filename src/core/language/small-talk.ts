import type { Rng } from '../rng.ts';

/** Sentences that tell nothing that is asked for later: two or more of each length from 3 to 26, so that any room from 4 on can be filled. */
export const SMALL_TALK: readonly string[] = [
  'oh.',
  'hm.',
  'ah.',
  'yes.',
  'wow.',
  'hey.',
  'well.',
  'okay.',
  'sure.',
  'i see.',
  'right.',
  'hello.',
  'thanks.',
  'oh yes.',
  'indeed.',
  'oh well.',
  'oh dear.',
  'not bad.',
  'all good.',
  'no hurry.',
  'who knows?',
  'of course.',
  'well, well.',
  'what a day.',
  'so it goes.',
  'fair enough.',
  'how are you?',
  'no, not yet.',
  'good to know.',
  'good morning.',
  'time goes by.',
  'let me think.',
  'it is snowing.',
  'the sun is up.',
  'the sun is out.',
  'it is cold now.',
  'it is so quiet.',
  'the day is long.',
  'dinner was good.',
  'spring is coming.',
  'the sky is clear.',
  'is it still early?',
  'it will snow soon.',
  'the wind is strong.',
  'summer was too hot.',
  'the train was late.',
  'what time is it now?',
  'nothing much is new.',
  'the stars are bright.',
  'you sound very happy.',
  'the evenings are cool.',
  'are you still with me?',
  'the bus was quite full.',
  'it has been a nice day.',
  'i slept very well today.',
  'how was your day so far?',
  'the trees have no leaves.',
  'we could go out tomorrow.',
  'the shops close at eight.',
  'it was warm all week long.',
  'i woke early this morning.',
];

/** Characters that a sentence takes, with the space after it. */
const roomOf = (sentence: string): number => sentence.length + 1;
const LEAST_ROOM = Math.min(...SMALL_TALK.map(roomOf));
const MOST_ROOM = Math.max(...SMALL_TALK.map(roomOf));
const BY_ROOM = Array.from({ length: MOST_ROOM + 1 }, (_, room) => SMALL_TALK.filter((sentence) => roomOf(sentence) === room));

/** Whether sentences fill so many characters exactly. */
export const canFill = (room: number): boolean => room === 0 || room >= LEAST_ROOM;

/** So many sentences pass before one of them may come again. */
const RECENT = 20;

/**
 * Sentences that take exactly `room` characters, each with the space after it, and none again among the twenty after it.
 * @throws {RangeError} where `canFill` says no.
 */
export function fill(rng: Rng, room: number): string[] {
  if (!canFill(room)) throw new RangeError(`no sentence takes ${room} characters: give 0, or ${LEAST_ROOM} or more`);
  const sentences: string[] = [];
  for (let left = room; left > 0; ) {
    const sentence = pick(rng, left, sentences.slice(-RECENT));
    sentences.push(sentence);
    left -= roomOf(sentence);
  }
  return sentences;
}

/** A sentence that was not said lately and leaves nothing, much, or room for one more such sentence: there always is one, since each length has two. */
function pick(rng: Rng, room: number, said: readonly string[]): string {
  for (;;) {
    const among = room <= MOST_ROOM && rng.integer(2) === 0 ? (BY_ROOM[room] ?? []) : SMALL_TALK;
    const sentence = among[rng.integer(among.length)] ?? '';
    const rest = room - roomOf(sentence);
    if (!said.includes(sentence) && (rest === 0 || rest > MOST_ROOM || (rest > 0 && hasOther(rest, [...said, sentence])))) return sentence;
  }
}

const hasOther = (room: number, said: readonly string[]): boolean => (BY_ROOM[room] ?? []).some((sentence) => !said.includes(sentence));
