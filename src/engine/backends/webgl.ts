import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { makeOpsExecutor } from '../executor/ops.ts';
import { isSoftware, type OpenBackend, type Opened } from './backend.ts';
import { held, setBackend } from './tfjs.ts';

export const open: OpenBackend = async (byName) => {
  const name = rendererName();
  if (isSoftware(name) && !byName) throw new Error(`WebGL runs on a software rasteriser here (${name}), which is slower than WASM`);
  await import('@tensorflow/tfjs-backend-webgl');
  await setBackend('webgl', 'WebGL gave no context with floating-point textures');
  return watch((tf.backend() as MathBackendWebGL).gpgpu.gl, name);
};

function rendererName(): string {
  if (typeof OffscreenCanvas === 'undefined') throw new Error('this browser has no WebGL in workers');
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null) throw new Error('this browser offers no WebGL 2 here');
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(names === null ? gl.RENDERER : names.UNMASKED_RENDERER_WEBGL);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return String(name);
}

function watch(gl: WebGLRenderingContext, name: string): Opened {
  return {
    adapter: name,
    make: makeOpsExecutor,
    memory: held,
    lost: new Promise<string>((resolve) => {
      gl.canvas.addEventListener('webglcontextlost', () => resolve('the WebGL context was lost'), { once: true });
    }),
    refused: () => (gl.isContextLost() ? 'the WebGL context is lost' : null),
    lose: () => gl.getExtension('WEBGL_lose_context')?.loseContext(),
  };
}
