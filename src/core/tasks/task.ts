import type { Start } from '../choices.ts';
import type { Forecast } from '../forecast/forecast.ts';
import type { Range } from '../limits.ts';
import type { Loss } from '../network.ts';
import type { Rng } from '../rng.ts';
import type { FreeRunning } from './free.ts';
import type { Material } from './material.ts';
import type { Measure } from './measures.ts';

/** One of several, by its name in the link and on the screen. */
export interface Choice {
  readonly name: string;
  readonly title: string;
}

/** A whole number that a task lets one set; it stands in the link under its name. */
export interface Option extends Range {
  readonly name: string;
  /** Where it is a choice: what 0, 1, … stand for. The link and the screen name it, the task is given the number. */
  readonly choices?: readonly Choice[];
  /** `set`: the bits of the number are a set, written 1,3,4 in the link; `digest`: of data that a person gave. Both are set by the task's own controls. */
  readonly form?: 'set' | 'digest';
}

export type Options = Readonly<Record<string, number>>;

export interface Sizes {
  readonly inputs: number;
  readonly outputs: number;
  readonly steps: number;
  readonly loss: Loss;
}

/** One sequence with its target. */
export interface Sequence {
  /** (t, i) */
  readonly x: Float32Array;
  /** (t, o), or the class at each step where the loss is cross-entropy. */
  readonly y: Float32Array;
  /** 1 where the step is scored. */
  readonly mask: Uint8Array;
  /** Steps (from 0) whose input the answer depends on, in order; none where every step matters. */
  readonly clues: readonly number[];
  /** Where it was taken from, in words ("May 2003 to April 2008"); absent for what is made up. */
  readonly caption?: string;
}

/** Where a sequence is written: zeros before. */
export interface Room extends Pick<Sequence, 'x' | 'y' | 'mask'> {
  /** Where it is there, what is read at each step may be written here in the place of a one-hot row of x; −1 before, which stands for none. */
  readonly symbols?: Int16Array;
}

/** Writes that step t reads a symbol, one of `width`. */
export function writeSymbol({ x, symbols }: Room, t: number, symbol: number, width: number): void {
  if (symbols === undefined) x[t * width + symbol] = 1;
  else symbols[t] = symbol;
}

/** Room for `steps` rows of `inputs` and of `answers` (the outputs; one where the answer is a class). */
export const makeRoom = (steps: number, inputs: number, answers: number): Room => ({
  x: new Float32Array(steps * inputs),
  y: new Float32Array(steps * answers),
  mask: new Uint8Array(steps),
});

/** Which sequences: those to learn from, the probe's (never trained on), those held out for the score. */
export type Split = 'train' | 'probe' | 'test';

/** The loss of an answer that a person could give without the network. */
export interface Baseline {
  readonly label: string;
  readonly loss: number;
}

/** How a task's sequences are drawn. */
export interface Drawing {
  /** `bars`: one channel as bars from 0; `line`: one channel as a line; `symbols`: one-hot channels as letters; `frames`: all channels as a heat map. */
  readonly input: 'bars' | 'line' | 'symbols' | 'frames';
  /** The channel that is drawn where there are several. */
  readonly channel: number;
  /** Letters of one-hot inputs, in the order of the channels. */
  readonly symbols?: readonly string[];
  /** Names of the outputs: classes, or what each number is. */
  readonly outputs: readonly string[];
  /** Whether any number of outputs may be right at once: each has a target of 1 where it is, of 0 where not. */
  readonly sets?: boolean;
  /** Value on screen = offset + scale × value; of the inputs and of a squared-error target. */
  readonly scale: number;
  readonly offset: number;
  /** Unit on screen; empty where there is none. */
  readonly unit: string;
  /** Decimals worth showing. */
  readonly digits: number;
}

/** What tasks teach, in the order of the gallery. */
export const SHELVES = {
  ladder: 'How far back can it learn from?',
  forecast: 'What comes next?',
  language: 'Letters, one after the other',
  sound: 'Sound',
} as const;
export type Shelf = keyof typeof SHELVES;

/** Where a stretch of a longer text is cut for one of the sequences side by side in a batch. */
export interface Turn {
  /** The iteration, from 1 on. */
  readonly iteration: number;
  /** Which of the sequences side by side, of how many. */
  readonly index: number;
  readonly size: number;
}

/** One file, one task: its sequences, its words, its baselines, how it is drawn. */
export interface Task {
  readonly name: string;
  readonly title: string;
  readonly shelf: Shelf;
  /** What it opens with, where that differs from the page's own defaults. */
  readonly start?: Start;
  /** What is asked of the network, in a sentence or two. */
  readonly sentence: string;
  /** What to watch for, in one sentence. */
  readonly watch: string;
  readonly options: readonly Option[];
  sizes(options: Options): Sizes;
  /** One sequence of the split, in the room where one is given; `rng` decides which, and everything about it. */
  sequence(rng: Rng, options: Options, split: Split, room?: Room): Sequence;
  /** Closed form, or counted on the data of a split (what is trained on, where none is given); the strongest that ignores the sequence first. */
  baselines(options: Options, split?: Split): readonly Baseline[];
  drawing(options: Options): Drawing;
  /** How answers to sequences that were held out are judged, beside the loss. */
  measure(options: Options): Measure;
  /** Data that has to be at hand before a sequence can be made (`supply`); null where all of it is in the code. Sizes are known without, unless a person gives it. */
  material?(options: Options): Material | null;
  /**
   * Sequences to train on that go on where those of the iteration before ended, with the network's states carried over.
   * Gives whether it goes on; a new round starts from zero states.
   */
  stream?(rng: Rng, options: Options, turn: Turn, room?: Room): Sequence & { readonly continues: boolean };
  /** How the network runs on its own answers, where what it reads and what it answers are the same symbols. */
  free?(options: Options): FreeRunning;
  /** How its answers are drawn as forecasts of the data that were held out, at once and fed with their own answers, where it is about what comes next. */
  forecast?(options: Options): Forecast;
  /** Credit that has to stand on the screen for data that others made. */
  readonly credit?: { readonly text: string; readonly url: string };
  readonly references: readonly string[];
}
