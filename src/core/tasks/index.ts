import type { Batch } from '../network.ts';
import type { Rng } from '../rng.ts';
import { adding } from './adding.ts';
import { co2 } from './co2.ts';
import type { Options, Sequence, Split, Task } from './task.ts';
import { temporalOrder } from './temporal-order.ts';

/** Every task, by its name in the link. */
export const TASKS = { adding, 'temporal-order': temporalOrder, co2 } as const satisfies Readonly<Record<string, Task>>;
export type TaskName = keyof typeof TASKS;
export const TASK_NAMES = Object.keys(TASKS) as readonly TaskName[];

export const isTaskName = (name: unknown): name is TaskName => typeof name === 'string' && Object.hasOwn(TASKS, name);

/** @throws {RangeError} where no task has that name. */
export function taskOf(name: string): Task {
  if (!isTaskName(name)) throw new RangeError(`no task is named ${name}; there are ${TASK_NAMES.join(', ')}`);
  return TASKS[name];
}

/** The options that a task starts with. */
export const defaultOptions = (task: Task): Options => Object.fromEntries(task.options.map(({ name, value }) => [name, value]));

/** A batch with what is known about its sequences, for the screen. */
export interface LabelledBatch extends Batch {
  /** Per sequence, the steps (from 0) that its answer depends on. */
  readonly clues: readonly (readonly number[])[];
  /** Per sequence, where it was taken from; empty for what is made up. */
  readonly captions: readonly string[];
}

/** Sequences in the probe. */
export const PROBE = 32;

/** The sequences that everything on the screen is measured on: the same for the same seed, never trained on. */
export const probeBatch = (task: Task, options: Options, rng: Rng): LabelledBatch =>
  makeBatch(task, options, rng.fork('probe'), PROBE, 'probe');

/** `size` sequences, each from a fork of its own, with every scored step weighing the same: mask / Σ mask over the batch. */
export function makeBatch(task: Task, options: Options, rng: Rng, size: number, split: Split): LabelledBatch {
  const sequences = Array.from({ length: size }, (_, b) => task.sequence(rng.fork(b), options, split));
  const { steps, inputs, outputs, loss } = task.sizes(options);
  const scored = sequences.reduce((sum, { mask }) => mask.reduce((count, mark) => count + mark, sum), 0);
  return {
    steps,
    size,
    x: byTime(sequences, 'x', steps, inputs),
    y: byTime(sequences, 'y', steps, loss === 'mse' ? outputs : 1),
    weights: byTime(sequences, 'mask', steps, 1).map((mark) => mark / scored),
    clues: sequences.map(({ clues }) => clues),
    captions: sequences.map(({ caption = '' }) => caption),
  };
}

/** Rows (t, ·) of each sequence b laid out as (t, b, ·). */
function byTime(sequences: readonly Sequence[], column: 'x' | 'y' | 'mask', steps: number, width: number): Float32Array {
  const values = new Float32Array(steps * sequences.length * width);
  sequences.forEach((sequence, b) => {
    for (let t = 0; t < steps; t++) {
      values.set(sequence[column].subarray(t * width, (t + 1) * width), (t * sequences.length + b) * width);
    }
  });
  return values;
}

/**
 * A squared-error loss as the error a person would speak of: its root in the task's unit on screen, √loss × scale.
 * Null where the loss is a cross-entropy.
 */
export function scoreOf(task: Task, options: Options, loss: number): { value: number; unit: string } | null {
  if (task.sizes(options).loss !== 'mse') return null;
  const { scale, unit } = task.drawing(options);
  return { value: Math.sqrt(loss) * scale, unit };
}
