import type { Fault } from '../cell/cell.ts';
import { faultAt, faultOf, LineFault, quote } from '../cell/fault.ts';
import type { Place } from '../cell/place.ts';
import { linesOf, type SourceLine } from '../cell/scan.ts';
import type { Note } from './melody.ts';

/** A piece of text and where it stands. */
export interface Word {
  readonly text: string;
  readonly place: Place;
}

/** C0 to B8. */
const LOWEST = 12;
const HIGHEST = 119;

const LETTERS: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;

/** Written values and their sixteenths, the longest first. */
const VALUES: readonly (readonly [string, number])[] = [
  ['1.', 24],
  ['1', 16],
  ['2.', 12],
  ['2', 8],
  ['4.', 6],
  ['4', 4],
  ['8.', 3],
  ['8', 2],
  ['16', 1],
];
const SIXTEENTHS: ReadonlyMap<string, number> = new Map(VALUES);

/** "F#4" for 66: the octave changes at C, black keys are sharps. */
export const pitchName = (pitch: number): string => `${NAMES[pitch % 12]}${Math.floor(pitch / 12) - 1}`;

/** "C4/4", "r/8", "A3/2+8". */
export const printNote = ({ pitch, duration }: Note): string => `${pitch === null ? 'r' : pitchName(pitch)}/${printDuration(duration)}`;

/** The fewest values, the longest first: 10 sixteenths are "2+8". */
export function printDuration(duration: number): string {
  const parts: string[] = [];
  let left = duration;
  for (const [text, value] of VALUES) {
    for (; left >= value; left -= value) parts.push(text);
  }
  return parts.join('+');
}

/** Reads "C4/4"; throws a `LineFault` that tells what is wrong with which part of it. */
export function readNote({ text, place }: Word): Note {
  const slash = text.indexOf('/');
  if (slash < 0) throw new LineFault(place, `${quote(text)} has no duration: write \`${startOf(text)}/4\` for a quarter`);
  const pitch = readPitch({ text: text.slice(0, slash), place: { ...place, length: slash } });
  const after = { ...place, column: place.column + slash + 1, offset: place.offset + slash + 1, length: text.length - slash - 1 };
  return { pitch, duration: readDuration({ text: text.slice(slash + 1), place: after }) };
}

const PITCH = /^([A-G])([#♯b♭]?)([0-8])$/u;

/** What the text would be with a duration, where it is a pitch or a rest; else an example. */
const startOf = (text: string): string => (text === 'r' || PITCH.test(text) ? text : 'C4');

function readPitch({ text, place }: Word): number | null {
  if (text === 'r') return null;
  const [, letter, accidental = '', octave] = PITCH.exec(text) ?? [];
  if (letter === undefined) throw new LineFault(place, whatIsWrongWith(text));
  const pitch = 12 * (Number(octave) + 1) + (LETTERS[letter] ?? 0) + shiftOf(accidental);
  if (pitch < LOWEST || pitch > HIGHEST) throw new LineFault(place, `${quote(text)} lies outside C0 to B8: take a pitch between them`);
  return pitch;
}

const shiftOf = (accidental: string): number => (accidental === '' ? 0 : '#♯'.includes(accidental) ? 1 : -1);

function whatIsWrongWith(text: string): string {
  const said = quote(text);
  if (text === '') return 'there is no pitch before this duration: write one, such as `C4/4`, or `r/4` for a rest';
  if (/^[rRzZ]/.test(text)) return `${said} is no rest: write \`r\`, as in \`r/4\``;
  if (/^[Hh]/.test(text)) return `${said} is no pitch here: the note below C is \`B\``;
  if (/^[a-g][#♯b♭]?\d?$/u.test(text))
    return `${said} begins with a small letter: write \`${text.charAt(0).toUpperCase()}${text.slice(1)}\``;
  if (/^[A-G][#♯b♭]?$/u.test(text)) return `${said} has no octave: write \`${text}4\` for the one above middle C`;
  if (/^[A-G][#♯b♭]{2}/u.test(text)) return `${said} has two accidentals: write one \`#\` or \`b\`, or the key beside it`;
  if (/^[A-G][#♯b♭]?-?\d+$/u.test(text)) return `${said} has no such octave: they run from 0 to 8, middle C is \`C4\``;
  return `${said} is no pitch: write a letter from A to G, \`#\` or \`b\` if any, and the octave, such as \`F#4\``;
}

function readDuration({ text, place }: Word): number {
  let sum = 0;
  let at = 0;
  for (const part of text.split('+')) {
    const value = SIXTEENTHS.get(part);
    if (value === undefined) throw new LineFault(partOf(place, at, part), whatIsNoValue(part));
    sum += value;
    at += part.length + 1;
  }
  return sum;
}

const partOf = (place: Place, at: number, part: string): Place => ({
  ...place,
  column: place.column + at,
  offset: place.offset + at,
  length: part.length,
});

function whatIsNoValue(part: string): string {
  if (part === '') return 'a note value is missing here: write 1, 2, 4, 8 or 16, as in `C4/4`';
  if (/^(16\.|32|64)/.test(part)) return `${quote(part)} is not a whole number of sixteenths: the shortest value is 16`;
  if (/^\d+\.\.+$/.test(part)) return `${quote(part)} has more than one dot: add the values instead, as in \`4+8+16\``;
  return `${quote(part)} is no note value: write 1, 2, 4, 8 or 16, with a dot where it lasts half as long again`;
}

/** The words of a line, `|` among them. */
export const wordsOf = ({ text, line, offset }: SourceLine): Word[] =>
  [...text.matchAll(/\||[^\s|]+/g)].map((match) => ({
    text: match[0],
    place: { line, column: match.index + 1, offset: offset + match.index, length: match[0].length },
  }));

export type ReadNotes = { readonly ok: true; readonly notes: readonly Note[] } | { readonly ok: false; readonly fault: Fault };

/**
 * Notes with space between them, whatever bars they stand in; or what is wrong with the first that is none, or that
 * `refuse` has something to say against. Never throws.
 */
export function readNotes(text: string, refuse: (note: Note) => string | null = () => null): ReadNotes {
  const notes: Note[] = [];
  for (const word of linesOf(text).flatMap(wordsOf)) {
    if (word.text === '|') continue;
    try {
      const note = readNote(word);
      const refusal = refuse(note);
      if (refusal !== null) return { ok: false, fault: faultAt(word.place, refusal) };
      notes.push(note);
    } catch (error) {
      return { ok: false, fault: faultOf(error) };
    }
  }
  return { ok: true, notes };
}
