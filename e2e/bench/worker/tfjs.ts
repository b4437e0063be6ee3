import * as tf from '@tensorflow/tfjs-core';

/** Sets tfjs to a backend as its users do, without anything of ours. */
export async function openTfjs(backend: string): Promise<void> {
  await LOAD[backend]?.();
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs did not start on ${backend}`);
  await tf.ready();
}

const LOAD: Readonly<Record<string, () => Promise<unknown>>> = {
  cpu: () => import('@tensorflow/tfjs-backend-cpu'),
  webgl: () => import('@tensorflow/tfjs-backend-webgl'),
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu'),
  async wasm() {
    const [{ setWasmPaths }, plain, simd] = await Promise.all([
      import('@tensorflow/tfjs-backend-wasm'),
      import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'),
      import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'),
    ]);
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    const [plainUrl, simdUrl] = [plain.default, simd.default].map((url) => new URL(url, import.meta.url).href) as [string, string];
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plainUrl,
      'tfjs-backend-wasm-simd.wasm': simdUrl,
      'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
    });
  },
};
