import * as tf from '@tensorflow/tfjs-core';

/** Most pieces that WASM takes from one tensor at once. */
const PIECES = 6;

/**
 * The rows of each step, [batch, width] each, out of rows (t, b). On WASM every piece of a split copies the whole tensor
 * first, so that one split into T steps would cost T²; there the rows are split into a few parts and those again.
 */
export function splitSteps(rows: tf.Tensor2D, steps: number): tf.Tensor2D[] {
  if (steps <= PIECES || tf.getBackend() !== 'wasm') return tf.split(rows, steps);
  const size = (rows.shape[0] ?? 0) / steps;
  const parts = Array.from({ length: PIECES }, (_, k) => Math.floor(((k + 1) * steps) / PIECES) - Math.floor((k * steps) / PIECES));
  const pieces: tf.Tensor2D[] = tf.split(
    rows,
    parts.map((part) => part * size),
  );
  return pieces.flatMap((piece, k) => splitSteps(piece, parts[k] ?? 1));
}
