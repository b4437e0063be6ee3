import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { makeWebgpuExecutor } from '../webgpu/executor.ts';
import type { Held, Opened } from './backend.ts';

/** tfjs's device on the adapter of that name, and the kernels for it. */
export async function openDevice(name: string, software: boolean): Promise<Opened> {
  if (!(await tf.setBackend('webgpu'))) throw new Error('WebGPU gave no device');
  await tf.ready();
  return watch((tf.backend() as WebGPUBackend).device, name, software);
}

function watch(device: GPUDevice, name: string, software: boolean): Opened {
  let refusal: string | null = null;
  device.addEventListener('uncapturederror', (event) => {
    refusal ??= event.error.message;
  });
  return {
    adapter: name === '' ? 'unnamed adapter' : name,
    make: makeWebgpuExecutor(software),
    memory: held,
    lost: device.lost.then(({ message }) => (message === '' ? 'the WebGPU device was lost' : `the WebGPU device was lost: ${message}`)),
    refused() {
      const message = refusal;
      refusal = null;
      return message;
    },
    lose: () => device.destroy(),
  };
}

/** Tensors that live, and their bytes. */
function held(): Held {
  const { numTensors, numBytes } = tf.memory();
  return { buffers: numTensors, bytes: numBytes };
}
