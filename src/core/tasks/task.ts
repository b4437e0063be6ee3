import type { Range } from '../limits.ts';
import type { Loss } from '../network.ts';
import type { Rng } from '../rng.ts';

/** A whole number that a task lets one set; it stands in the link under its name. */
export interface Option extends Range {
  readonly name: string;
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
export type Room = Pick<Sequence, 'x' | 'y' | 'mask'>;

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
  /** `bars`: one channel as bars from 0; `line`: one channel as a line; `symbols`: one-hot channels as letters. */
  readonly input: 'bars' | 'line' | 'symbols';
  /** The channel that is drawn where there are several. */
  readonly channel: number;
  /** Letters of one-hot inputs, in the order of the channels. */
  readonly symbols?: readonly string[];
  /** Names of the outputs: classes, or what each number is. */
  readonly outputs: readonly string[];
  /** Value on screen = offset + scale × value; of the inputs and of a squared-error target. */
  readonly scale: number;
  readonly offset: number;
  /** Unit on screen; empty where there is none. */
  readonly unit: string;
  /** Decimals worth showing. */
  readonly digits: number;
}

/** One file, one task: its sequences, its words, its baselines, how it is drawn. */
export interface Task {
  readonly name: string;
  readonly title: string;
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
  /** Credit that has to stand on the screen for data that others made. */
  readonly credit?: { readonly text: string; readonly url: string };
  readonly references: readonly string[];
}
