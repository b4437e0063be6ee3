import type { BackendName } from '../core/backend.ts';
import type { Experiment } from '../core/experiment.ts';
import type { Backends } from './backends/index.ts';
import { measureFloor } from './floor.ts';
import { Run } from './run.ts';

/** Iterations that are timed after the first, which warms up. */
const TIMED = 5;
/** All of them together take about so long at most; where one is left, the first is what is told. */
const LIMIT_MS = 1500;

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
  const warmUp = await time(run);
  const times: number[] = [];
  while (times.length < TIMED && performance.now() - start < LIMIT_MS) times.push(await time(run));
  times.sort((a, b) => a - b);
  return times[times.length >> 1] ?? warmUp;
}

async function time(run: Run): Promise<number> {
  const start = performance.now();
  await run.iterate();
  return performance.now() - start;
}
