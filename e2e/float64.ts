import { differentiate } from '../src/core/cell/interpret.ts';
import type { Experiment } from '../src/core/experiment.ts';
import { initialise } from '../src/core/initialise.ts';
import { networkOf } from '../src/core/networkOf.ts';
import { nameParameters, type Parameters } from '../src/core/parameters.ts';
import { createRng } from '../src/core/rng.ts';
import { makeBatch, probeBatch, taskOf } from '../src/core/tasks/index.ts';

interface Reference {
  readonly weights: Parameters;
  /** Of the first sequence of the probe: [t][i]. */
  readonly inputs: number[][];
  readonly losses: number[];
}

/** A run with Adam and clipping by the interpreter alone: what every backend has to come close to. */
export function trainInFloat64(experiment: Experiment, iterations: number): Reference {
  const network = networkOf(experiment);
  const task = taskOf(experiment.task);
  const rng = createRng(experiment.seed);
  const first = initialise(network, experiment, rng);
  const theta = Float64Array.from(first);
  const [m, v] = [new Float64Array(theta.length), new Float64Array(theta.length)];
  const losses: number[] = [];
  for (let k = 1; k <= iterations; k++) {
    const batch = makeBatch(task, experiment.options, rng.fork('batch', k), experiment.batch, 'train');
    const { loss, parameterGradients } = differentiate(network, theta, batch);
    losses.push(loss);
    const gradient = Float64Array.from(parameterGradients);
    const scale = Math.min(1, experiment.clip / Math.hypot(...gradient));
    gradient.forEach((raw, i) => {
      const g = raw * scale;
      m[i] = 0.9 * (m[i] ?? 0) + 0.1 * g;
      v[i] = 0.999 * (v[i] ?? 0) + 0.001 * g * g;
      const root = Math.sqrt((v[i] ?? 0) / (1 - 0.999 ** k)) + 1e-8;
      theta[i] = (theta[i] ?? 0) - (experiment.rate * ((m[i] ?? 0) / (1 - 0.9 ** k))) / root;
    });
  }
  const probe = probeBatch(task, experiment.options, rng);
  const inputs = Array.from({ length: probe.steps }, (_, t) =>
    Array.from({ length: network.inputs }, (_, i) => probe.x[t * probe.size * network.inputs + i] ?? Number.NaN),
  );
  return { weights: nameParameters(network, first), inputs, losses };
}
