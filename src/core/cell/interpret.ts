import { intervene } from '../intervene.ts';
import { type Differentiation, type Layout, layoutOf, type Network, type States } from '../network.ts';
import { requireNoise, requireStart } from '../start.ts';
import { nodeAt } from './build.ts';
import { type Sizes, sizeOf } from './evaluate.ts';
import type { Id } from './graph.ts';
import { answer, blameThroughHead, type Head, lossAt } from './head.ts';
import { backwardLayer, forwardLayer, type Layer, type LayerStates, type Values, valueOf } from './layer.ts';

/** A batch in any precision: `Batch` of `network.ts`, or the same in float64. */
export interface Sequences {
  readonly steps: number;
  readonly size: number;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
  readonly start?: States;
  readonly noise?: States;
}

/**
 * The loss Σ weights · ℓ of a network on some sequences and its derivative by every state, input and parameter, in float64
 * by backpropagation through time: what every faster executor is held to. `parameters` are laid out by `layoutOf`.
 * Sequences start from their `start`, which is given and not blamed; it has no memory of other sequences to continue.
 * @throws where there are not as many numbers as the network and the sequences need.
 */
export function differentiate(network: Network, parameters: ArrayLike<number>, sequences: Sequences): Differentiation {
  const layout = layoutOf(network);
  requireLengths(network, layout, parameters, sequences);
  if (sequences.start !== undefined) requireStart(network, sequences.size, sequences.start);
  requireNoise(network, sequences);
  const gradients = new Float64Array(layout.size);
  const values = Float64Array.from(parameters);
  const layers = Array.from({ length: network.layers }, (_, layer) => layerOf(network, layout, layer, values, gradients));
  const head = headOf(network, layout, values, gradients);
  const record = newRecord(network, sequences, gradients);
  for (let b = 0; b < sequences.size; b++) differentiateSequence(network, layers, head, sequences, b, record);
  intervene(network.interventions, gradients);
  return record;
}

function requireLengths({ inputs, outputs, loss }: Network, { size }: Layout, parameters: ArrayLike<number>, sequences: Sequences): void {
  const entries = sequences.steps * sequences.size;
  const need = (what: string, found: number, wanted: number): void => {
    if (found !== wanted) throw new Error(`${what} has ${found} numbers and needs ${wanted}`);
  };
  need('the array of parameters', parameters.length, size);
  need('x', sequences.x.length, entries * inputs);
  need('y', sequences.y.length, entries * (loss === 'mse' ? outputs : 1));
  need('weights', sequences.weights.length, entries);
}

function layerOf({ cell, inputs, units }: Network, { slots }: Layout, layer: number, values: Float64Array, gradients: Float64Array): Layer {
  const own = slots.filter((slot) => slot.layer === layer);
  const named = (from: Float64Array) =>
    new Map(own.map(({ name, offset, rows, columns }) => [name, from.subarray(offset, offset + rows * columns)]));
  return { cell, sizes: { units, inputs: layer === 0 ? inputs : units }, parameters: named(values), gradients: named(gradients) };
}

function headOf({ loss, outputs }: Network, { slots, size }: Layout, values: Float64Array, gradients: Float64Array): Head {
  const start = slots.find(({ layer, name }) => layer === null && name === 'V')?.offset ?? 0;
  const middle = size - outputs;
  const [V, a] = [values.subarray(start, middle), values.subarray(middle)];
  return { loss, outputs, V, a, gradientV: gradients.subarray(start, middle), gradientA: gradients.subarray(middle) };
}

type Series = ReadonlyMap<string, readonly Float64Array[]>;

interface Record extends Differentiation {
  loss: number;
  readonly outputs: Float64Array;
  readonly states: Series;
  readonly gates: Series;
  readonly stateGradients: Series;
  readonly inputGradients: Float64Array;
}

function newRecord(network: Network, { steps, size }: Sequences, parameterGradients: Float64Array): Record {
  const { cell, inputs, units, layers, outputs } = network;
  const entries = steps * size;
  const series = (width: (layer: number) => number) =>
    Array.from({ length: layers }, (_, layer) => new Float64Array(entries * width(layer)));
  const perState = () => new Map(cell.states.map((state) => [state, series(() => units)]));
  const gateWidth = (gate: string, layer: number) => sizeOf(nodeAt(cell.graph, definition(network, gate)).width, sizesOf(network, layer));
  return {
    loss: 0,
    outputs: new Float64Array(entries * outputs),
    states: perState(),
    gates: new Map(cell.gates.map((gate) => [gate, series((layer) => gateWidth(gate, layer))])),
    stateGradients: perState(),
    inputGradients: new Float64Array(entries * inputs),
    parameterGradients,
  };
}

const sizesOf = ({ units, inputs }: Network, layer: number): Sizes => ({ units, inputs: layer === 0 ? inputs : units });

function definition({ cell }: Network, name: string): Id {
  const id = cell.definitions.get(name);
  if (id === undefined) throw new Error(`the cell defines no ${name}`);
  return id;
}

function differentiateSequence(
  network: Network,
  layers: readonly Layer[],
  head: Head,
  sequences: Sequences,
  b: number,
  record: Record,
): void {
  let xs: readonly ArrayLike<number>[] = Array.from({ length: sequences.steps }, (_, t) =>
    entry(sequences.x, t * sequences.size + b, network.inputs),
  );
  const output = definition(network, "h'");
  const runs = layers.map((layer, index) => {
    const start = startOf(network, sequences.start, index, b);
    const run = { layer, xs, start, tape: forwardLayer(layer, xs, start, noiseOf(network, sequences, index, b)) };
    xs = run.tape.map((values) => valueOf(values, output));
    return run;
  });
  let outside = scoreSequence(network, head, sequences, b, xs as readonly Float64Array[], record);
  for (const { layer, xs: read, start, tape } of runs.toReversed()) {
    outside = backwardLayer(layer, read, tape, outside, start, network.interventions);
  }
  outside.forEach((gradient, t) => record.inputGradients.set(gradient, (t * sequences.size + b) * network.inputs));
  runs.forEach(({ tape }, layer) => tape.forEach((values, t) => keepStep(network, record, layer, t * sequences.size + b, values)));
}

/** The states that one sequence starts from in one layer. */
const startOf = ({ units }: Network, start: States = new Map(), layer: number, b: number): LayerStates =>
  new Map([...start].map(([state, layers]) => [state, entry(layers[layer] ?? [], b, units)]));

/** What disturbs the states of one sequence in one layer, by step. */
function noiseOf({ units }: Network, { steps, size, noise = new Map() }: Sequences, layer: number, b: number): readonly LayerStates[] {
  if (noise.size === 0) return [];
  const at = (t: number): LayerStates =>
    new Map([...noise].map(([state, layers]) => [state, entry(layers[layer] ?? [], t * size + b, units)]));
  return Array.from({ length: steps }, (_, t) => at(t));
}

const entry = (from: ArrayLike<number>, index: number, width: number): Float64Array =>
  Float64Array.from({ length: width }, (_, i) => from[index * width + i] ?? Number.NaN);

/** The head and the loss at every step of one sequence; returns ∂L/∂h_t of the last layer by step. */
function scoreSequence(
  network: Network,
  head: Head,
  sequences: Sequences,
  b: number,
  hs: readonly Float64Array[],
  record: Record,
): Float64Array[] {
  return hs.map((h, t) => {
    const index = t * sequences.size + b;
    const y = answer(head, h);
    record.outputs.set(y, index * network.outputs);
    const weight = sequences.weights[index] ?? Number.NaN;
    if (weight === 0) return new Float64Array(h.length);
    const { loss, gradient } = lossAt(network.loss, y, entry(sequences.y, index, network.loss === 'mse' ? network.outputs : 1));
    record.loss += weight * loss;
    return blameThroughHead(
      head,
      h,
      gradient.map((value) => weight * value),
    );
  });
}

function keepStep({ cell }: Network, { states, gates, stateGradients }: Record, layer: number, index: number, values: Values): void {
  const keep = (series: Series, name: string, id: Id | undefined): void => {
    const value = valueOf(values, id);
    series.get(name)?.[layer]?.set(value, index * value.length);
  };
  for (const state of cell.states) keep(states, state, cell.definitions.get(`${state}'`));
  for (const gate of cell.gates) keep(gates, gate, cell.definitions.get(gate));
  for (const [state, id] of cell.backward.blame) keep(stateGradients, state, id);
}
