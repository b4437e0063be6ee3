import { Device } from '../webgl/device.ts';
import { createWebglMaker } from '../webgl/executor.ts';
import type { Opened } from './backend.ts';

/** The kernels for a context of that name. */
export function openDevice(gl: WebGL2RenderingContext, name: string, software: boolean): Opened {
  const lost = new Promise<string>((resolve) => {
    gl.canvas.addEventListener('webglcontextlost', () => resolve('the WebGL context was lost'), { once: true });
  });
  const device = new Device(gl, { software });
  return {
    adapter: name,
    make: createWebglMaker(device),
    memory: () => device.memory(),
    lost,
    refused: () => refusalOf(gl),
    lose: () => gl.getExtension('WEBGL_lose_context')?.loseContext(),
  };
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
