import { END, notesIn, REST } from '../../core/music/tokens.ts';
import { counted } from '../lanes/words.ts';
import { type Placed, placed } from './roll.ts';

/** A tune that the network composed. */
export interface Composed {
  readonly iteration: number;
  /** Those that it began with, then its own. */
  readonly notes: readonly Placed[];
  /** How many it began with. */
  readonly prompt: number;
  /** Whether it ended the tune itself. */
  readonly ended: boolean;
  /** Symbols that made no note, since pitch and length did not take turns; a last pitch that was cut off from its length is none. */
  readonly lost: number;
}

const PER_NOTE = 2;

/** What the network answered, and when. */
interface Answer {
  readonly iteration: number;
  readonly symbols: readonly number[];
}

/** What was answered to a prompt, as one tune with it. */
export function composedOf(prompt: readonly number[], { iteration, symbols }: Answer, end: number): Composed {
  const ended = symbols.at(-1) === end;
  const notes = placed(notesIn([...prompt, ...symbols]));
  const begun = notesIn(prompt).length;
  const cut = ended || isPitch(symbols.at(-1)) ? 1 : 0;
  const lost = symbols.length - cut - PER_NOTE * (notes.length - begun);
  return { iteration, notes, prompt: begun, ended, lost };
}

const isPitch = (symbol = END): boolean => symbol <= REST;

/** What there is to say of it, in a sentence. */
export function describeComposed({ iteration, notes, prompt, ended, lost }: Composed): string {
  const made = notes.length - prompt;
  const end = ended ? ', ended by itself' : '';
  const silent = lost > 0 ? ` ${counted(lost, 'symbol')} out of turn made none.` : '';
  return `${counted(made, 'note')} of its own after iteration ${iteration}${end}.${silent}`;
}
