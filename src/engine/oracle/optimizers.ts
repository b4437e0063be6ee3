import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerName } from '../../core/choices.ts';

/** The state of an optimiser is a list of flat tensors like the parameters. */
export interface Optimizer {
  /** How many moments it keeps. */
  readonly moments: number;
  /**
   * θ and moments after one update by the gradient g. `k` counts updates from 1.
   * To be called inside a `tidy`; disposes of nothing.
   */
  update(theta: tf.Tensor1D, gradient: tf.Tensor1D, moments: readonly tf.Tensor1D[], rate: number, k: number, epsilon: number): Updated;
}

export interface Updated {
  readonly theta: tf.Tensor1D;
  readonly moments: tf.Tensor1D[];
}

/** θ ← θ − η g */
const sgd: Optimizer = {
  moments: 0,
  update: (theta, gradient, _moments, rate) => ({ theta: tf.sub(theta, tf.mul(gradient, rate)), moments: [] }),
};

const MOMENTUM = 0.9;

/** m ← 0.9 m + g;  θ ← θ − η m (as PyTorch, without dampening) */
const momentum: Optimizer = {
  moments: 1,
  update(theta, gradient, moments, rate) {
    const m: tf.Tensor1D = tf.add(tf.mul(at(moments, 0), MOMENTUM), gradient);
    return { theta: tf.sub(theta, tf.mul(m, rate)), moments: [m] };
  },
};

const RMS_DECAY = 0.99;

/** v ← 0.99 v + 0.01 g²;  θ ← θ − η g / (√v + ε) (Hinton's lecture 6e, with PyTorch's decay) */
const rmsprop: Optimizer = {
  moments: 1,
  update(theta, gradient, moments, rate, _k, epsilon) {
    const v = decay(at(moments, 0), tf.square(gradient), RMS_DECAY);
    const change: tf.Tensor1D = tf.div(tf.mul(gradient, rate), tf.add(tf.sqrt(v), epsilon));
    return { theta: tf.sub(theta, change), moments: [v] };
  },
};

const [BETA_1, BETA_2] = [0.9, 0.999];

/**
 * m ← β₁ m + (1−β₁) g;  v ← β₂ v + (1−β₂) g²;  θ ← θ − η (m/(1−β₁ᵏ)) / (√(v/(1−β₂ᵏ)) + ε)
 * (Kingma & Ba 2015, algorithm 1)
 */
const adam: Optimizer = {
  moments: 2,
  update(theta, gradient, moments, rate, k, epsilon) {
    const m = decay(at(moments, 0), gradient, BETA_1);
    const v = decay(at(moments, 1), tf.square(gradient), BETA_2);
    const root = tf.add(tf.mul(tf.sqrt(v), 1 / Math.sqrt(1 - BETA_2 ** k)), epsilon);
    const change: tf.Tensor1D = tf.div(tf.mul(m, rate / (1 - BETA_1 ** k)), root);
    return { theta: tf.sub(theta, change), moments: [m, v] };
  },
};

export const OPTIMIZER = { sgd, momentum, rmsprop, adam } as const satisfies Record<OptimizerName, Optimizer>;

function decay(moment: tf.Tensor1D, towards: tf.Tensor1D, by: number): tf.Tensor1D {
  return tf.add(tf.mul(moment, by), tf.mul(towards, 1 - by));
}

function at(moments: readonly tf.Tensor1D[], index: number): tf.Tensor1D {
  const moment = moments[index];
  if (moment === undefined) throw new Error(`the optimiser's moment ${index} is missing`);
  return moment;
}
