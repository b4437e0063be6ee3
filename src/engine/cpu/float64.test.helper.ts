import type { Sequences } from '../../core/cell/interpret.ts';
import type { Differentiation, Network } from '../../core/network.ts';
import { type Memory, memoryOf, writeBatch } from '../../core/plan/memory.ts';
import type { Place, Plan } from '../../core/plan/plan.ts';
import { planOf } from '../../core/plan/planOf.ts';
import type { Numbers } from './numbers.ts';
import { Pass } from './pass.ts';

/** Differentiates as the executor does, but in float64, so that the plan itself can be held to the interpreter. */
export function differentiateInFloat64(network: Network, parameters: ArrayLike<number>, sequences: Sequences): Differentiation {
  const plan = planOf(network);
  const at = memoryOf(plan, sequences.steps, sequences.size, 1, 0);
  const pass = new Pass(plan, at);
  const m = new Float64Array(pass.length).fill(Number.NaN, at.workspace);
  clearBorders(m, at);
  writeBatch(m as Numbers as Float32Array, at, plan, sequences as never);
  for (const { from, to, length } of plan.moves) for (let k = 0; k < length; k++) m[at.theta[0] + to + k] = parameters[from + k] ?? 0;
  return read(plan, m, at, pass.run(m, at.theta[0], true));
}

function clearBorders(m: Float64Array, { steps, frames, frameLengths }: Memory): void {
  frames.forEach((first, layer) => {
    const length = frameLengths[layer] ?? 0;
    m.fill(0, first - length, first).fill(0, first + steps * length, first + (steps + 1) * length);
  });
}

function read(plan: Plan, m: Float64Array, at: Memory, loss: number): Differentiation {
  const { cell, inputs, outputs } = plan.network;
  const perLayer = (written: string, kind: 'definitions' | 'blame') =>
    plan.layers.map((layer, index) => readPlace(m, at, index, layer[kind].get(written)));
  const named = (names: readonly string[], prime: string, kind: 'definitions' | 'blame') =>
    new Map(names.map((name) => [name, perLayer(`${name}${prime}`, kind)]));
  const input = plan.layers[0]?.input ?? null;
  const parameterGradients = new Float64Array(plan.parameters);
  for (const { from, to, length } of plan.moves) parameterGradients.set(m.subarray(at.gradient + to, at.gradient + to + length), from);
  return {
    loss,
    outputs: readRows(m, at.answers, outputs * at.columns, at, outputs),
    states: named(cell.states, "'", 'definitions'),
    gates: named(cell.gates, '', 'definitions'),
    stateGradients: named(cell.states, '', 'blame'),
    inputGradients: input === null ? new Float64Array(at.steps * at.size * inputs) : readPlace(m, at, 0, input),
    parameterGradients,
  };
}

function readPlace(m: Float64Array, at: Memory, layer: number, place: Place | undefined): Float64Array {
  if (place === undefined) throw new Error('the plan gives no place to what is asked for');
  return readRows(m, (at.frames[layer] ?? 0) + place.row * at.columns, at.frameLengths[layer] ?? 0, at, place.rows);
}

function readRows(m: Float64Array, offset: number, stride: number, { steps, size, columns }: Memory, rows: number): Float64Array {
  return Float64Array.from({ length: steps * size * rows }, (_, index) => {
    const [t, b, r] = [Math.floor(index / (size * rows)), Math.floor(index / rows) % size, index % rows];
    return m[offset + t * stride + r * columns + b] ?? Number.NaN;
  });
}
