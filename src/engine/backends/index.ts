import type { BackendName } from '../../core/backend.ts';
import type { OpenBackend } from './backend.ts';

export type Backends = Readonly<Record<BackendName, () => Promise<OpenBackend>>>;

/** Each backend is loaded only when it is tried. */
export const BACKEND = {
  webgpu: async () => (await import('./webgpu.ts')).open,
  webgl: async () => (await import('./webgl.ts')).open,
  wasm: async () => (await import('./wasm.ts')).open,
  cpu: async () => (await import('./cpu.ts')).open,
} as const satisfies Backends;
