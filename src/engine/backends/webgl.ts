import { isSoftware, type OpenBackend } from './backend.ts';

/** Asks for a context first: where there is none, nothing more has to be loaded to say so. */
export const open: OpenBackend = async (byName) => {
  const gl = contextOf();
  const name = rendererName(gl);
  const software = isSoftware(name);
  if (software && !byName) {
    gl.getExtension('WEBGL_lose_context')?.loseContext();
    throw new Error(`WebGL runs on a software rasteriser here (${name}), which is slower than WASM`);
  }
  // Heard from now on: the kernels may take a while to come.
  const lost = new Promise<string>((resolve) => {
    gl.canvas.addEventListener('webglcontextlost', () => resolve('the WebGL context was lost'), { once: true });
  });
  const { openDevice } = await import('./webglDevice.ts');
  return openDevice(gl, { name, software, lost });
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
