import type { Batch } from '../network.ts';
import type { Rng } from '../rng.ts';
import { adding } from './adding.ts';
import { co2 } from './co2.ts';
import { conversation } from './conversation.ts';
import { copyMemory } from './copy.ts';
import { csv } from './csv.ts';
import { latch } from './latch.ts';
import { isSupplied } from './material.ts';
import { music } from './music.ts';
import { noiseFreeLag } from './noise-free-lag.ts';
import { parity } from './parity.ts';
import { randomWalk } from './random-walk.ts';
import { reber } from './reber.ts';
import { recall } from './recall.ts';
import { sines } from './sines.ts';
import { speech } from './speech.ts';
import { type Baseline, makeRoom, type Options, type Room, type Sequence, type Sizes, type Split, type Task } from './task.ts';
import { temporalOrder } from './temporal-order.ts';
import { text } from './text.ts';
import { translateDates } from './translate-dates.ts';
import { translateNumbers } from './translate-numbers.ts';
import { weather } from './weather.ts';

/** Every task, by its name in the link. */
export const TASKS = {
  adding,
  copy: copyMemory,
  'temporal-order': temporalOrder,
  latch,
  'noise-free-lag': noiseFreeLag,
  parity,
  reber,
  recall,
  co2,
  weather,
  sines,
  'random-walk': randomWalk,
  csv,
  text,
  'translate-numbers': translateNumbers,
  'translate-dates': translateDates,
  conversation,
  speech,
  music,
} as const satisfies Readonly<Record<string, Task>>;
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

/** A task's baselines; none while its data are not here. */
export function baselinesOf(task: Task, options: Options, split?: Split): readonly Baseline[] {
  const material = task.material?.(options) ?? null;
  return material === null || isSupplied(material.name) ? task.baselines(options, split) : [];
}

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

/** How far back from its last scored step the clues of a sequence of the probe lie, nearest first: without making the others. None while its data are not here; what a person gives has none. */
export function clueLags(task: Task, options: Options, rng: Rng, sequence: number): readonly number[] {
  const material = task.material?.(options) ?? null;
  if (material !== null && (material.file === null || !isSupplied(material.name))) return [];
  const { clues, mask } = task.sequence(rng.fork('probe').fork(sequence), options, 'probe');
  const last = mask.lastIndexOf(1);
  return [...new Set(clues.map((clue) => last - clue))].filter((lag) => lag >= 0).sort((a, b) => a - b);
}

/** Batches of sequences that are held out for the score. */
export const HELD_OUT_TURNS = 2;

/** A batch of sequences that are held out: the same for the same seed, neither trained on nor of the probe. */
export const heldOutBatch = (task: Task, options: Options, rng: Rng, turn: number, size: number): LabelledBatch =>
  makeBatch(task, options, rng.fork('test', turn), size, 'test');

/** `size` sequences, each from a fork of its own, with every scored step weighing the same: mask / Σ mask over the batch. */
export function makeBatch(task: Task, options: Options, rng: Rng, size: number, split: Split): LabelledBatch {
  return filled(task.sizes(options), size, (b, room) => task.sequence(rng.fork(b), options, split, room));
}

/**
 * What iteration k learns from; k counts from 1. Where the task streams, the sequences go on where those of the iteration
 * before ended: `rng` is then the same for all iterations, and `continues` says that the states are carried over. A batch
 * that is spent gives its arrays where they fit: to allocate and clear new ones took longer than to fill them.
 */
export function trainBatch(task: Task, options: Options, rng: Rng, iteration: number, size: number, spent?: Batch): Batch {
  const { stream } = task;
  const sizes = task.sizes(options);
  if (stream === undefined) {
    const own = rng.fork('batch', iteration);
    return filled(sizes, size, (b, room) => task.sequence(own.fork(b), options, 'train', room), spent);
  }
  let continues = true;
  const make = (index: number, room: Room): Sequence => {
    const sequence = stream(rng, options, { iteration, index, size }, room);
    continues &&= sequence.continues;
    return sequence;
  };
  const batch = filled(sizes, size, make, spent);
  return continues ? { ...batch, continues } : batch;
}

/** All sequences are made in one room, one after the other: to allocate for each took longer than to draw it. */
function filled(
  { steps, inputs, outputs, loss }: Sizes,
  size: number,
  make: (b: number, room: Room) => Sequence,
  spent?: Batch,
): LabelledBatch {
  const answers = loss === 'mse' ? outputs : 1;
  const cells = steps * size;
  const [x, y] = [zeros(cells * inputs, spent?.x), zeros(cells * answers, spent?.y)];
  const batch: Filling = { steps, size, x, y, weights: zeros(cells, spent?.weights), clues: [], captions: [] };
  fill(batch, make, { ...makeRoom(steps, inputs, answers), symbols: new Int16Array(steps).fill(-1) });
  return batch;
}

const zeros = (length: number, spent?: Float32Array): Float32Array => (spent?.length === length ? spent.fill(0) : new Float32Array(length));

function fill(batch: Filling, make: (b: number, room: Room) => Sequence, room: Required<Room>): void {
  let scored = 0;
  for (let b = 0; b < batch.size; b++) {
    const { clues, caption = '' } = make(b, room);
    batch.clues.push(clues);
    batch.captions.push(caption);
    scored += place(room, batch, b);
    if (!reads(room)) room.x.fill(0);
    room.symbols.fill(-1);
    room.y.fill(0);
    room.mask.fill(0);
  }
  for (let k = 0; k < batch.weights.length; k++) batch.weights[k] = (batch.weights[k] as number) / scored;
}

interface Filling extends Batch {
  readonly clues: (readonly number[])[];
  readonly captions: string[];
}

/** Whether what is read was written as symbols: the first step or the last is then one, and x is empty. */
const reads = ({ symbols }: Required<Room>): boolean => (symbols[0] as number) >= 0 || (symbols[symbols.length - 1] as number) >= 0;

/** Lays rows (t, ·) of sequence b out as (t, b, ·), targets where they are scored. Returns the number of scored steps. */
function place(room: Required<Room>, batch: Batch, b: number): number {
  const { x, y, mask, symbols } = room;
  const { steps, size, weights } = batch;
  const inputs = x.length / steps;
  const isSpelled = reads(room);
  const answers = y.length / steps;
  let scored = 0;
  for (let t = 0; t < steps; t++) {
    const at = t * size + b;
    if (!isSpelled) copy(x, t * inputs, batch.x, at * inputs, inputs);
    else if ((symbols[t] as number) >= 0) batch.x[at * inputs + (symbols[t] as number)] = 1;
    if (mask[t] === 0) continue;
    copy(y, t * answers, batch.y, at * answers, answers);
    weights[at] = 1;
    scored++;
  }
  return scored;
}

/** As `set` of a `subarray` onto zeros, without the objects and without writing zeros: rows here are a few numbers, or one of many. */
function copy(source: Float32Array, from: number, target: Float32Array, to: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const value = source[from + i] as number;
    if (value !== 0) target[to + i] = value;
  }
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
