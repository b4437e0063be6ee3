import { layoutOf, type Network } from '../network.ts';
import type { Trace } from '../trace.ts';
import type { StepMeasured } from './inside.ts';

/** What was measured of one sequence, as a trace holds it. */
export type Columns = Pick<Trace, 'iteration' | 'steps' | 'units' | 'x' | 'states' | 'noise' | 'stateGradients'>;

/** One step of one layer as the trace holds it, with what the step reads: its input, the states before, its parameters, its blame. */
export function stepOf(
  network: Network,
  trace: Columns,
  parameters: Float32Array | Float64Array,
  { layer, step, unit }: Pick<StepMeasured, 'layer' | 'step' | 'unit'>,
): StepMeasured {
  const { units, steps } = trace;
  const at = (values: Float32Array, t: number): Float32Array =>
    t < 0 ? new Float32Array(units) : values.subarray((layer * steps + t) * units, (layer * steps + t + 1) * units);
  const byState = (values: Readonly<Record<string, Float32Array>>, t: number) =>
    new Map(network.cell.states.map((state) => [state, at(values[state] ?? new Float32Array(), t)]));
  const noiseAt = (t: number): NonNullable<StepMeasured['noise']> =>
    new Map([...(trace.noise ?? [])].map(([state, layers]) => [state, Array.from(layers[layer] ?? []).slice(t * units, (t + 1) * units)]));
  const inputs = layer === 0 ? network.inputs : units;
  const inputAt = (t: number): Float32Array =>
    layer === 0 ? trace.x.subarray(t * inputs, (t + 1) * inputs) : outputBelow(trace, layer, t);
  return {
    cell: network.cell,
    sizes: { units, inputs },
    iteration: trace.iteration,
    layer,
    step,
    unit,
    x: inputAt(step),
    parameters: new Map(
      layoutOf(network)
        .slots.filter((slot) => slot.layer === layer)
        .map(({ name, offset, rows, columns }) => [name, parameters.subarray(offset, offset + rows * columns)]),
    ),
    previous: byState(trace.states, step - 1),
    noise: noiseAt(step),
    before: step === 0 ? null : { x: inputAt(step - 1), previous: byState(trace.states, step - 2), noise: noiseAt(step - 1) },
    blame: byState(trace.stateGradients, step),
  };
}

/** h of the layer below, which a layer reads as its x. */
function outputBelow({ states, steps, units }: Columns, layer: number, step: number): Float32Array {
  const start = ((layer - 1) * steps + step) * units;
  return (states['h'] ?? new Float32Array()).subarray(start, start + units);
}
