import type { Differentiation } from '../../core/network.ts';
import { fromTheta } from '../../core/plan/memory.ts';
import type { Place, Plan } from '../../core/plan/plan.ts';
import type { Span } from './device.ts';
import type { Places } from './places.ts';

/** What differentiating leaves in the memory: the gradient, and all that is written anew for each batch. */
export const spansOf = (plan: Plan, at: Places): [Span, Span] => [
  { offset: at.gradient, length: plan.parameters },
  { offset: at.workspace, length: at.losses + at.steps * at.size - at.workspace },
];

/** A differentiation out of the numbers of `spansOf`. */
export function measuredIn(plan: Plan, at: Places, gradient: Float32Array, values: Float32Array): Differentiation {
  const from = at.workspace;
  const { network, layers } = plan;
  const { cell, inputs, outputs } = network;
  const region = (offset: number, width: number, stride: number): Float32Array => rowsOf(values, at, offset - from, width, stride);
  const place = (layer: number, { row, rows }: Place): Float32Array =>
    region((at.frames[layer] ?? 0) + row * at.size, rows, at.frameLengths[layer] ?? 0);
  const named = (names: readonly string[], found: 'definitions' | 'blame', written: (name: string) => string) =>
    new Map(names.map((name) => [name, layers.map((layer, index) => placeIn(layer[found].get(written(name)), index, place))]));
  const input = layers[0]?.input ?? null;
  return {
    loss: lossIn(values, at, from),
    outputs: region(at.answers, outputs, outputs * at.size),
    states: named(cell.states, 'definitions', (name) => `${name}'`),
    gates: named(cell.gates, 'definitions', (name) => name),
    stateGradients: named(cell.states, 'blame', (name) => name),
    inputGradients: input === null ? new Float32Array(at.steps * at.given * inputs) : place(0, input),
    parameterGradients: fromTheta(plan, gradient),
  };
}

function placeIn(found: Place | undefined, layer: number, read: (layer: number, place: Place) => Float32Array): Float32Array {
  if (found === undefined) throw new Error(`layer ${layer} keeps no value of that name`);
  return read(layer, found);
}

/** (t, b, i), without the sequences that fill up. */
function rowsOf(values: Float32Array, { steps, given }: Places, offset: number, width: number, stride: number): Float32Array {
  const rows = new Float32Array(steps * given * width);
  for (let t = 0; t < steps; t++) rows.set(values.subarray(offset + t * stride, offset + t * stride + given * width), t * given * width);
  return rows;
}

function lossIn(values: Float32Array, { losses, steps, size }: Places, from: number): number {
  return values.subarray(losses - from, losses - from + steps * size).reduce((total, loss) => total + loss, 0);
}
