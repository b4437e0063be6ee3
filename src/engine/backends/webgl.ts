import { Device } from '../webgl/device.ts';
import { createWebglMaker } from '../webgl/executor.ts';
import { isSoftware, type OpenBackend } from './backend.ts';

export const open: OpenBackend = async (byName) => {
  const gl = contextOf();
  const name = rendererName(gl);
  if (isSoftware(name) && !byName) {
    gl.getExtension('WEBGL_lose_context')?.loseContext();
    throw new Error(`WebGL runs on a software rasteriser here (${name}), which is slower than WASM`);
  }
  const lost = new Promise<string>((resolve) => {
    gl.canvas.addEventListener('webglcontextlost', () => resolve('the WebGL context was lost'), { once: true });
  });
  const device = new Device(gl, { software: isSoftware(name) });
  return {
    adapter: name,
    make: createWebglMaker(device),
    memory: () => device.memory(),
    lost,
    refused: () => refusalOf(gl),
    lose: () => gl.getExtension('WEBGL_lose_context')?.loseContext(),
  };
};

function contextOf(): WebGL2RenderingContext {
  if (typeof OffscreenCanvas === 'undefined') throw new Error('this browser has no WebGL in workers');
  const options = { alpha: false, antialias: false, depth: false, stencil: false, powerPreference: 'high-performance' } as const;
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2', options);
  if (gl === null) throw new Error('this browser offers no WebGL 2 here');
  return gl;
}

function rendererName(gl: WebGL2RenderingContext): string {
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(names === null ? gl.RENDERER : names.UNMASKED_RENDERER_WEBGL));
}

const ERRORS: Readonly<Record<number, string>> = {
  1280: 'INVALID_ENUM',
  1281: 'INVALID_VALUE',
  1282: 'INVALID_OPERATION',
  1285: 'OUT_OF_MEMORY',
  1286: 'INVALID_FRAMEBUFFER_OPERATION',
  37442: 'CONTEXT_LOST_WEBGL',
};

function refusalOf(gl: WebGL2RenderingContext): string | null {
  if (gl.isContextLost()) return 'the WebGL context is lost';
  const error = gl.getError();
  return error === gl.NO_ERROR ? null : `WebGL reports ${ERRORS[error] ?? `error ${error}`}`;
}
