import * as tf from '@tensorflow/tfjs-core';
import type { Layout, Network, Slot } from '../../core/network.ts';
import { LayerPass, type LayerStart } from './layer.ts';

type Matrix = tf.Tensor2D;

/** A batch on the device: rows are (t, b). `target` is one-hot where the loss is cross-entropy. */
export interface DeviceBatch {
  readonly steps: number;
  readonly size: number;
  readonly x: Matrix;
  readonly target: Matrix;
  /** [rows, 1] */
  readonly weights: Matrix;
  /** Whether any sequence is scored at step t. */
  readonly scored: readonly boolean[];
  /** By layer. */
  readonly start: readonly LayerStart[];
  /** What disturbs the states, all rows, by layer. */
  readonly noise: readonly LayerStart[];
}

/** The whole network's forward and backward pass over a batch. Everything is left to the surrounding `tidy`. */
export class Pass {
  readonly layers: LayerPass[] = [];
  readonly loss: tf.Tensor;
  /** V h + a, before any softmax: [rows, outputs]. */
  readonly outputs: Matrix;
  private readonly parameters: ReadonlyMap<Slot, Matrix>;
  private readonly outputGradient: Matrix;

  constructor(
    private readonly network: Network,
    private readonly layout: Layout,
    theta: tf.Tensor1D,
    private readonly batch: DeviceBatch,
  ) {
    this.parameters = parametersOf(layout, theta);
    this.runLayers();
    this.outputs = tf.add(tf.matMul(this.top().defined("h'"), tf.transpose(this.head('V'))), this.head('a'));
    const { loss, gradient } = LOSSES[network.loss](this.outputs, batch.target, batch.weights);
    this.loss = loss;
    this.outputGradient = gradient;
    this.carryBack();
  }

  /** ∂L/∂x of the first layer, all rows. */
  inputGradients(): Matrix {
    return this.layers[0]?.inputGradient() ?? tf.zerosLike(this.batch.x);
  }

  /** ∂L by all parameters, flat by the layout. */
  parameterGradients(): tf.Tensor1D {
    return tf.concat(this.layout.slots.map((slot) => this.gradientOf(slot)));
  }

  private runLayers(): void {
    const { cell, units } = this.network;
    let x = this.batch.x;
    for (let layer = 0; layer < this.network.layers; layer++) {
      const pass = new LayerPass(
        cell,
        this.layerParameters(layer),
        x,
        this.batch.steps,
        this.batch.size,
        units,
        this.start(layer),
        this.batch.noise[layer] ?? new Map(),
      );
      pass.forward();
      this.layers.push(pass);
      x = pass.defined("h'");
    }
  }

  private carryBack(): void {
    let external: Matrix = tf.matMul(this.outputGradient, this.head('V'));
    let reached = this.batch.scored;
    for (const layer of this.layers.toReversed()) {
      layer.backward(external, reached);
      external = layer.inputGradient() ?? tf.zerosLike(external);
      reached = new Array<boolean>(this.batch.steps).fill(true);
    }
  }

  private gradientOf(slot: Slot): tf.Tensor1D {
    const gradient = slot.layer === null ? this.headGradient(slot) : this.layerGradient(slot, slot.layer);
    return gradient === null ? tf.zeros([slot.rows * slot.columns]) : tf.reshape(gradient, [slot.rows * slot.columns]);
  }

  private headGradient(slot: Slot): tf.Tensor {
    if (slot.kind === 'vector') return tf.sum(this.outputGradient, 0);
    return tf.matMul(tf.transpose(this.outputGradient), this.top().defined("h'"));
  }

  private layerGradient(slot: Slot, layer: number): tf.Tensor | null {
    const pass = this.layers[layer];
    if (pass === undefined) throw new Error(`the network has no layer ${layer}`);
    return slot.kind === 'vector' ? pass.vectorGradient(slot.name) : pass.matrixGradient(slot.name);
  }

  private start(layer: number): LayerStart {
    return this.batch.start[layer] ?? new Map();
  }

  private top(): LayerPass {
    const top = this.layers.at(-1);
    if (top === undefined) throw new Error('a network needs a layer');
    return top;
  }

  private head(name: 'V' | 'a'): Matrix {
    for (const [slot, value] of this.parameters) if (slot.layer === null && slot.name === name) return value;
    throw new Error(`the head's ${name} is missing`);
  }

  private layerParameters(layer: number): Map<string, Matrix> {
    const found = new Map<string, Matrix>();
    for (const [slot, value] of this.parameters) if (slot.layer === layer) found.set(slot.name, value);
    return found;
  }
}

/** Matrices as [rows, columns], vectors as one row. */
function parametersOf(layout: Layout, theta: tf.Tensor1D): Map<Slot, Matrix> {
  const sizes = layout.slots.map(({ rows, columns }) => rows * columns);
  const pieces = tf.split(theta, sizes);
  return new Map(
    layout.slots.map((slot, index) => {
      const shape: [number, number] = slot.kind === 'vector' ? [1, slot.rows] : [slot.rows, slot.columns];
      return [slot, tf.reshape(pieces[index] as tf.Tensor1D, shape)];
    }),
  );
}

interface LossAndGradient {
  readonly loss: tf.Tensor;
  readonly gradient: Matrix;
}

/** Σ w · mean_o (y − ŷ)², and its gradient 2 w (ŷ − y)/O by each output. */
function meanSquaredError(outputs: Matrix, target: Matrix, weights: Matrix): LossAndGradient {
  const difference: Matrix = tf.sub(outputs, target);
  const count = outputs.shape[1] ?? 1;
  const weighted: Matrix = tf.mul(difference, weights);
  return { loss: tf.mul(tf.sum(tf.mul(weighted, difference)), 1 / count), gradient: tf.mul(weighted, 2 / count) };
}

/** −Σ w · ln softmax(ŷ)_class, with the row's maximum subtracted first, and its gradient w (softmax(ŷ) − onehot). */
function crossEntropy(outputs: Matrix, target: Matrix, weights: Matrix): LossAndGradient {
  const shifted: Matrix = tf.sub(outputs, tf.max(outputs, 1, true));
  const powers: Matrix = tf.exp(shifted);
  const total: Matrix = tf.sum(powers, 1, true);
  const rows = tf.sub(tf.log(total), tf.sum(tf.mul(target, shifted), 1, true));
  const gradient: Matrix = tf.mul(tf.sub(tf.div(powers, total), target), weights);
  return { loss: tf.sum(tf.mul(rows, weights)), gradient };
}

const LOSSES = { mse: meanSquaredError, crossEntropy } as const satisfies Record<Network['loss'], unknown>;
