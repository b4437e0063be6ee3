import { BACKEND_TITLES, BACKENDS, type BackendName, type EngineInfo, type SelfCheck } from '../core/backend.ts';
import type { Opened } from './backends/backend.ts';
import type { Backends } from './backends/index.ts';
import { measureFloor } from './floor.ts';
import { selfCheck, TOLERANCE } from './selfCheck.ts';

type PassedOver = EngineInfo['passedOver'];

export interface Started {
  readonly info: EngineInfo;
  readonly opened: Opened;
}

/**
 * The first backend that exists on real hardware and differentiates correctly; `wanted` is tried before all others,
 * on a software rasteriser too. Those in `passedOver` failed before and are not tried again.
 * `trying` hears of each that is tried.
 * Throws with every reason where none runs.
 */
export async function startBackend(
  wanted: BackendName | null,
  passedOver: PassedOver,
  backends: Backends,
  trying: (backend: BackendName) => void,
): Promise<Started> {
  const reasons = [...passedOver];
  const order = wanted === null ? BACKENDS : [wanted, ...BACKENDS.filter((name) => name !== wanted)];
  for (const name of order) {
    if (passedOver.some(({ backend }) => backend === name)) continue;
    try {
      trying(name);
      return await tryBackend(name, name === wanted, reasons, backends);
    } catch (error) {
      reasons.push({ backend: name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  throw new Error(`No backend runs here. ${sentences(reasons)}`);
}

async function tryBackend(backend: BackendName, byName: boolean, passedOver: PassedOver, backends: Backends): Promise<Started> {
  const open = await backends[backend]();
  const opened = await open(byName);
  const floor = await measureFloor(opened.make);
  const check = await selfCheck(opened.make, floor);
  const refusal = opened.refused();
  if (refusal !== null) throw new Error(`${BACKEND_TITLES[backend]} refused a computation: ${refusal}`);
  if (!check.ok) throw new Error(describeFailedCheck(backend, check));
  return { opened, info: { backend, adapter: opened.adapter, selfCheck: check, floor, reason: sentences(passedOver), passedOver } };
}

/** A sentence without its full stop. */
export function describeFailedCheck(backend: BackendName, { maxRelativeError }: SelfCheck, where = 'here'): string {
  return `${BACKEND_TITLES[backend]} computes wrong gradients ${where}: they are off by ${maxRelativeError.toPrecision(2)} of their size, and ${TOLERANCE} is allowed`;
}

function sentences(passedOver: PassedOver): string {
  return passedOver.map(({ backend, reason }) => `${BACKEND_TITLES[backend]} was passed over: ${reason}.`).join(' ');
}
