import type { MakeExecutor } from '../executor/executor.ts';

/** What executors hold of a backend's memory. */
export interface Held {
  /** Buffers, textures, tensors or memories, as the backend counts them. */
  readonly buffers: number;
  readonly bytes: number;
}

/** A backend that is there. */
export interface Opened {
  /** What the driver calls the hardware. */
  readonly adapter: string;
  /** Makes this backend's executors. */
  readonly make: MakeExecutor;
  /** What all its executors hold now. */
  memory(): Held;
  /** Resolves with the reason when the device is gone; never, where there is none to lose. */
  readonly lost: Promise<string>;
  /** An error that the device reported without throwing; null where there was none since the last call. */
  refused(): string | null;
  /** Loses the device as a driver would, for tests of the recovery. */
  lose(): void;
}

/** Opens one backend; throws a reason in a sentence where that cannot be. `byName`: a software rasteriser will do, since it was asked for. */
export type OpenBackend = (byName: boolean) => Promise<Opened>;

/** Drivers that compute on the processor what they are asked to compute on a graphics card. */
export function isSoftware(description: string): boolean {
  return /swiftshader|llvmpipe|softpipe|lavapipe|software|microsoft basic render/i.test(description);
}

export const NEVER: Promise<never> = new Promise(() => {});
