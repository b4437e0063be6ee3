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

/** What is taken from θ at update k, of a gradient and two moments that are kept from update to update. */
type Rule = (g: number, rate: number, k: number, moments: [number, number]) => number;

const RULES: Readonly<Record<Experiment['optimizer'], Rule>> = {
  sgd: (g, rate) => rate * g,
  momentum(g, rate, _k, moments) {
    moments[0] = 0.9 * moments[0] + g;
    return rate * moments[0];
  },
  rmsprop(g, rate, _k, moments) {
    moments[0] = 0.99 * moments[0] + 0.01 * g * g;
    return (rate * g) / (Math.sqrt(moments[0]) + 1e-8);
  },
  adam(g, rate, k, moments) {
    moments[0] = 0.9 * moments[0] + 0.1 * g;
    moments[1] = 0.999 * moments[1] + 0.001 * g * g;
    return (rate * (moments[0] / (1 - 0.9 ** k))) / (Math.sqrt(moments[1] / (1 - 0.999 ** k)) + 1e-8);
  },
};

/** A run with its optimiser and clipping by the interpreter alone: what every backend has to come close to. */
export function trainInFloat64(experiment: Experiment, iterations: number): Reference {
  const network = networkOf(experiment);
  const task = taskOf(experiment.task);
  const rng = createRng(experiment.seed);
  const first = initialise(network, experiment, rng);
  const theta = Float64Array.from(first);
  const moments = Array.from(theta, (): [number, number] => [0, 0]);
  const rule = RULES[experiment.optimizer];
  const losses: number[] = [];
  for (let k = 1; k <= iterations; k++) {
    const batch = makeBatch(task, experiment.options, rng.fork('batch', k), experiment.batch, 'train');
    const { loss, parameterGradients } = differentiate(network, theta, batch);
    losses.push(loss);
    const gradient = Float64Array.from(parameterGradients);
    const scale = Math.min(1, experiment.clip / Math.hypot(...gradient));
    gradient.forEach((raw, i) => {
      theta[i] = (theta[i] ?? 0) - rule(raw * scale, experiment.rate, k, moments[i] ?? [0, 0]);
    });
  }
  const probe = probeBatch(task, experiment.options, rng);
  const inputs = Array.from({ length: probe.steps }, (_, t) =>
    Array.from({ length: network.inputs }, (_, i) => probe.x[t * probe.size * network.inputs + i] ?? Number.NaN),
  );
  return { weights: nameParameters(network, first), inputs, losses };
}
