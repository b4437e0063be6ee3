import type { Note } from '../../core/music/melody.ts';
import { ALPHABET, REST } from '../../core/music/tokens.ts';

/** A note and when it begins, in sixteenths from the beginning of the roll. */
export interface Placed extends Note {
  readonly at: number;
}

/** One after the other from `from` on. */
export function placed<N extends Note>(notes: readonly N[], from = 0): (N & Placed)[] {
  let at = from;
  return notes.map((note) => {
    const here = { ...note, at };
    at += note.duration;
    return here;
  });
}

export const endOf = (notes: readonly Placed[]): number => notes.reduce((end, { at, duration }) => Math.max(end, at + duration), 0);

/** Sixteenths of a beat, which is a quarter, and of what the roll has a line and a number for. */
export const BEAT = 4;
const STRETCH = 4 * BEAT;

/** The note that sounds, or the rest that is, at a moment; −1 where none is. */
export const indexAt = (notes: readonly Placed[], moment: number): number =>
  notes.findIndex(({ at, duration }) => at <= moment && moment < at + duration);

/** Sixteenths that a roll of notes is wide: whole stretches of four beats, two at least. */
export const spanFor = (end: number): number => Math.max(2, Math.ceil(end / STRETCH)) * STRETCH;

const PITCHES = ALPHABET.slice(0, REST).flatMap((token) => (token.kind === 'pitch' && token.pitch !== null ? [token.pitch] : []));
const LOWEST = PITCHES[0] ?? 0;

/** Rows of the roll, one a pitch of the alphabet, the highest at the top. */
export const ROWS = PITCHES.length;
export const rowOf = (pitch: number): number => ROWS - 1 - (pitch - LOWEST);
export const pitchAt = (row: number): number => LOWEST + ROWS - 1 - row;

const BLACK: ReadonlySet<number> = new Set([1, 3, 6, 8, 10]);
export const isBlack = (pitch: number): boolean => BLACK.has(pitch % 12);

/** Pitches that have their name beside the roll: C, E, G of each octave, which the rows have room for. */
export const NAMED_PITCHES: readonly number[] = PITCHES.filter((pitch) => [0, 4, 7].includes(pitch % 12));

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where a note lies on a roll of `span` sixteenths and so many pixels; null for a rest and for what the roll has no row for. */
export function boxOf({ at, duration, pitch }: Placed, span: number, { width, height }: Pick<Box, 'width' | 'height'>): Box | null {
  if (pitch === null || rowOf(pitch) < 0 || rowOf(pitch) >= ROWS) return null;
  const row = height / ROWS;
  return { left: (at / span) * width, top: rowOf(pitch) * row, width: (duration / span) * width, height: row };
}

/** Numbers of the beats, from 1, under the roll: one for each stretch, or for every second or fourth where they are many. */
export function beatLabels(span: number): readonly { readonly beat: number; readonly share: number }[] {
  const stretches = span / STRETCH;
  const every = [1, 2, 4, 8, 16].find((count) => stretches / count <= 8) ?? 32;
  return Array.from({ length: Math.ceil(stretches / every) }, (_, k) => ({
    beat: (k * every * STRETCH) / BEAT + 1,
    share: (k * every) / stretches,
  }));
}

/** Moments at which something begins, in order; where a press of an arrow key goes among them. */
export function momentAfter(key: string, moment: number, layers: readonly (readonly Placed[])[]): number | null {
  const moments = [...new Set(layers.flatMap((notes) => notes.map(({ at }) => at)))].sort((a, b) => a - b);
  if (key === 'Home') return moments[0] ?? null;
  if (key === 'End') return moments.at(-1) ?? null;
  if (key === 'ArrowRight' || key === 'ArrowUp') return moments.find((at) => at > moment) ?? moments.at(-1) ?? null;
  if (key === 'ArrowLeft' || key === 'ArrowDown') return moments.findLast((at) => at < moment) ?? moments[0] ?? null;
  return null;
}
