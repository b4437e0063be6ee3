import { type Corpus, corpusOf } from '../text/corpus.ts';
import { GRAMS, type Gram, ngramLosses } from '../text/ngrams.ts';
import { isSupplied, type Material, madeOf } from './material.ts';
import { bits } from './measures.ts';
import { symbolsOf, textOf } from './symbols.ts';
import { type Baseline, makeRoom, type Options, type Room, type Sequence, type Split, type Task, writeSymbol } from './task.ts';

/** Every character of the texts that come with the page. */
const ALPHABET = Array.from(`\n !"'(),-.0123456789:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz`);
const WINDOW = 60;

const TEXTS = [
  { name: 'tale', title: 'A tale', file: { bytes: 30_108, digest: 259_337_342_659_036 } },
  { name: 'play', title: 'Scenes of a play', file: { bytes: 29_556, digest: 177_524_960_077_220 } },
  { name: 'recipes', title: 'Recipes', file: { bytes: 28_219, digest: 30_268_447_739_044 } },
] as const;
/** The choice that stands for a person's own text. */
export const OWN_TEXT = TEXTS.length;

/** Under which a person's own text is supplied. */
export const ownTextName = (digest: number): string => `text:${digest}`;

function materialOf({ text = 0, data = 0 }: Options): Material {
  const shipped = TEXTS[text];
  if (shipped === undefined) return { name: ownTextName(data), title: 'Your own text', file: null };
  return { name: `data/${shipped.name}.txt`, title: shipped.title, file: shipped.file };
}

const own = madeOf((bytes) => corpusOf(bytes));
const shipped = madeOf((bytes) => corpusOf(bytes, ALPHABET));

const corpusFor = (options: Options): Corpus => (options['text'] === OWN_TEXT ? own : shipped)(materialOf(options).name);

/** Known before the text is here, but for one that a person gives. */
const alphabetFor = (options: Options): readonly string[] =>
  options['text'] === OWN_TEXT && isSupplied(materialOf(options).name) ? corpusFor(options).alphabet : ALPHABET;

export const text: Task = {
  name: 'text',
  title: 'Text, letter by letter',
  shelf: 'language',
  start: { cell: 'gru', units: 64, rate: 0.004 },
  sentence:
    'The network reads a text one character after the other and says each time which comes next. What it remembers is carried over from window to window.',
  watch:
    'Words take a few letters of memory and are learned first; a bracket that has to be closed or a name that comes back takes more, and no gradient reaches back further than the window.',
  options: [
    {
      name: 'text',
      label: 'Text',
      explanation: 'What it learns from: texts written for this page, or one of your own, which stays on this device.',
      minimum: 0,
      maximum: TEXTS.length,
      step: 1,
      value: 0,
      choices: [...TEXTS.map(({ name, title }) => ({ name, title })), { name: 'own', title: 'Your own' }],
    },
    {
      name: 'window',
      label: 'Window',
      explanation:
        'Characters that the gradient goes back through at once (truncated backpropagation through time). The state is carried over to the next window, the gradient is not: a horizon of another kind.',
      minimum: 10,
      maximum: 400,
      step: 1,
      value: WINDOW,
    },
    {
      name: 'data',
      label: 'Own text',
      explanation: 'The digest of your own text.',
      minimum: 0,
      maximum: 281_474_976_710_655,
      step: 1,
      value: 0,
      form: 'digest',
    },
  ],
  sizes(options) {
    const { length } = alphabetFor(options);
    return { inputs: length, outputs: length, steps: options['window'] ?? WINDOW, loss: 'crossEntropy' };
  },
  material: materialOf,
  sequence(rng, options, split, room) {
    const { window = WINDOW } = options;
    const [from, to] = corpusFor(options).parts[split];
    const at = from + rng.integer(Math.max(1, to - from - window));
    const sequence = write(options, at, room);
    // A held-out window is judged where the network has read something.
    if (split === 'test') sequence.mask.fill(0, 0, Math.floor(window / 2));
    return sequence;
  },
  stream(rng, options, { iteration, index, size }, room) {
    const { window = WINDOW } = options;
    const [from, to] = corpusFor(options).parts.train;
    const share = (to - from - window) / size;
    const windows = Math.max(1, Math.floor(share / window));
    const [round, turn] = [Math.floor((iteration - 1) / windows), (iteration - 1) % windows];
    const shift = rng.fork('round', round).integer(window);
    const at = from + Math.floor(index * share) + turn * window + shift;
    return { ...write(options, Math.min(at, to - window - 1), room), continues: turn > 0 };
  },
  baselines(options, split = 'train') {
    if (!isSupplied(materialOf(options).name)) return [];
    const losses = lossesFor(options, split);
    return GRAMS.map((gram): Baseline => ({ label: LABELS[gram], loss: losses[gram] }));
  },
  drawing(options) {
    const symbols = alphabetFor(options).map(visible);
    return { input: 'symbols', channel: 0, symbols, outputs: symbols, scale: 1, offset: 0, unit: '', digits: 2 };
  },
  measure: () => bits('character'),
  free(options) {
    const alphabet = alphabetFor(options);
    return {
      alphabet,
      end: null,
      longest: 1000,
      prompt: (prompt) => symbolsOf(prompt, alphabet),
      print: (symbols) => textOf(symbols, { alphabet }),
      example: exampleFor(options),
      exact: false,
    };
  },
  references: [
    'Graves (2013), Generating Sequences With Recurrent Neural Networks, section 3',
    'Williams & Peng (1990), An efficient gradient-based algorithm for on-line training of recurrent network trajectories: truncated BPTT',
    'Jelinek & Mercer (1980), Interpolated estimation of Markov source parameters: the baselines',
  ],
};

/** How a text begins: a person's own may be in any language. */
function exampleFor(options: Options): string {
  if (options['text'] !== OWN_TEXT || !isSupplied(materialOf(options).name)) return 'The ';
  const { symbols, alphabet } = corpusFor(options);
  return (
    textOf(Array.from(symbols.subarray(0, 12)), { alphabet })
      .trim()
      .split('\n')[0] ||
    (alphabet[0] ?? '')
  );
}

const LABELS: Readonly<Record<Gram, string>> = {
  unigram: 'how often each letter is',
  bigram: 'one letter back',
  trigram: 'two letters back',
};

/** Spaces and new lines as something to see. */
const visible = (character: string): string => (character === ' ' ? '␣' : character === '\n' ? '↵' : character);

/** The window from character `at` on, and what follows each of its characters. */
function write(options: Options, at: number, given?: Room): Sequence {
  const { window = WINDOW } = options;
  const { symbols, alphabet } = corpusFor(options);
  if (at < 0 || at + window >= symbols.length)
    throw new RangeError(`a window of ${window} characters from ${at + 1} on leaves a text of ${symbols.length}`);
  const room = given ?? makeRoom(window, alphabet.length, 1);
  const { x, y, mask } = room;
  for (let t = 0; t < window; t++) {
    writeSymbol(room, t, symbols[at + t] ?? 0, alphabet.length);
    y[t] = symbols[at + t + 1] as number;
    mask[t] = 1;
  }
  return { x, y, mask, clues: [], caption: `from character ${at + 1} on` };
}

const LOSSES = new WeakMap<Corpus, Map<Split, ReturnType<typeof ngramLosses>>>();

/** Counted on what is learned from, and told on a split. */
function lossesFor(options: Options, split: Split): ReturnType<typeof ngramLosses> {
  const corpus = corpusFor(options);
  const known = LOSSES.get(corpus) ?? new Map();
  LOSSES.set(corpus, known);
  const part = (which: Split) => corpus.symbols.subarray(...corpus.parts[which]);
  const losses = known.get(split) ?? ngramLosses(part('train'), part(split), corpus.alphabet.length);
  known.set(split, losses);
  return losses;
}
