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

/** Characters that each sentence takes, with the space after it. */
const ROOMS = SMALL_TALK.map(({ length }) => length + 1);
const LEAST_ROOM = Math.min(...ROOMS);
const MOST_ROOM = Math.max(...ROOMS);
/** Positions of all sentences, and of those that take so many characters. */
const ALL = SMALL_TALK.map((_, k) => k);
const BY_ROOM = Array.from({ length: MOST_ROOM + 1 }, (_, room) => ALL.filter((k) => ROOMS[k] === room));

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
  const said: number[] = [];
  for (let left = room; left > 0; ) {
    const sentence = pick(rng, left, said);
    said.push(sentence);
    left -= ROOMS[sentence] as number;
  }
  return said.map((sentence) => SMALL_TALK[sentence] as string);
}

/** A sentence that was not said lately and leaves nothing, much, or room for one more such sentence: there always is one, since each length has two. */
function pick(rng: Rng, room: number, said: readonly number[]): number {
  for (;;) {
    const among = room <= MOST_ROOM && rng.integer(2) === 0 ? (BY_ROOM[room] as number[]) : ALL;
    const sentence = among[rng.integer(among.length)] as number;
    const rest = room - (ROOMS[sentence] as number);
    if (!wasSaid(sentence, said) && (rest === 0 || rest > MOST_ROOM || (rest > 0 && hasOther(rest, sentence, said)))) return sentence;
  }
}

function wasSaid(sentence: number, said: readonly number[]): boolean {
  for (let k = Math.max(0, said.length - RECENT); k < said.length; k++) if (said[k] === sentence) return true;
  return false;
}

/** Whether another sentence takes the rest after this one. */
const hasOther = (rest: number, sentence: number, said: readonly number[]): boolean =>
  (BY_ROOM[rest] as number[]).some((other) => other !== sentence && !wasSaid(other, said));
