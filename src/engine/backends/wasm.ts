import { createWasmMaker } from '../wasm/executor.ts';
import { hasRelaxedSimd, hasSimd } from '../wasm/relaxed.ts';
import { NEVER, type OpenBackend } from './backend.ts';

export const open: OpenBackend = async () => {
  if (typeof WebAssembly === 'undefined') throw new Error('this browser has no WebAssembly');
  if (!hasSimd()) throw new Error('WebAssembly has no SIMD here');
  const adapter = hasRelaxedSimd() ? 'WebAssembly with SIMD, relaxed unless exact' : 'WebAssembly with SIMD';
  return { adapter, ...createWasmMaker(), lost: NEVER, refused: () => null, lose: () => {} };
};
