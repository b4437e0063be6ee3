import type { BackendName } from '../../core/backend.ts';
import type { OpenBackend } from './backend.ts';
import { open as openWebgl } from './webgl.ts';
import { open as openWebgpu } from './webgpu.ts';

export type Backends = Readonly<Record<BackendName, () => Promise<OpenBackend>>>;

/** The kernels of a backend are loaded only when it is tried, and those for a graphics card only where there is one. */
export const BACKEND = {
  webgpu: async () => openWebgpu,
  webgl: async () => openWebgl,
  wasm: async () => (await import('./wasm.ts')).open,
  cpu: async () => (await import('./cpu.ts')).open,
} as const satisfies Backends;
