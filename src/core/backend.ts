/** In the order in which they are tried. */
export const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];
export const BACKEND_TITLES = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM', cpu: 'CPU' } as const satisfies Record<BackendName, string>;

export interface SelfCheck {
  readonly ok: boolean;
  /** Largest |difference| from the float64 interpreter over an array, relative to the array's largest magnitude. */
  readonly maxRelativeError: number;
}

/** What runs, and why. */
export interface EngineInfo {
  readonly backend: BackendName;
  /** What the driver calls the hardware. */
  readonly adapter: string;
  readonly selfCheck: SelfCheck;
  /** Smallest magnitude that survives a multiplication by one. */
  readonly floor: number;
  /** Why each backend before this one was passed over, in sentences; empty where the first choice runs. */
  readonly reason: string;
  readonly passedOver: readonly { readonly backend: BackendName; readonly reason: string }[];
}
