import { HELD_OUT, TRAINING } from '../music/melodies.ts';
import type { Melody } from '../music/melody.ts';
import { printNote, readNotes } from '../music/note.ts';
import { ALPHABET, decode, END, encode, SYMBOL_NAMES } from '../music/tokens.ts';
import { ngramLosses } from '../text/ngrams.ts';
import { perplexity } from './measures.ts';
import { makeRoom, type Room, type Sequence, type Split, type Task } from './task.ts';

const WIDTH = ALPHABET.length;
/** Symbols of a note: its pitch and its duration. */
const PER_NOTE = 2;
const NOTES = 24;
/** Held-out tunes that the probe has, the others are kept for the score. */
const PROBED = 4;

const MELODIES: Readonly<Record<Split, readonly Melody[]>> = {
  train: TRAINING,
  probe: HELD_OUT.slice(0, PROBED),
  test: HELD_OUT.slice(PROBED),
};

export const music: Task = {
  name: 'music',
  title: 'Melodies',
  shelf: 'sound',
  start: { cell: 'gru', units: 64, rate: 0.005 },
  sentence:
    'Old folk tunes and some of our own, written as pitch, length, pitch, length … in one key. The network says each time what comes next, and can compose by reading its own answers.',
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
    const melody = MELODIES[split][rng.integer(MELODIES[split].length)];
    if (melody === undefined) throw new RangeError(`no melody is kept for ${split}`);
    // Often from its start, else from anywhere, so that every part of a long tune is read.
    const last = Math.max(0, melody.notes.length - notes);
    const from = rng.integer(3) === 0 ? 0 : rng.integer(last + 1);
    return { ...write(encode(melody.notes.slice(from)), notes, room), clues: [], caption: `${melody.title}, ${melody.origin}` };
  },
  baselines: (_, split = 'train') => {
    const { unigram, trigram } = lossesFor(split);
    return [
      { label: 'how often each pitch and length is', loss: unigram },
      { label: 'knowing the note before', loss: trigram },
    ];
  },
  drawing: () => ({ input: 'symbols', channel: 0, symbols: SYMBOL_NAMES, outputs: SYMBOL_NAMES, scale: 1, offset: 0, unit: '', digits: 2 }),
  measure: () => perplexity('note', PER_NOTE),
  free: () => ({
    alphabet: SYMBOL_NAMES,
    end: END,
    longest: PER_NOTE * 64 + 1,
    prompt: (text) => {
      const read = readNotes(text);
      return read.ok ? spell(read.notes) : { fault: read.fault };
    },
    print: (symbols) => decode(symbols).map(printNote).join(' '),
    example: 'C4/4 D4/4 E4/4 C4/4',
    exact: false,
  }),
  references: ['Eck & Schmidhuber (2002), Finding temporal structure in music: blues improvisation with LSTM recurrent networks'],
};

const LOSSES = new Map<Split, ReturnType<typeof ngramLosses>>();

function lossesFor(split: Split): ReturnType<typeof ngramLosses> {
  const losses = LOSSES.get(split) ?? ngramLosses(spelled('train'), spelled(split), WIDTH);
  LOSSES.set(split, losses);
  return losses;
}

/** All melodies of a split, one after the other. */
const spelled = (split: Split): number[] => MELODIES[split].flatMap(({ notes }) => encode(notes));

/** Notes as symbols without the end, or a sentence on one that no melody has. */
function spell(notes: Parameters<typeof encode>[0]): { readonly symbols: readonly number[] } | { readonly fault: string } {
  try {
    return { symbols: encode(notes).slice(0, -1) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** As many symbols as there is room for, each followed by what is to be said; after the end nothing is scored. */
function write(
  symbols: readonly number[],
  notes: number,
  { x, y, mask }: Room = makeRoom(PER_NOTE * notes, WIDTH, 1),
): Omit<Sequence, 'clues'> {
  const count = Math.min(symbols.length - 1, PER_NOTE * notes);
  for (let t = 0; t < count; t++) {
    x[t * WIDTH + (symbols[t] ?? 0)] = 1;
    y[t] = symbols[t + 1] ?? 0;
    mask[t] = 1;
  }
  return { x, y, mask };
}
