import { layoutOf } from '../network.ts';
import { type Held, holdInput } from './held.ts';
import type { Subject } from './subject.ts';

/** All states of the layer on show as rows of units × states entries, one state after the other as the cell names them. */
export interface LayerStates {
  readonly width: number;
  /** Of the sequence on show: (t, entry). */
  readonly shown: Float64Array;
  /** Writes the state of a sequence of the probe at a step. */
  copy(t: number, b: number, into: Float64Array, offset: number): void;
}

export function statesOf({ network: { cell }, trace, layer, probe, differentiation }: Subject): LayerStates {
  const { units, steps } = trace;
  const { size } = probe.batch;
  const width = cell.states.length * units;
  const arrays = cell.states.map((state) => differentiation.states.get(state)?.[layer] ?? []);
  const shown = new Float64Array(steps * width);
  for (const [k, state] of cell.states.entries()) {
    const values = trace.states[state] ?? new Float32Array();
    for (let t = 0; t < steps; t++) {
      shown.set(values.subarray((layer * steps + t) * units, (layer * steps + t + 1) * units), t * width + k * units);
    }
  }
  return {
    width,
    shown,
    copy(t, b, into, offset) {
      const from = (t * size + b) * units;
      for (const [k, values] of arrays.entries()) {
        for (let j = 0; j < units; j++) into[offset + k * units + j] = values[from + j] as number;
      }
    },
  };
}

/** The map of all states of the layer on show by one step, its input held at what it is at the step under the cursor. */
export function heldAtCursor({ network, parameters, trace, layer, step }: Subject): Held {
  const { units, inputs, cell } = network;
  const slots = layoutOf(network).slots.filter((slot) => slot.layer === layer);
  const named = slots.map(
    ({ name, offset, rows, columns }) => [name, Float64Array.from(parameters.subarray(offset, offset + rows * columns))] as const,
  );
  const below = (layer - 1) * trace.steps + step;
  const x =
    layer === 0
      ? trace.x.subarray(step * inputs, (step + 1) * inputs)
      : (trace.states['h'] ?? new Float32Array()).subarray(below * units, (below + 1) * units);
  return holdInput(cell, { units, inputs: layer === 0 ? inputs : units }, new Map(named), x);
}
