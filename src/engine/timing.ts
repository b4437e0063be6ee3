import type { BackendName } from '../core/backend.ts';
import type { Experiment } from '../core/experiment.ts';
import type { Backends } from './backends/index.ts';
import { measureFloor } from './floor.ts';
import { Run } from './run.ts';

/** A backend is at its speed after so long: compilers go over what is run often once more. */
const WARM_UP_MS = 500;
/** Then so many iterations at least, and for so long. */
const [TIMED, TIMED_MS] = [5, 400];
/** All of it takes no longer than this, where one iteration does not. */
const LIMIT_MS = 2200;

/**
 * Milliseconds of one iteration of an experiment from its first weights, data included: the median of a few, on a backend
 * opened for this alone. `begins` hears when all is compiled. Throws why the backend is not there or does not do.
 */
export async function timeIteration(experiment: Experiment, backend: BackendName, backends: Backends, begins: () => void): Promise<number> {
  const opened = await (await backends[backend]())(true);
  const run = await Run.open(experiment, opened.make, { floor: await measureFloor(opened.make), exact: experiment.exact }, null);
  await run.prepare();
  begins();
  const milliseconds = await medianOf(run);
  // A dispatch that the device refused took no time.
  const refusal = opened.refused();
  if (refusal !== null) throw new Error(refusal);
  return milliseconds;
}

async function medianOf(run: Run): Promise<number> {
  const start = performance.now();
  const since = (from: number): number => performance.now() - from;
  let last = await time(run);
  while (since(start) < WARM_UP_MS) last = await time(run);
  const [timed, times]: [number, number[]] = [performance.now(), []];
  while ((times.length < TIMED || since(timed) < TIMED_MS) && since(start) < LIMIT_MS) times.push(await time(run));
  times.sort((a, b) => a - b);
  return times[times.length >> 1] ?? last;
}

async function time(run: Run): Promise<number> {
  const start = performance.now();
  await run.iterate();
  return performance.now() - start;
}
