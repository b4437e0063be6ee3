import { describeFault } from '../cell/fault.ts';
import { type NoteLosses, noteLosses } from '../music/bigram.ts';
import { heldOut, training } from '../music/melodies.ts';
import type { Melody, Note } from '../music/melody.ts';
import { printNote, readNotes } from '../music/note.ts';
import { ALPHABET, decode, END, encode, SYMBOL_NAMES } from '../music/tokens.ts';
import { varied } from '../music/variants.ts';
import { once } from '../once.ts';
import { perplexity } from './measures.ts';
import { makeRoom, type Room, type Sequence, type Split, type Task, writeSymbol } from './task.ts';

const WIDTH = ALPHABET.length;
/** Symbols of a note: its pitch and its duration. */
const PER_NOTE = 2;
const NOTES = 24;
/** Held-out tunes that the probe has, the others are kept for the score. */
const PROBED = 3;

interface Tune {
  readonly symbols: readonly number[];
  readonly notes: number;
  readonly caption: string;
}

const spelled = ({ title, origin, notes }: Melody): Tune => ({
  symbols: encode(notes),
  notes: notes.length,
  caption: `${title}, ${origin}`,
});

const tunes = once(
  (): Readonly<Record<Split, readonly Tune[]>> => ({
    train: training().map(spelled),
    probe: heldOut().slice(0, PROBED).map(spelled),
    test: heldOut().slice(PROBED).map(spelled),
  }),
);

export const music: Task = {
  name: 'music',
  title: 'Melodies',
  shelf: 'sound',
  start: { cell: 'gru', units: 32, rate: 0.01 },
  sentence:
    'Old folk tunes and some of our own, written as pitch, length, pitch, length: C4 and /4 are a quarter note of middle C. It learns them in all keys, says each time what comes next, and can compose by reading its own answers.',
  watch:
    'Which note follows which is learned at once; to come home to the key at the end of a line, or to repeat a phrase, it has to remember a whole line of notes.',
  options: [
    {
      name: 'notes',
      label: 'Notes',
      explanation: 'How many notes of a tune it reads at once; each is two steps, its pitch and its length.',
      minimum: 4,
      maximum: 64,
      step: 1,
      value: NOTES,
    },
  ],
  sizes: ({ notes = NOTES }) => ({ inputs: WIDTH, outputs: WIDTH, steps: PER_NOTE * notes, loss: 'crossEntropy' }),
  sequence(rng, { notes = NOTES }, split, room) {
    const among = tunes()[split];
    const tune = among[rng.integer(among.length)];
    if (tune === undefined) throw new RangeError(`no melody is kept for ${split}`);
    // Often from its start, else from anywhere, so that every part of a long tune is read.
    const from = rng.integer(3) === 0 ? 0 : rng.integer(Math.max(1, tune.notes - notes + 1));
    const symbols = tune.symbols.slice(PER_NOTE * from, PER_NOTE * (from + notes) + 1);
    // So few tunes are soon known by heart; in other keys and paces they are many.
    const shown = split === 'train' ? varied(symbols, rng) : symbols;
    return { ...write(shown, notes, room), clues: [], caption: tune.caption };
  },
  baselines: (_, split = 'train') => {
    const { alone, after } = lossesFor(split);
    return [
      { label: 'how often each pitch and length is', loss: alone },
      { label: 'knowing the note before', loss: after },
    ];
  },
  drawing: () => ({ input: 'symbols', channel: 0, symbols: SYMBOL_NAMES, outputs: SYMBOL_NAMES, scale: 1, offset: 0, unit: '', digits: 2 }),
  measure: () => perplexity('note', PER_NOTE),
  free: () => ({
    alphabet: SYMBOL_NAMES,
    end: END,
    longest: PER_NOTE * 64 + 1,
    prompt: (text) => {
      const read = readNotes(text, refusal);
      return read.ok ? { symbols: encode(read.notes).slice(0, -1) } : { fault: describeFault(read.fault) };
    },
    print: (symbols) => decode(symbols).map(printNote).join(' '),
    example: 'C4/4 D4/4 E4/4 C4/4',
    exact: false,
  }),
  references: [
    'Eck & Schmidhuber (2002), Finding temporal structure in music: blues improvisation with LSTM recurrent networks',
    'Jelinek & Mercer (1980), Interpolated estimation of Markov source parameters: the baselines',
  ],
};

const LOSSES = new Map<Split, NoteLosses>();

/** Counted on the tunes as they are written, and told on those of a split. */
function lossesFor(split: Split): NoteLosses {
  const symbolsOf = (which: Split) => tunes()[which].map(({ symbols }) => symbols);
  const losses = LOSSES.get(split) ?? noteLosses(symbolsOf('train'), symbolsOf(split), WIDTH);
  LOSSES.set(split, losses);
  return losses;
}

/** What there is to say against a note that the alphabet does not have. */
function refusal(note: Note): string | null {
  try {
    encode([note]);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** As many symbols as there is room for, each followed by what is to be said; after the end nothing is scored. */
function write(symbols: readonly number[], notes: number, room: Room = makeRoom(PER_NOTE * notes, WIDTH, 1)): Omit<Sequence, 'clues'> {
  const { x, y, mask } = room;
  const count = Math.min(symbols.length - 1, PER_NOTE * notes);
  for (let t = 0; t < count; t++) {
    writeSymbol(room, t, symbols[t] ?? 0, WIDTH);
    y[t] = symbols[t + 1] ?? 0;
    mask[t] = 1;
  }
  return { x, y, mask };
}
