import type { Placed } from '../roll.ts';

/** What is played after one another: each stretch is a layer of the roll. */
export type Voice = 'given' | 'composed';
export type Wanted = Voice | 'both';

/** A note as it is heard: when and how long in sixteenths from the beginning of all, how high as a MIDI number. */
export interface Heard {
  readonly from: number;
  readonly length: number;
  readonly pitch: number;
  readonly voice: Voice;
}

export interface Stretch {
  readonly voice: Voice;
  readonly from: number;
  readonly to: number;
  /** Moments at which its notes and rests begin, from its own beginning. */
  readonly moments: readonly number[];
}

export interface Programme {
  readonly notes: readonly Heard[];
  readonly stretches: readonly Stretch[];
  readonly end: number;
}

/** Silence between two tunes: four beats. */
const BETWEEN = 16;

/** One tune, or both one after the other. Empty where there is no note. */
export function programmeOf(tunes: Readonly<Record<Voice, readonly Placed[]>>, wanted: Wanted): Programme {
  const voices: readonly Voice[] = wanted === 'both' ? ['given', 'composed'] : [wanted];
  const notes: Heard[] = [];
  const stretches: Stretch[] = [];
  let from = 0;
  for (const voice of voices.filter((each) => tunes[each].length > 0)) {
    const last = tunes[voice].reduce((end, { at, duration }) => Math.max(end, at + duration), 0);
    notes.push(...tunes[voice].flatMap((note) => heard(note, from, voice)));
    stretches.push({ voice, from, to: from + last, moments: tunes[voice].map(({ at }) => at) });
    from += last + BETWEEN;
  }
  return { notes, stretches, end: stretches.at(-1)?.to ?? 0 };
}

const heard = ({ at, duration, pitch }: Placed, from: number, voice: Voice): Heard[] =>
  pitch === null ? [] : [{ from: from + at, length: duration, pitch, voice }];

/** Where on the roll it is at a moment of a programme; null between tunes and after the end. */
export function placeAt(
  { stretches }: Programme,
  moment: number,
): { readonly voice: Voice; readonly at: number; readonly begun: number } | null {
  const stretch = stretches.find(({ from, to }) => moment >= from && moment < to);
  if (stretch === undefined) return null;
  const at = moment - stretch.from;
  return { voice: stretch.voice, at, begun: stretch.moments.findLast((begins) => begins <= at) ?? 0 };
}

/** Fixes how sixteenths lie in seconds: `moment` is at `time`, and a beat is a `tempo`th of a minute. */
export interface Anchor {
  readonly moment: number;
  readonly time: number;
  readonly tempo: number;
}

/** Seconds that a sixteenth lasts. */
export const sixteenth = (tempo: number): number => 60 / tempo / 4;

export const timeOf = ({ moment, time, tempo }: Anchor, at: number): number => time + (at - moment) * sixteenth(tempo);
export const momentOf = ({ moment, time, tempo }: Anchor, at: number): number => moment + (at - time) / sixteenth(tempo);

/** The notes from index `next` on that begin before a time. */
export function due(notes: readonly Heard[], anchor: Anchor, next: number, before: number): readonly Heard[] {
  let to = next;
  while (to < notes.length && timeOf(anchor, (notes[to] as Heard).from) < before) to++;
  return notes.slice(next, to);
}

/** Equal temperament: A4, MIDI 69, is 440 Hz. */
export const frequencyOf = (pitch: number): number => 440 * 2 ** ((pitch - 69) / 12);
