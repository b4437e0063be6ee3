import type { Fault } from '../cell/cell.ts';
import { faultAt, faultOf, quote } from '../cell/fault.ts';
import type { Place } from '../cell/place.ts';
import type { Note } from './melody.ts';
import { printDuration, readNote, type Word } from './note.ts';

/** The notes of a melody with what is wrong with them and with their bars, bar by bar. */
interface Body {
  readonly upbeat: number;
  readonly notes: readonly Note[];
  readonly faults: readonly Fault[];
}

/** The words between two bar lines. */
interface Bar {
  readonly words: readonly Word[];
  /** The bar line that closes it, or where the text ends. */
  readonly close: Place;
}

interface Filled extends Omit<Body, 'upbeat'> {
  readonly close: Place;
  /** Sixteenths; null where a word could not be read or reaches past the bar. */
  readonly length: number | null;
}

/**
 * Reads the words of a melody, `|` among them, in bars of `size` sixteenths (null where the metre is not known: no bar is
 * checked). The first bar may be shorter, an upbeat; the last is full or completes the upbeat to a bar.
 */
export function readBars(words: readonly Word[], size: number | null): Body {
  const bars = barsOf(words).map((bar) => fill(bar, size));
  const first = bars[0]?.length ?? size;
  const upbeat = first === null || first === size ? 0 : first;
  const unsure = bars[0]?.length === null;
  const checked = bars.map((bar, k) => {
    const isLast = k === bars.length - 1;
    return size === null || k === 0 || (isLast && unsure) ? [] : wrong(bar, size, isLast ? upbeat : 0);
  });
  const faults = bars.flatMap((bar, k) => [...bar.faults, ...(checked[k] ?? [])]);
  return { upbeat, notes: bars.flatMap(({ notes }) => notes), faults };
}

function barsOf(words: readonly Word[]): Bar[] {
  const bars: Bar[] = [];
  let open: Word[] = [];
  for (const word of words) {
    if (word.text !== '|') {
      open.push(word);
      continue;
    }
    bars.push({ words: open, close: word.place });
    open = [];
  }
  const last = open.at(-1);
  if (last !== undefined) bars.push({ words: open, close: last.place });
  return bars;
}

function fill({ words, close }: Bar, size: number | null): Filled {
  const notes: Note[] = [];
  const faults: Fault[] = [];
  let length = 0;
  for (const word of words) {
    try {
      const note = readNote(word);
      notes.push(note);
      length += note.duration;
      if (size !== null && length > size && faults.length === 0) faults.push(faultAt(word.place, long(word, length - size)));
    } catch (error) {
      faults.push(faultOf(error));
    }
  }
  if (words.length === 0) faults.push(faultAt(close, 'there is no note before this `|`: take it out, or write rests such as `r/1`'));
  return { close, notes, faults, length: faults.length === 0 ? length : null };
}

const long = (word: Word, over: number): string =>
  `${quote(word.text)} ends ${sixteenths(over)} after its bar does: make it shorter, or put \`|\` before it`;

/** What is wrong with the sum of a bar, where `completes` of its sixteenths may already stand in the upbeat. */
function wrong({ length, close }: Filled, size: number, completes: number): Fault[] {
  if (length === null || length === size || length + completes === size) return [];
  const or = completes > 0 ? ` (${size - completes} would complete the upbeat)` : '';
  const lack = printDuration(size - length);
  return [faultAt(close, `this bar has ${length} of ${sixteenths(size)}${or}: write \`r/${lack}\` before its end, or lengthen a note`)];
}

const sixteenths = (count: number): string => `${count} ${count === 1 ? 'sixteenth' : 'sixteenths'}`;
