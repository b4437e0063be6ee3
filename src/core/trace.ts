import { lossOf, softmax } from './analysis/answers.ts';
import { columnOf, columnsOf } from './analysis/column.ts';
import { fadeOf } from './analysis/fade.ts';
import { horizonOf } from './analysis/horizon.ts';
import { type Column, normsOf } from './analysis/norms.ts';
import { bandOf } from './analysis/percentile.ts';
import type { Probe } from './analysis/probe.ts';
import { type Findings, type Verdict, verdictOf } from './analysis/verdict.ts';
import type { Cell } from './cell/cell.ts';
import type { Differentiation, Network, States } from './network.ts';

/** Which gradient a norm is taken of: all states together, one state by its name, or `x`. */
export type NormOf = 'all' | 'x' | (string & {});

/**
 * Everything measured on the probe at one iteration, as columns of typed arrays. Steps count from 0 here.
 * Where arrays carry layers, entry (layer, t, unit) stands at `(layer * steps + t) * units + unit`.
 * Losses are of one sequence: the mean over its scored steps, no 1/batch.
 */
export interface Trace {
  readonly iteration: number;
  readonly steps: number;
  readonly units: number;
  readonly layers: number;
  readonly inputs: number;
  readonly outputs: number;

  /** Which sequence of the probe is on show, of how many. */
  readonly sequence: number;
  readonly probe: number;
  readonly caption: string;
  /** Loss of the sequence on show. */
  readonly loss: number;
  /** Mean loss over the probe. */
  readonly probeLoss: number;
  /** (t, i) */
  readonly x: Float32Array;
  /** (t, o), or the class at each step. */
  readonly y: Float32Array;
  readonly mask: Uint8Array;
  readonly clues: readonly number[];
  /** (t, o); probabilities where the loss is cross-entropy. */
  readonly answers: Float32Array;

  /** Name → (layer, t, unit). */
  readonly states: Readonly<Record<string, Float32Array>>;
  /** What disturbed the states, as of a batch of this sequence alone; missing where nothing did. */
  readonly noise?: States;
  /** Gates that have one value per unit. */
  readonly gates: Readonly<Record<string, Float32Array>>;
  /** ∂L/∂s_t: "blame". */
  readonly stateGradients: Readonly<Record<string, Float32Array>>;
  /** ∂L/∂x_t: (t, i). */
  readonly inputGradients: Float32Array;

  /** ‖∂L/∂·_t‖₂ of the sequence on show: (layer, t) for `all` and each state; (0, t) for `x`. */
  readonly norms: Readonly<Record<NormOf, Float64Array>>;
  /** The same over the probe: median, 10th and 90th percentile of `all`, (layer, t). */
  readonly median: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /**
   * ‖∂L_s/∂s_t‖ over all states by the loss of the last scored step alone, which horizon and fade are read from: (layer, t).
   * The same as `norms.all` where one step is scored.
   */
  readonly lastNorms: Float64Array;
  /** The last scored step of the sequence on show. */
  readonly scored: number;

  /** Per layer; the first layer's is the network's, since every path from a clue to the loss runs through it. */
  readonly horizons: readonly number[];
  readonly fades: readonly number[];
  /** The smallest magnitude that the backend represents. */
  readonly floor: number;
  readonly verdict: Verdict;
  /** Norm of the gradient by all parameters on the last batch, before clipping; NaN before the first iteration. */
  readonly gradientNorm: number;
}

/** Eigenvalues of one recurrent matrix. */
export interface Spectrum {
  readonly iteration: number;
  readonly layer: number;
  readonly matrix: string;
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
  /** max |λ| */
  readonly radius: number;
  /** Largest singular value, ‖U‖₂. */
  readonly norm: number;
}

/** What a trace is made from. */
export interface Measured {
  readonly network: Network;
  readonly probe: Probe;
  /** Of `probe.batch`. */
  readonly differentiation: Differentiation;
  /** Which sequence of the probe is on show; one that it does not have gives the last. */
  readonly sequence: number;
  readonly iteration: number;
  readonly floor: number;
  readonly gradientNorm: number;
  /** Mean training loss of the last iterations, which the verdict speaks of; NaN where there were none, and the probe's is taken. */
  readonly recentLoss: number;
  readonly baselines: Findings['baselines'];
  readonly heldOut?: Findings['heldOut'];
  readonly init: Findings['init'];
}

/** Everything that is shown of one iteration, from one pass over the probe. */
export function makeTrace(measured: Measured): Trace {
  const { network, probe, differentiation, iteration, floor, gradientNorm } = measured;
  const { steps } = probe.batch;
  const { units, layers, inputs, outputs } = network;
  const sequence = Math.min(measured.sequence, probe.size - 1);
  const shown = { steps, size: probe.batch.size, sequence };
  const losses = Array.from({ length: probe.size }, (_, b) => lossOfSequence(measured, b));
  const logits = columnOf(differentiation.outputs, shown);
  const trace = {
    iteration,
    steps,
    units,
    layers,
    inputs,
    outputs,
    sequence,
    probe: probe.size,
    caption: probe.captions[sequence] ?? '',
    loss: losses[sequence] as number,
    probeLoss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
    x: columnOf(probe.batch.x, shown),
    y: columnOf(probe.batch.y, shown),
    mask: (probe.masks[sequence] as Uint8Array).slice(),
    clues: probe.clues[sequence] ?? [],
    answers: network.loss === 'crossEntropy' ? softmax(logits, steps) : logits,
    states: recordOf(differentiation.states, (arrays) => columnsOf(arrays, shown)),
    ...noiseOf(measured, shown),
    gates: recordOf(wholeGates(measured), (arrays) => columnsOf(arrays, shown)),
    stateGradients: recordOf(differentiation.stateGradients, (arrays) => columnsOf(arrays, shown)),
    inputGradients: columnOf(differentiation.inputGradients, shown),
    ...gradientsOf(measured, sequence),
    floor,
    gradientNorm,
  };
  return { ...trace, verdict: verdictOf(findingsOf(measured, trace)) };
}

function noiseOf({ probe }: Measured, shown: Column): Pick<Trace, 'noise'> {
  const { noise } = probe.batch;
  if (noise === undefined) return {};
  return { noise: new Map([...noise].map(([state, layers]) => [state, layers.map((values) => columnOf(values, shown))])) };
}

/** Records by names that people chose have no prototype, so that a gate may be called `constructor`. */
function recordOf<A, B>(values: ReadonlyMap<string, A>, change: (value: A) => B): Record<string, B> {
  const record: Record<string, B> = Object.create(null);
  for (const [name, value] of values) record[name] = change(value);
  return record;
}

/** Gates that have one value per unit in every layer. */
function wholeGates({ network: { cell }, differentiation }: Measured): Map<string, readonly ArrayLike<number>[]> {
  const isWhole = (gate: string): boolean => cell.graph[cell.definitions.get(gate) ?? -1]?.width === 'units';
  return new Map([...differentiation.gates].filter(([gate]) => isWhole(gate)));
}

function lossOfSequence({ network, probe, differentiation }: Measured, sequence: number): number {
  const column = { steps: probe.batch.steps, size: probe.batch.size, sequence };
  const outputs = columnOf(differentiation.outputs, column);
  return lossOf({ outputs, y: columnOf(probe.batch.y, column), mask: probe.masks[sequence] as Uint8Array }, network.loss);
}

type Gradients = Pick<Trace, 'norms' | 'median' | 'low' | 'high' | 'lastNorms' | 'scored' | 'horizons' | 'fades'>;

function gradientsOf(measured: Measured, sequence: number): Gradients {
  const { probe, floor } = measured;
  const { steps, size } = probe.batch;
  const scored = probe.scored[sequence] as number;
  const all = Array.from({ length: probe.size }, (_, b) => allNorms(measured, b));
  const last = size === probe.size ? (all[sequence] as Float64Array) : allNorms(measured, probe.size + sequence);
  const layers = Array.from({ length: measured.network.layers }, (_, layer) => last.subarray(layer * steps, (layer + 1) * steps));
  return {
    norms: normsByName(measured, sequence, all[sequence] as Float64Array),
    ...bandOf(all),
    lastNorms: last.slice(),
    scored,
    horizons: layers.map((norms) => horizonOf(norms, scored)),
    fades: layers.map((norms) => fadeOf(norms, scored, floor)),
  };
}

/** Over all states together: (layer, t). */
function allNorms({ network, probe, differentiation }: Measured, sequence: number): Float64Array {
  const gradients = [...differentiation.stateGradients.values()];
  return normsByLayer(network.layers, (layer) => gradients.map((layers) => layers[layer] as ArrayLike<number>), probe, sequence);
}

/** A state that is itself called `all` gives way to the norm over all states. */
function normsByName({ network, probe, differentiation }: Measured, sequence: number, all: Float64Array): Trace['norms'] {
  const { steps, size } = probe.batch;
  const norms = recordOf(differentiation.stateGradients, (layers) =>
    normsByLayer(network.layers, (layer) => [layers[layer] as ArrayLike<number>], probe, sequence),
  );
  return Object.assign(norms, { all, x: normsOf([differentiation.inputGradients], { steps, size, sequence }) });
}

function normsByLayer(layers: number, gradients: (layer: number) => ArrayLike<number>[], probe: Probe, sequence: number): Float64Array {
  const { steps, size } = probe.batch;
  const norms = new Float64Array(layers * steps);
  for (let layer = 0; layer < layers; layer++) norms.set(normsOf(gradients(layer), { steps, size, sequence }), layer * steps);
  return norms;
}

function findingsOf({ network, recentLoss, baselines, heldOut, init }: Measured, trace: Omit<Trace, 'verdict'>): Findings {
  return {
    iteration: trace.iteration,
    loss: Number.isNaN(recentLoss) ? trace.probeLoss : recentLoss,
    sequenceLoss: trace.loss,
    baselines,
    heldOut: heldOut ?? null,
    norms: trace.lastNorms.subarray(0, trace.steps),
    scored: trace.scored,
    horizon: trace.horizons[0] ?? 0,
    fade: trace.fades[0] ?? Number.NaN,
    floor: trace.floor,
    clues: trace.clues,
    layers: trace.layers,
    ...waysBack(network.cell),
    cuts: network.interventions?.cuts ?? [],
    boosted: network.interventions?.boost ?? false,
    init,
  };
}

const waysBack = ({ backward: { paths } }: Cell): Pick<Findings, 'recurrent' | 'gated'> => ({
  recurrent: paths.length > 0,
  gated: paths.some(({ matrix }) => matrix === null),
});
