import type { Cell } from '../cell/cell.ts';
import type { Differentiation } from '../network.ts';
import { normAt } from './norms.ts';
import { factorText, lossText } from './words.ts';

/** What stopped training: the loss, the norm of the gradient by the weights, or the weights after an update. */
export type What = 'loss' | 'gradient' | 'weights';

/** Where a differentiation first left the finite. */
export interface Burst {
  /** From 0; null where no step can be named. */
  readonly step: number | null;
  /** "h", "c in layer 2", "the blame for h", "the loss". */
  readonly quantity: string;
  /** The first value that was not finite. */
  readonly value: number;
  readonly pass: 'forward' | 'backward' | 'whole';
  /** By what factor it grew a step over its last finite steps, in the direction of the pass; NaN where that does not lead to where it burst. */
  readonly growth: number;
}

interface Shape {
  readonly steps: number;
  readonly size: number;
  /** Of each row (t, b): 0 where it is not scored; all are where it is missing. */
  readonly weights?: ArrayLike<number>;
}

type Found = { readonly step: number; readonly sequence: number; readonly value: number };
type Candidate = { readonly quantity: string; readonly values: ArrayLike<number> };

/**
 * The first thing that is not finite: in the order of the forward pass (step by step, layer by layer, line by line), then,
 * where all of that is finite, the loss, whose squares overflow before the answers do; then in the order of the backward
 * pass, from the last step to the first; then the gradient by the parameters. Null where everything is finite.
 */
export function burstOf(cell: Cell, differentiation: Differentiation, shape: Shape): Burst | null {
  return (
    earliest(forwardOf(cell, differentiation), shape, 'forward') ??
    overflowOf(differentiation, shape) ??
    earliest(backwardOf(cell, differentiation), shape, 'backward') ??
    whole('the gradient by the weights', differentiation.parameterGradients)
  );
}

function forwardOf({ equations }: Cell, { states, gates, outputs }: Differentiation): Candidate[] {
  const layers = states.get('h')?.length ?? 0;
  const lines = byLayer(layers, (layer) =>
    equations.map(({ name }) => {
      const state = name.endsWith("'") ? name.slice(0, -1) : null;
      return { name: state ?? name, values: (state === null ? gates.get(name) : states.get(state))?.[layer] };
    }),
  );
  return [...lines, { quantity: 'the answer', values: outputs }];
}

/** From the last layer down, and in a layer from the last line up. */
function backwardOf({ equations }: Cell, { stateGradients, inputGradients }: Differentiation): Candidate[] {
  const layers = stateGradients.get('h')?.length ?? 0;
  const lines = byLayer(layers, (layer) =>
    equations
      .filter(({ name }) => name.endsWith("'"))
      .map(({ name }) => ({ name: `the blame for ${name.slice(0, -1)}`, values: stateGradients.get(name.slice(0, -1))?.[layer] })),
  );
  return [...lines.reverse(), { quantity: 'the blame for x', values: inputGradients }];
}

function byLayer(
  layers: number,
  lines: (layer: number) => readonly { name: string; values: ArrayLike<number> | undefined }[],
): Candidate[] {
  return Array.from({ length: layers }, (_, layer) =>
    lines(layer).flatMap(({ name, values }) =>
      values === undefined ? [] : [{ quantity: layers > 1 ? `${name} in layer ${layer + 1}` : name, values }],
    ),
  ).flat();
}

function earliest(candidates: readonly Candidate[], shape: Shape, pass: 'forward' | 'backward'): Burst | null {
  const isBefore = (a: Found, b: Found): boolean => (pass === 'forward' ? a.step < b.step : a.step > b.step);
  let best: (Candidate & Found) | null = null;
  for (const candidate of candidates) {
    const found = firstIn(candidate.values, shape, pass);
    if (found !== null && (best === null || isBefore(found, best))) best = { ...candidate, ...found };
  }
  if (best === null) return null;
  const { step, quantity, value } = best;
  return { step, quantity, value, pass, growth: growthOf(best, shape, pass) };
}

/** The first entry that is not finite, by step in the direction of the pass. */
function firstIn(values: ArrayLike<number>, { steps, size }: Shape, pass: 'forward' | 'backward'): Found | null {
  const width = values.length / (steps * size);
  for (let k = 0; k < steps; k++) {
    const step = pass === 'forward' ? k : steps - 1 - k;
    for (let i = step * size * width; i < (step + 1) * size * width; i++) {
      const value = values[i] as number;
      if (!Number.isFinite(value)) return { step, sequence: Math.floor(i / width) - step * size, value };
    }
  }
  return null;
}

/** Steps before the burst whose growth is told. */
const LAST = 3;
/** The largest number of 32 bits. */
const LARGEST = 3.4e38;

/**
 * Geometric mean of the last factors between finite norms of that sequence. It explains the burst only where a step or two
 * more of it leave the 32 bits; else the quantity was thrown out by something else, as by huge weights, and it is NaN.
 */
function growthOf({ values, sequence, step }: Candidate & Found, { steps, size }: Shape, pass: 'forward' | 'backward'): number {
  const width = values.length / (steps * size);
  const back = pass === 'forward' ? -1 : 1;
  const normOf = (t: number): number => normAt([values], (t * size + sequence) * width, width);
  const before = Array.from({ length: LAST + 1 }, (_, k) => step + back * (k + 1)).filter((t) => t >= 0 && t < steps);
  const norms = before.map(normOf);
  const stop = norms.indexOf(0);
  const run = stop < 0 ? norms : norms.slice(0, stop);
  const [last = 0, first = 0] = [run[0], run.at(-1)];
  const growth = (last / first) ** (1 / (run.length - 1));
  return growth > 1 && last * growth ** 2 > LARGEST ? growth : Number.NaN;
}

/** A loss that left the finite though every answer is finite: at the scored step whose answer is largest, since its square is. */
function overflowOf({ loss, outputs }: Differentiation, { steps, size, weights }: Shape): Burst | null {
  if (Number.isFinite(loss)) return null;
  const width = outputs.length / (steps * size);
  let largest = { row: -1, magnitude: -1 };
  for (let i = 0; i < outputs.length; i++) {
    const row = Math.floor(i / width);
    const magnitude = Math.abs(outputs[i] ?? 0);
    if (weights?.[row] !== 0 && magnitude > largest.magnitude) largest = { row, magnitude };
  }
  const step = largest.row < 0 ? null : Math.floor(largest.row / size);
  return { step, quantity: 'the loss', value: loss, pass: 'forward', growth: Number.NaN };
}

function whole(quantity: string, values: ArrayLike<number>): Burst | null {
  const value = Array.from(values).find((entry) => !Number.isFinite(entry));
  return value === undefined ? null : { step: null, quantity, value, pass: 'whole', growth: Number.NaN };
}

/** The last update before the explosion, which is taken back since it led there. */
export interface Update {
  /** ‖Δθ‖₂ */
  readonly size: number;
  /** max |θ| before it and after it. */
  readonly before: number;
  readonly after: number;
}

/** From the weights before and after it. */
export function updateOf(before: ArrayLike<number>, after: ArrayLike<number>): Update {
  const change = Float64Array.from(after, (value, i) => value - (before[i] as number));
  return { size: normAt([change], 0, change.length), before: largest(before), after: largest(after) };
}

const largest = (values: ArrayLike<number>): number => Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** An update that makes the largest weight this many times as large has run away by itself, whatever the recurrence does. */
const RUNAWAY = 10;
export const isRunaway = ({ before, after }: Update): boolean => after > RUNAWAY * before;

/**
 * What the notice says when training stopped by itself in iteration `failed` and `shown` stays; the remedies stand beside
 * it as buttons. `update` is the one taken back, null where there was none.
 */
export function explosionText(what: What, failed: number, shown: number, burst: Burst | null, update: Update | null = null): string {
  const stopped = `${SUBJECTS[what]} no longer finite in iteration ${failed}, so training paused; iteration ${shown} stays on show.`;
  return [stopped, updateText(update, failed - 1), burst === null ? '' : placeText(burst)].filter((part) => part !== '').join(' ');
}

function updateText(update: Update | null, iteration: number): string {
  if (update === null) return '';
  if (!isRunaway(update)) return `The update of iteration ${iteration}, which led there, is taken back.`;
  const [size, before, after] = [update.size, update.before, update.after].map(lossText);
  return `The update of iteration ${iteration}, of size ${size}, took the largest weight from ${before} to ${after}; it is taken back.`;
}

const SUBJECTS: Readonly<Record<What, string>> = { loss: 'The loss was', gradient: 'The gradient was', weights: 'The weights were' };

function placeText({ step, quantity, value, pass, growth }: Burst): string {
  const became = `${quantity} became ${valueText(value)}`;
  if (step === null) return `${became.charAt(0).toUpperCase()}${became.slice(1)} though every step was finite.`;
  const grew = Number.isNaN(growth) ? '' : `, having grown ${factorText(growth)} a step`;
  return `It began at step ${step + 1}${pass === 'backward' ? ', on the way back' : ''}: ${became}${grew}.`;
}

const valueText = (value: number): string => (Number.isNaN(value) ? 'not a number' : value > 0 ? 'infinite' : 'minus infinite');
