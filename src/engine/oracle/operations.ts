import * as tf from '@tensorflow/tfjs-core';
import type { Binary, Unary } from '../../core/cell/graph.ts';

type Matrix = tf.Tensor2D;

const UNARY: Readonly<Record<Unary, (a: Matrix) => Matrix>> = {
  sigmoid: tf.sigmoid,
  tanh: tf.tanh,
  relu: tf.relu,
  softplus: tf.softplus,
  exp: tf.exp,
  abs: tf.abs,
  sqrt: tf.sqrt,
  negate: tf.neg,
  step: (a) => tf.cast(tf.greater(a, 0), 'float32'),
  sign: tf.sign,
};

const BINARY: Readonly<Record<Binary, (a: Matrix, b: Matrix) => Matrix>> = {
  add: tf.add,
  subtract: tf.sub,
  multiply: tf.mul,
  divide: tf.div,
  min: tf.minimum,
  max: tf.maximum,
  exceeds: (a, b) => tf.mul(tf.add(tf.cast(tf.greater(a, b), 'float32'), tf.cast(tf.greaterEqual(a, b), 'float32')), 0.5),
};

/** A function of one value by element, on the backend in use. */
export function unary(name: Unary, a: Matrix): Matrix {
  return UNARY[name](a);
}

/** A function of two values by element; one row stands for all. */
export function binary(name: Binary, a: Matrix, b: Matrix): Matrix {
  return BINARY[name](a, b);
}
