import { type Labelled, probeOf } from '../analysis/probe.ts';
import { cellOf } from '../cell/builtin.ts';
import { disturb } from '../cell/disturb.ts';
import { differentiate } from '../cell/interpret.ts';
import { type Batch, layoutOf, type Network } from '../network.ts';
import { createRng } from '../rng.ts';
import { makeTrace } from '../trace.ts';
import type { Subject } from './subject.ts';

/** A cell that no built-in is: two states, a carry path, a product after a gate and paths through three matrices. */
export const TYPED = "r = sigmoid(A x + B m)\nm' = 0.9 * m + 0.3 * tanh(C (r * h) + w)\nh' = tanh(D x + E h - k * m')";

export interface Sizes {
  readonly cell: string;
  readonly layers?: number;
  readonly units?: number;
  readonly steps?: number;
  readonly size?: number;
  readonly layer?: number;
  readonly step?: number;
  readonly sequence?: number;
  readonly scored?: (t: number) => boolean;
  readonly loss?: Network['loss'];
  /** Of the parameters. */
  readonly deviation?: number;
  /** Noise of this size on every state, other for every sequence. */
  readonly noise?: number;
}

/** A network of numbers without a pattern, measured by the float64 interpreter. */
export function subjectOf({
  cell,
  layers = 1,
  units = 5,
  steps = 8,
  size = 3,
  layer = 0,
  loss = 'mse',
  deviation = 0.6,
  noise = 0,
  ...rest
}: Sizes): Subject {
  const plain = cellOf(cell);
  const network: Network = { cell: noise === 0 ? plain : disturb(plain, plain.states), inputs: 3, units, layers, outputs: 2, loss };
  const rng = createRng(`laboratory ${cell} ${layers}`);
  const parameters = Float32Array.from({ length: layoutOf(network).size }, () => deviation * rng.normal());
  const scored = rest.scored ?? ((t) => t % 3 === 1 || t === steps - 1);
  const drawn = (): Float32Array => Float32Array.from({ length: steps * size * units }, () => noise * rng.normal());
  const labelled: Labelled = {
    steps,
    size,
    x: Float32Array.from({ length: steps * size * network.inputs }, () => rng.normal()),
    y: Float32Array.from({ length: steps * size * (loss === 'mse' ? 2 : 1) }, () => (loss === 'mse' ? rng.normal() : rng.integer(2))),
    weights: Float32Array.from({ length: steps * size }, (_, i) => (scored(Math.floor(i / size)) ? 0.1 : 0)),
    clues: Array.from({ length: size }, (_, b) => [b]),
    captions: Array.from({ length: size }, () => ''),
    ...(noise === 0 ? {} : { noise: new Map(plain.states.map((state) => [state, Array.from({ length: layers }, () => drawn())])) }),
  };
  const probe = probeOf(labelled);
  const differentiation = differentiate(network, parameters, probe.batch);
  const trace = makeTrace({
    network,
    probe,
    differentiation,
    sequence: rest.sequence ?? 1,
    iteration: 7,
    floor: 1e-38,
    gradientNorm: 1,
    recentLoss: 1,
    baselines: [],
    init: 'uniform',
  });
  return {
    network,
    parameters,
    trace,
    layer,
    step: rest.step ?? steps - 1,
    probe,
    differentiation,
    differentiate: async (batch: Batch) => differentiate(network, parameters, batch),
  };
}
