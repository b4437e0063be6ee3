import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { makeWebgpuExecutor } from '../webgpu/executor.ts';
import { type Held, isSoftware, type OpenBackend, type Opened } from './backend.ts';

export const open: OpenBackend = async (byName) => {
  const adapter = await adapterOf();
  const { info } = adapter;
  const name = [info.vendor, info.architecture, info.description].filter((part) => part !== '').join(' ');
  const software = info.isFallbackAdapter || isSoftware(name);
  if (software && !byName) {
    throw new Error(`WebGPU runs on a software rasteriser here (${name}), which is slower than WASM`);
  }
  await import('@tensorflow/tfjs-backend-webgpu');
  if (!(await tf.setBackend('webgpu'))) throw new Error('WebGPU gave no device');
  await tf.ready();
  return watch((tf.backend() as WebGPUBackend).device, name, software);
};

async function adapterOf(): Promise<GPUAdapter> {
  // The types declare it always there; insecure pages and older browsers lack it.
  const gpu = navigator.gpu as GPU | undefined;
  if (gpu === undefined) throw new Error('this browser offers no WebGPU here');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new Error('this browser found no WebGPU adapter');
  return adapter;
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
