import * as tf from '@tensorflow/tfjs-core';
import type { Held } from './backend.ts';

/** Sets tfjs to a backend that was imported; throws `otherwise` where it does not start. */
export async function setBackend(name: string, otherwise: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(otherwise);
  await tf.ready();
}

/** Tensors that live, and their bytes. */
export function held(): Held {
  const { numTensors, numBytes } = tf.memory();
  return { buffers: numTensors, bytes: numBytes };
}
