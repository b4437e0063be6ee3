import * as tf from '@tensorflow/tfjs-core';

/** Exponents of the smallest positive float32 (subnormal) and of one that every device holds. */
const [LEAST, SAFE] = [-149, -4];

/**
 * The smallest magnitude that the backend in use represents, measured: the least power of two that is still there
 * after a multiplication by one on the device.
 */
export async function measureFloor(): Promise<number> {
  const powers = Float32Array.from({ length: SAFE - LEAST + 1 }, (_, k) => 2 ** (LEAST + k));
  const product = tf.tidy(() => tf.mul(tf.tensor1d(powers), tf.onesLike(tf.tensor1d(powers))));
  const survived = await product.data<'float32'>();
  product.dispose();
  const first = powers.findIndex((power, index) => Math.abs((survived[index] ?? 0) - power) <= power / 2);
  return first === -1 ? Number.NaN : (powers[first] ?? Number.NaN);
}
