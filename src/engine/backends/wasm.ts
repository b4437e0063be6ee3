import * as tf from '@tensorflow/tfjs-core';
import { NEVER, type OpenBackend } from './backend.ts';

export const open: OpenBackend = async () => {
  if (typeof WebAssembly === 'undefined') throw new Error('this browser has no WebAssembly');
  const [{ setWasmPaths }, plain, simd] = await Promise.all([
    import('@tensorflow/tfjs-backend-wasm'),
    import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'),
    import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'),
  ]);
  // Its threads start from blob scripts, which the page's policy refuses.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': absolute(plain.default),
    'tfjs-backend-wasm-simd.wasm': absolute(simd.default),
    // Asked for by name, never loaded: threads are off.
    'tfjs-backend-wasm-threaded-simd.wasm': absolute(simd.default),
  });
  if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly module could not be loaded');
  const fast = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return { adapter: fast ? 'WebAssembly with SIMD' : 'WebAssembly without SIMD', lost: NEVER, refused: () => null, lose: () => {} };
};

/** Asset addresses are relative to the page, and a worker's own address is not the page's. */
function absolute(url: string): string {
  return new URL(url, import.meta.url).href;
}
