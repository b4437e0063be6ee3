import type { Trace } from '../../core/trace.ts';
import type { Grid } from '../paint/heat.ts';
import type { Tick } from './domain.ts';
import type { Scene, Setting } from './lane.ts';

const EMPTY = new Float32Array(0);

/** The layer on show; the last one where a trace of fewer layers is still on show. */
export const layerOf = ({ trace, setting }: Scene): number => Math.min(setting.layer, trace.layers - 1);

/** The state on show, or the output where the trace has no such state. */
export const stateOf = ({ trace, setting }: Scene): string => (trace.states[setting.state] === undefined ? 'h' : setting.state);

/** Whether the trace is of what is chosen; between a change and its first trace the one before it is still there. */
export function fits(trace: Trace, { cell, drawing, loss }: Setting): boolean {
  const targets = loss === 'mse' ? trace.outputs : 1;
  const states = Object.keys(trace.states);
  return (
    trace.outputs === drawing.outputs.length &&
    trace.y.length === trace.steps * targets &&
    states.length === cell.states.length &&
    cell.states.every((name) => states.includes(name))
  );
}

/** Values of a layer over steps and units. */
export function gridOf(scene: Scene, values: Float32Array | undefined): Grid {
  const { steps, units } = scene.trace;
  return { values: values ?? EMPTY, offset: layerOf(scene) * steps * units, columns: steps, rows: units };
}

/** NaN outside the trace. */
export function cellOf({ values, offset, rows }: Grid, { step, unit }: { step: number; unit: number }): number {
  return values[offset + step * rows + unit] ?? Number.NaN;
}

/** The values of one step, one per unit. */
export function columnOf({ values, offset, rows }: Grid, step: number): ArrayLike<number> & Iterable<number> {
  return (values as Float32Array).subarray(offset + step * rows, offset + (step + 1) * rows);
}

/** The norms on show: (t), of the layer on show. */
export function normsOf(scene: Scene): Float64Array {
  const { trace, setting } = scene;
  const norm = trace.norms[setting.norm] === undefined ? 'all' : setting.norm;
  return rowOf(scene, trace.norms[norm], norm === 'x' ? 0 : layerOf(scene));
}

/** One layer of a column over (layer, t). */
export function rowOf({ trace }: Scene, column: Float64Array | undefined, layer: number): Float64Array {
  return (column ?? new Float64Array(0)).subarray(layer * trace.steps, (layer + 1) * trace.steps);
}

/** First and last unit, beside a heat map. */
export function unitTicks(trace: Trace): readonly Tick[] {
  const { units } = trace;
  const tick = (unit: number): Tick => ({ at: (unit + 0.5) / units, text: String(unit + 1) });
  return units === 1 ? [tick(0)] : [tick(0), tick(units - 1)];
}

export const unitsSize = ({ units }: Trace, most: number): { least: number; most: number } => ({
  least: Math.min(Math.max(units * 5, 20), Math.round(most / 3)),
  most: Math.min(Math.max(units * 14, 24), most),
});

/** The largest finite norm at any scored step, over all states of the layer by the whole loss: what is healthy there. 0 where there is none. */
export function scoredMost(scene: Scene): number {
  const norms = rowOf(scene, scene.trace.norms['all'], layerOf(scene));
  return norms.reduce((most, norm, t) => (scene.trace.mask[t] === 1 && Number.isFinite(norm) ? Math.max(most, norm) : most), 0);
}
