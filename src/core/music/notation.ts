import type { Fault } from '../cell/cell.ts';
import { faultAt, quote } from '../cell/fault.ts';
import type { Place } from '../cell/place.ts';
import { linesOf, type SourceLine } from '../cell/scan.ts';
import { readBars } from './bars.ts';
import { type HeaderLine, readHeaders } from './headers.ts';
import { barOf, type Melody, type Note } from './melody.ts';
import { printNote, type Word, wordsOf } from './note.ts';

export type ParsedMelodies =
  | { readonly ok: true; readonly melodies: readonly Melody[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** How many faults are told at once. */
const MOST_FAULTS = 20;
/** Bars on a printed line. */
const BARS_PER_LINE = 4;

/**
 * Reads melodies, one voice each, written as text; blank lines stand between them:
 *
 *     title: Oranges and Lemons
 *     origin: traditional, England
 *     metre: 3/4
 *     r/4 G4/4 | E4/4 G4/4 E4/4 | C4/2 r/4 |
 *
 * - A note is a pitch, a stroke and a duration, with space between notes. The pitch is a letter from A to G, `#` or `b`
 *   where it is raised or lowered, and the octave from 0 to 8 (scientific pitch: `C4` is middle C, MIDI 60). `r` is a rest.
 * - The duration is a note value: `1` a whole note, `2` a half, `4` a quarter, `8`, `16`; a dot makes it half as long
 *   again (`4.`), and values are added with `+` (`2+8`). The shortest is a sixteenth.
 * - `|` closes a bar, which must be full. The first bar may be shorter, an upbeat, and the last may be shorter by as much.
 *   A note does not cross a bar line; lines may be broken anywhere between words.
 * - The three lines before the notes may stand in any order. There are no comments.
 *
 * Never throws: what is wrong is told with its line, its column and a mend, in the order of the text.
 */
export function parseMelodies(text: string): ParsedMelodies {
  const read = groupsOf(linesOf(text)).map(readMelody);
  const faults = read.flatMap((one) => one.faults);
  if (read.length === 0) faults.push(faultAt(START, 'there is no melody here: begin with a line such as `title: Greensleeves`'));
  if (faults.length > 0) return { ok: false, faults: faults.sort((a, b) => a.offset - b.offset).slice(0, MOST_FAULTS) };
  return { ok: true, melodies: read.map(({ melody }) => melody) };
}

const START: Place = { line: 1, column: 1, offset: 0, length: 0 };

/** Lines that stand together, without the blank ones between. */
function groupsOf(lines: readonly SourceLine[]): SourceLine[][] {
  const groups: SourceLine[][] = [];
  let joins = false;
  for (const line of lines) {
    const blank = line.text.trim() === '';
    if (!blank && joins) groups.at(-1)?.push(line);
    else if (!blank) groups.push([line]);
    joins = !blank;
  }
  return groups;
}

function readMelody(lines: readonly SourceLine[]): { melody: Melody; faults: Fault[] } {
  const { headers, words, late } = partsOf(lines);
  const start = { ...START, line: lines[0]?.line ?? 1, offset: lines[0]?.offset ?? 0 };
  const { title, origin, metre, faults } = readHeaders(headers, start);
  const { upbeat, notes, faults: wrong } = readBars(words, metre === null ? null : barOf(metre));
  const silent = words.every((word) => word.text === '|') ? [faultAt(start, NO_NOTES)] : [];
  const melody = { title, origin, metre: metre ?? { beats: 4, unit: 4 }, upbeat, notes };
  return { melody, faults: [...faults, ...late, ...silent, ...wrong] };
}

const NO_NOTES = 'this melody has no notes: write them below its title, such as `C4/4 D4/4 E4/2 |`';

interface Parts {
  readonly headers: HeaderLine[];
  readonly words: Word[];
  /** What is wrong with header lines that come after notes. */
  readonly late: Fault[];
}

function partsOf(lines: readonly SourceLine[]): Parts {
  const parts: Parts = { headers: [], words: [], late: [] };
  for (const line of lines) {
    const header = headerOf(line);
    if (header === null) for (const word of wordsOf(line)) parts.words.push(word);
    else if (parts.words.length === 0) parts.headers.push(header);
    else parts.late.push(faultAt(header.name.place, stray(header.name.text)));
  }
  return parts;
}

const stray = (name: string): string =>
  `${quote(`${name}:`)} stands after notes: move it above them, or put a blank line before the next melody`;

function headerOf({ text, line, offset }: SourceLine): HeaderLine | null {
  const [, before = '', name, between = '', value = ''] = /^(\s*)(\p{L}[\p{L}\p{N}_-]*\p{L})(\s*:\s*)(.*)$/u.exec(text) ?? [];
  if (name === undefined) return null;
  const place = (at: number, length: number): Place => ({ line, column: at + 1, offset: offset + at, length });
  const trimmed = value.trim();
  const after = before.length + name.length + between.length;
  return {
    name: { text: name, place: place(before.length, name.length) },
    value: { text: trimmed, place: place(after, trimmed.length) },
  };
}

/** A melody as `parseMelodies` reads it: three lines that name it, then its bars, four on a line. */
export function printMelody({ title, origin, metre, upbeat, notes }: Melody): string {
  const size = barOf(metre);
  const bars = inBars(notes, upbeat, size).map((bar) => `${bar.map(printNote).join(' ')} |`);
  const lines = Array.from({ length: Math.ceil(bars.length / BARS_PER_LINE) }, (_, k) =>
    bars.slice(k * BARS_PER_LINE, (k + 1) * BARS_PER_LINE).join(' '),
  );
  return [`title: ${title}`, `origin: ${origin}`, `metre: ${metre.beats}/${metre.unit}`, ...lines].join('\n');
}

/** The notes of each bar; the first may be an upbeat, the last is what is left. */
function inBars(notes: readonly Note[], upbeat: number, size: number): Note[][] {
  const bars: Note[][] = [];
  let room = 0;
  for (const note of notes) {
    if (room <= 0) {
      room = bars.length === 0 && upbeat > 0 ? upbeat : size;
      bars.push([]);
    }
    bars.at(-1)?.push(note);
    room -= note.duration;
  }
  return bars;
}
