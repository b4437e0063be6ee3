import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerName } from '../../core/choices.ts';
import { type Batch, type Differentiation, type Layout, layoutOf, type Network } from '../../core/network.ts';
import { requireStart } from '../../core/start.ts';
import { epsilonFor } from '../executor/epsilon.ts';
import type { Executor, Iteration, Learning, MakeOptions, Weights } from '../executor/executor.ts';
import type { LayerPass, LayerStart } from './layer.ts';
import { OPTIMIZER, type Optimizer } from './optimizers.ts';
import { type DeviceBatch, Pass } from './pass.ts';

/**
 * A network on tfjs, op by op, by the schedule of `core/cell/schedule.ts`: slow, and independent of the plan and of every
 * kernel, which tests hold against it. It does not reach the page.
 */
export const makeOpsExecutor = (network: Network, optimizer: OptimizerName, parameters: Float32Array, { floor }: MakeOptions): Executor =>
  new OpsExecutor(network, optimizer, parameters, floor);

interface Learned {
  readonly theta: tf.Tensor1D;
  readonly moments: tf.Tensor1D[];
  readonly updates: number;
}

/** The states in which a batch ended, by layer. */
interface Ended {
  readonly steps: number;
  readonly size: number;
  readonly states: readonly LayerStart[];
}

class OpsExecutor implements Executor {
  private readonly layout: Layout;
  private readonly optimizer: Optimizer;
  private readonly epsilon: number;
  private now: Learned;
  private before: Learned | null = null;
  private ended: Ended | null = null;

  constructor(
    private readonly network: Network,
    optimizer: OptimizerName,
    parameters: Float32Array,
    private readonly floor: number,
  ) {
    this.layout = layoutOf(network);
    this.optimizer = OPTIMIZER[optimizer];
    this.epsilon = epsilonFor(floor);
    this.now = this.learned({ parameters });
  }

  /** Ops compile as they are met. */
  async prepare(): Promise<void> {}

  async iterate(batch: Batch, learning: Learning): Promise<Iteration> {
    const updates = this.now.updates + 1;
    const made = tf.tidy(() => {
      const pass = this.pass(batch);
      const gradient = pass.parameterGradients();
      const norm = normOf(gradient, this.floor);
      const clipped = learning.clip > 0 ? clip(gradient, norm, learning.clip) : gradient;
      const updated = this.optimizer.update(this.now.theta, clipped, this.now.moments, learning.rate, updates, this.epsilon);
      const largest = tf.max(tf.abs(updated.theta));
      const states = pass.layers.map((layer) => this.network.cell.states.map((state) => layer.last(state)));
      return { ...updated, states, report: tf.stack([pass.loss, norm, largest].map((value) => tf.reshape(value, []))) };
    });
    this.forget();
    const [loss = Number.NaN, gradientNorm = Number.NaN, largest = Number.NaN] = await read(made.report);
    made.report.dispose();
    const finite = [loss, gradientNorm, largest].every(Number.isFinite);
    this.ended = this.endOf(batch, made.states);
    if (finite) this.commit({ theta: made.theta, moments: made.moments, updates });
    else {
      this.forget();
      discard({ theta: made.theta, moments: made.moments, updates });
    }
    return { loss, gradientNorm, largest };
  }

  undo(): boolean {
    if (this.before === null) return false;
    discard(this.now);
    this.now = this.before;
    this.before = null;
    this.forget();
    return true;
  }

  async differentiate(batch: Batch): Promise<Differentiation> {
    const { cell } = this.network;
    const made = tf.tidy(() => {
      const pass = this.pass(batch);
      const each = <T>(names: readonly string[], value: (layer: LayerPass, name: string) => T) =>
        names.map((name) => pass.layers.map((layer) => value(layer, name)));
      return {
        loss: pass.loss,
        outputs: pass.outputs,
        states: each(cell.states, (layer, name) => layer.defined(`${name}'`)),
        gates: each(cell.gates, (layer, name) => layer.defined(name)),
        blames: each(cell.states, (layer, name) => layer.blame(name)),
        inputs: pass.inputGradients(),
        parameters: pass.parameterGradients(),
      };
    });
    const tensors = new Set([
      made.loss,
      made.outputs,
      made.inputs,
      made.parameters,
      ...made.states.flat(),
      ...made.gates.flat(),
      ...made.blames.flat(),
    ]);
    const values = await readAll(tensors);
    const valueOf = (tensor: tf.Tensor): Float32Array => values.get(tensor) ?? new Float32Array();
    const named = (names: readonly string[], of: readonly tf.Tensor[][]) =>
      new Map(names.map((name, index) => [name, (of[index] ?? []).map(valueOf)]));
    return {
      loss: valueOf(made.loss)[0] ?? Number.NaN,
      outputs: valueOf(made.outputs),
      states: named(cell.states, made.states),
      gates: named(cell.gates, made.gates),
      stateGradients: named(cell.states, made.blames),
      inputGradients: valueOf(made.inputs),
      parameterGradients: valueOf(made.parameters),
    };
  }

  async weights(): Promise<Weights> {
    const { theta, moments, updates } = this.now;
    return { parameters: await read(theta), moments: await Promise.all(moments.map(read)), updates };
  }

  setWeights(weights: Pick<Weights, 'parameters'> & Partial<Weights>): void {
    const learned = this.learned(weights);
    this.dispose();
    this.now = learned;
  }

  dispose(): void {
    discard(this.now);
    if (this.before !== null) discard(this.before);
    this.before = null;
    this.forget();
  }

  /** What a batch ended in can no longer be continued. */
  private forget(): void {
    for (const states of this.ended?.states ?? []) tf.dispose([...states.values()]);
    this.ended = null;
  }

  private endOf({ steps, size }: Batch, states: readonly tf.Tensor2D[][]): Ended {
    const named = states.map((layer) => new Map(layer.map((value, index) => [this.network.cell.states[index] ?? '', value])));
    return { steps, size, states: named };
  }

  private pass(batch: Batch): Pass {
    return new Pass(this.network, this.layout, this.now.theta, upload(batch, this.network, this.startOf(batch)));
  }

  private startOf({ steps, size, continues, start }: Batch): readonly LayerStart[] {
    const { network, ended } = this;
    if (start === undefined) return continues === true && ended?.steps === steps && ended.size === size ? ended.states : [];
    requireStart(network, size, start);
    return Array.from({ length: network.layers }, (_, layer) => {
      const given = [...start].map(([name, values]) => [name, Float32Array.from(values[layer] ?? [])] as const);
      return new Map(given.map(([name, values]) => [name, tf.tensor2d(values, [size, network.units])]));
    });
  }

  private commit(next: Learned): void {
    if (this.before !== null) discard(this.before);
    this.before = this.now;
    this.now = next;
  }

  private learned({ parameters, moments = [], updates = 0 }: Pick<Weights, 'parameters'> & Partial<Weights>): Learned {
    if (parameters.length !== this.layout.size) {
      throw new RangeError(`${parameters.length} parameters do not fit this network: it has ${this.layout.size}`);
    }
    const fits = moments.length === this.optimizer.moments && moments.every(({ length }) => length === this.layout.size);
    const zero = new Float32Array(this.layout.size);
    return {
      theta: tf.tensor1d(parameters.slice()),
      moments: Array.from({ length: this.optimizer.moments }, (_, index) => tf.tensor1d((fits ? (moments[index] ?? zero) : zero).slice())),
      updates: fits ? updates : 0,
    };
  }
}

function upload(batch: Batch, network: Network, start: readonly LayerStart[]): DeviceBatch {
  const { steps, size } = batch;
  const rows = steps * size;
  const scored = Array.from({ length: steps }, (_, t) => batch.weights.subarray(t * size, (t + 1) * size).some((weight) => weight !== 0));
  return {
    steps,
    size,
    x: tf.tensor2d(batch.x, [rows, network.inputs]),
    target: tf.tensor2d(network.loss === 'mse' ? batch.y : oneHot(batch.y, network.outputs), [rows, network.outputs]),
    weights: tf.tensor2d(batch.weights, [rows, 1]),
    scored,
    start,
    noise: Array.from({ length: network.layers }, (_, layer) => {
      const given = [...(batch.noise ?? [])].map(([name, values]) => [name, Float32Array.from(values[layer] ?? [])] as const);
      return new Map(given.map(([name, values]) => [name, tf.tensor2d(values, [rows, network.units])]));
    }),
  };
}

function oneHot(classes: Float32Array, count: number): Float32Array {
  const hot = new Float32Array(classes.length * count);
  classes.forEach((which, row) => {
    hot[row * count + which] = 1;
  });
  return hot;
}

/** ‖g‖₂ = m ‖g/m‖₂ with m = max |g|, so that no square overflows or vanishes. */
function normOf(gradient: tf.Tensor1D, floor: number): tf.Tensor {
  const largest = tf.maximum(tf.max(tf.abs(gradient)), Math.max(floor, 1e-30));
  return tf.mul(largest, tf.sqrt(tf.sum(tf.square(tf.div(gradient, largest)))));
}

/** g · min(1, clip/‖g‖) */
function clip(gradient: tf.Tensor1D, norm: tf.Tensor, limit: number): tf.Tensor1D {
  return tf.mul(gradient, tf.minimum(1, tf.div(limit, tf.maximum(norm, 1e-30))));
}

/** WebGPU can only be read asynchronously; elsewhere in a worker blocking is quicker than waiting for a fence to be polled. */
async function read(tensor: tf.Tensor): Promise<Float32Array> {
  const data = tf.getBackend() === 'webgpu' ? await tensor.data<'float32'>() : tensor.dataSync<'float32'>();
  return data.slice();
}

/** Reads each tensor once and disposes of them all: two names of one quantity share a tensor. */
async function readAll(tensors: ReadonlySet<tf.Tensor>): Promise<Map<tf.Tensor, Float32Array>> {
  const values = await Promise.all([...tensors].map(async (tensor) => [tensor, await read(tensor)] as const));
  for (const tensor of tensors) tensor.dispose();
  return new Map(values);
}

function discard({ theta, moments }: Learned): void {
  theta.dispose();
  for (const moment of moments) moment.dispose();
}
