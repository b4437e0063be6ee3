import type { Fault } from '../cell/cell.ts';
import { faultAt, quote } from '../cell/fault.ts';
import { nearest } from '../cell/nearest.ts';
import type { Place } from '../cell/place.ts';
import type { Metre } from './melody.ts';
import type { Word } from './note.ts';

/** The lines that name a melody, in the order in which they are printed. */
const HEADERS = ['title', 'origin', 'metre'] as const;
type Header = (typeof HEADERS)[number];

const EXAMPLES: Readonly<Record<Header, string>> = {
  title: 'title: Greensleeves',
  origin: 'origin: traditional, England',
  metre: 'metre: 3/4',
};

/** A line `name: value`. */
export interface HeaderLine {
  readonly name: Word;
  readonly value: Word;
}

export interface Headers {
  readonly title: string;
  readonly origin: string;
  /** Null where it could not be read. */
  readonly metre: Metre | null;
  readonly faults: readonly Fault[];
}

/** Reads the header lines of a melody that begins at `start`. */
export function readHeaders(lines: readonly HeaderLine[], start: Place): Headers {
  const values = new Map<Header, Word>();
  const faults = lines.flatMap((line) => take(values, line));
  for (const name of HEADERS) {
    if (!values.has(name)) faults.push(faultAt(start, `no line gives the ${name} of this melody: add \`${EXAMPLES[name]}\``));
  }
  const metre = readMetre(values.get('metre'));
  if (metre !== null && 'message' in metre) faults.push(metre);
  const text = (name: Header): string => values.get(name)?.text ?? '';
  return { title: text('title'), origin: text('origin'), metre: metre !== null && 'beats' in metre ? metre : null, faults };
}

function take(values: Map<Header, Word>, { name, value }: HeaderLine): Fault[] {
  const header = HEADERS.find((known) => known === name.text);
  if (header === undefined) return [faultAt(name.place, unknown(name.text))];
  if (values.has(header)) return [faultAt(name.place, `the ${header} is given twice: take one of the lines out`)];
  values.set(header, value);
  return value.text === ''
    ? [faultAt(name.place, `the ${header} is empty: write it after the colon, such as \`${EXAMPLES[header]}\``)]
    : [];
}

function unknown(name: string): string {
  const meant = nearest(name, HEADERS);
  const mend = meant === null ? 'the lines before the notes are `title`, `origin` and `metre`' : `did you mean \`${meant}\`?`;
  return `no line is called ${quote(name)}: ${mend}`;
}

const MOST_BEATS = 16;

function readMetre(word: Word | undefined): Metre | Fault | null {
  if (word === undefined || word.text === '') return null;
  const [, beats = 0, unit = 0] = (/^(\d{1,2})\/(\d{1,2})$/.exec(word.text) ?? []).map(Number);
  if (beats >= 1 && beats <= MOST_BEATS && [1, 2, 4, 8, 16].includes(unit)) return { beats, unit };
  const said = `${quote(word.text)} is no metre`;
  if (beats === 0 || unit === 0) return faultAt(word.place, `${said}: write beats and their value, such as \`3/4\` or \`6/8\``);
  if (beats > MOST_BEATS) return faultAt(word.place, `${said}: a bar has at most ${MOST_BEATS} beats`);
  return faultAt(word.place, `${said}: the value of a beat, after the stroke, is 1, 2, 4, 8 or 16`);
}
