import type { Trace } from '../trace.ts';

/** A matrix by step and unit, input or output. */
export type Rows = readonly (readonly number[])[];

/** The trace as scripts and notebooks read it: of the sequence on show, in plain arrays. Steps count from 0. */
export interface PlainTrace {
  readonly iteration: number;
  /** Of the sequence on show. */
  readonly loss: number;
  /** Mean loss over the whole probe, which is never trained on. */
  readonly probeLoss: number;
  /** Training loss of every iteration so far: `losses[k]` is of iteration k + 1. */
  readonly losses: readonly number[];
  /** [t][i] */
  readonly inputs: Rows;
  /** [t][o]; where the loss is a cross-entropy, 1 at the class of a scored step. */
  readonly targets: Rows;
  /** [t][o]; probabilities where the loss is a cross-entropy. */
  readonly outputs: Rows;
  /** [t]: 1 where the step is scored. */
  readonly mask: readonly number[];
  /** Steps that the answer depends on. */
  readonly clues: readonly number[];
  /** Name → [layer][t][unit]. */
  readonly states: Readonly<Record<string, readonly Rows[]>>;
  readonly gates: Readonly<Record<string, readonly Rows[]>>;
  /** ∂L/∂s_t */
  readonly stateGradients: Readonly<Record<string, readonly Rows[]>>;
  /** ∂L/∂x_t: [t][i]. */
  readonly inputGradients: Rows;
  /** ‖∂L/∂s_t‖₂ over all states: [layer][t]. */
  readonly norms: Rows;
  /** Of the first layer, by the last scored step's own loss. */
  readonly horizon: number;
  readonly fade: number;
  readonly verdict: string;
}

/** The scripting form of a trace, with the training losses so far. */
export function plainTrace(trace: Trace, losses: readonly number[]): PlainTrace {
  const { iteration, loss, steps, inputs, outputs, layers, mask, verdict, horizons, fades } = trace;
  return {
    iteration,
    loss,
    probeLoss: trace.probeLoss,
    losses: [...losses],
    inputs: rowsOf(trace.x, steps, inputs),
    targets: targetsOf(trace),
    outputs: rowsOf(trace.answers, steps, outputs),
    mask: [...mask],
    clues: [...trace.clues],
    states: byLayer(trace.states, trace),
    gates: byLayer(trace.gates, trace),
    stateGradients: byLayer(trace.stateGradients, trace),
    inputGradients: rowsOf(trace.inputGradients, steps, inputs),
    norms: rowsOf(trace.norms['all'] as Float64Array, layers, steps),
    horizon: horizons[0] ?? 0,
    fade: fades[0] ?? Number.NaN,
    verdict: verdict.text.replaceAll('**', ''),
  };
}

function rowsOf(values: ArrayLike<number>, rows: number, width: number, from = 0): number[][] {
  return Array.from({ length: rows }, (_, row) => Array.from({ length: width }, (_, i) => values[from + row * width + i] as number));
}

function byLayer(series: Trace['states'], { layers, steps, units }: Trace): Record<string, Rows[]> {
  const record: Record<string, Rows[]> = Object.create(null);
  for (const [name, values] of Object.entries(series)) {
    record[name] = Array.from({ length: layers }, (_, layer) => rowsOf(values, steps, units, layer * steps * units));
  }
  return record;
}

/** Squared-error targets are rows already; classes, one to a step, become rows with a 1. */
function targetsOf({ y, mask, steps, outputs }: Trace): number[][] {
  if (y.length === steps * outputs) return rowsOf(y, steps, outputs);
  return Array.from(y, (label, t) => Array.from({ length: outputs }, (_, o) => (mask[t] && o === label ? 1 : 0)));
}
