import type { StoreApi } from 'zustand/vanilla';
import { BACKENDS, type BackendName } from '../core/backend.ts';
import { differenceOf, type Experiment, type ExperimentKey } from '../core/experiment.ts';
import { type Client, connect, type PageEnd } from '../protocol/client.ts';
import { suppliedFor, supplier } from './materials.ts';
import type { State, Timing, Timings } from './session.ts';

/** Once all is compiled, the first iteration and what else is timed may take so long. */
const LIMIT_MS = 3000;
/** A backend that has not compiled all by then is left. */
const PATIENCE_MS = 30_000;
/** Another backend is offered where it is this many times as fast. */
const WORTH = 1.5;
/** What an iteration's time hangs on. */
const WORK: readonly ExperimentKey[] = ['task', 'options', 'cell', 'units', 'layers', 'optimizer', 'batch', 'exact'];

/** The timings as far as they are of this experiment. */
export function timingsFor(timings: Timings | null, experiment: Experiment): Timings | null {
  return timings === null || differenceOf(timings.experiment, experiment).some((key) => WORK.includes(key)) ? null : timings;
}

/** The fastest backend, where it beats the one in use by half again, and by how much; null where none does. */
export function fasterThan(used: BackendName, { of }: Timings): { readonly backend: BackendName; readonly times: number } | null {
  const now = of[used];
  if (now === undefined || 'reason' in now) return null;
  const timed = BACKENDS.flatMap((backend) => {
    const timing = of[backend];
    return timing !== undefined && 'milliseconds' in timing ? [{ backend, milliseconds: timing.milliseconds }] : [];
  });
  const [first, ...others] = timed;
  if (first === undefined) return null;
  const best = others.reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a), first);
  const times = ('over' in now ? now.over : now.milliseconds) / best.milliseconds;
  return times >= WORTH ? { backend: best.backend, times } : null;
}

/** Times every backend, one after the other, each in an engine of its own; the state shows each as it comes. Ends early with the signal. */
export async function timeBackends(spawn: () => PageEnd, state: StoreApi<State>, signal: AbortSignal): Promise<void> {
  const { experiment } = state.getState();
  let of: Timings['of'] = {};
  const show = (running: BackendName | null) => state.setState({ timings: { experiment, of, running } });
  for (const backend of BACKENDS) {
    if (signal.aborted) break;
    show(backend);
    const timing = await timeBackend(spawn, experiment, backend, signal);
    if (timing !== null) of = { ...of, [backend]: timing };
  }
  show(null);
}

/** Null where the signal ended it. */
function timeBackend(spawn: () => PageEnd, experiment: Experiment, backend: BackendName, signal: AbortSignal): Promise<Timing | null> {
  return new Promise((resolve) => {
    let engine: Client | null = null;
    const end = (timing: Timing | null): void => {
      clearTimeout(clock);
      signal.removeEventListener('abort', abort);
      resolve(timing);
      engine?.end('it was timed');
    };
    const abort = (): void => end(null);
    const fail = (error: unknown): void => end({ reason: error instanceof Error ? error.message : String(error) });
    let clock = setTimeout(end, PATIENCE_MS, { reason: `it was not ready after ${PATIENCE_MS / 1000} s` });
    const busy = (text: string | null): void => {
      if (text !== null) return;
      clearTimeout(clock);
      clock = setTimeout(end, LIMIT_MS, { over: LIMIT_MS });
    };
    signal.addEventListener('abort', abort);
    try {
      engine = connect(spawn(), { ...DEAF, busy });
      const timed = engine;
      supplier()(timed, suppliedFor(experiment))
        .then(() => timed.call('time', { experiment, backend }))
        .then(end, fail);
    } catch (error) {
      fail(error);
    }
  });
}

const DEAF = { trying() {}, frame() {}, exploded() {}, undone() {}, lost() {}, died() {} };
