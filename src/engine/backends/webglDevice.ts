import { Device } from '../webgl/device.ts';
import { createWebglMaker } from '../webgl/executor.ts';
import type { Opened } from './backend.ts';

interface Found {
  readonly name: string;
  readonly software: boolean;
  readonly lost: Promise<string>;
}

/** The kernels for a context. */
export function openDevice(gl: WebGL2RenderingContext, { name, software, lost }: Found): Opened {
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
