import { log } from '../exact/log.ts';
import { createRng } from '../rng.ts';
import { symbolsRead } from './symbols.ts';
import type { Options, Sequence, Task } from './task.ts';

/** Sequences of a task, each of a seed of its own. */
export const draw = (task: Task, options: Options, count = 1000): readonly Sequence[] =>
  Array.from({ length: count }, (_, k) => task.sequence(createRng(task.name, k), options, 'train'));

/** What each step reads, by its name on the screen. */
export function lettersOf(task: Task, options: Options, { x }: Sequence): string[] {
  const { symbols = [] } = task.drawing(options);
  return symbolsRead(x, symbols.length).map((symbol) => symbols[symbol] ?? '');
}

/** Whether every step reads exactly one symbol. */
export function readsOneEach({ x }: Sequence, width: number): boolean {
  const rows = Array.from({ length: x.length / width }, (_, t) => x.subarray(t * width, (t + 1) * width));
  return rows.every((row) => row.every((value) => value === 0 || value === 1) && row.reduce((sum, value) => sum + value) === 1);
}

/** The loss of the best answer that is the same for every sequence, with one of its own for each step, on sequences that were drawn: their mean, or how often each class came. */
export function bestConstant(task: Task, options: Options, drawn: readonly Sequence[]): number {
  const { steps, outputs, loss } = task.sizes(options);
  const scored = Array.from({ length: steps }, (_, t) => t).filter((t) => drawn[0]?.mask[t] === 1);
  const losses = scored.map((t) => (loss === 'mse' ? variance(drawn, t, outputs) : entropy(drawn, t)));
  return losses.reduce((sum, value) => sum + value, 0) / scored.length;
}

function variance(drawn: readonly Sequence[], t: number, outputs: number): number {
  let sum = 0;
  for (let o = 0; o < outputs; o++) {
    const values = drawn.map(({ y }) => y[t * outputs + o] ?? Number.NaN);
    const mean = values.reduce((total, value) => total + value, 0) / values.length;
    sum += values.reduce((total, value) => total + (value - mean) * (value - mean), 0) / values.length;
  }
  return sum / outputs;
}

function entropy(drawn: readonly Sequence[], t: number): number {
  const counts = new Map<number, number>();
  for (const { y } of drawn) counts.set(y[t] ?? -1, (counts.get(y[t] ?? -1) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / drawn.length) * log(count / drawn.length), 0);
}

/** How often each value comes, as shares. */
export function sharesOf<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const shares = new Map<T, number>();
  for (const value of values) shares.set(value, (shares.get(value) ?? 0) + 1 / values.length);
  return shares;
}
