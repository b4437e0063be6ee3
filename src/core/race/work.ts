import type { Experiment } from '../experiment.ts';
import { layoutOf } from '../network.ts';
import { networkOf } from '../networkOf.ts';
import type { LayerPlan } from '../plan/plan.ts';
import { planOf } from '../plan/planOf.ts';
import type { Phase } from '../plan/values.ts';
import { taskOf } from '../tasks/index.ts';

/** Phases that run at every step of an iteration; `trace` serves the pictures alone. */
const PER_STEP: readonly Phase[] = ['before', 'forward', 'backward', 'after'];

/**
 * Multiply-adds of one iteration: of every matrix product, forward, backward and for the gradients of the weights, over
 * all layers, steps and sequences of the batch. Work by element is not counted: it grows with the units, products with
 * their square.
 */
export function multiplyAdds(experiment: Experiment): number {
  const network = networkOf(experiment);
  const { steps } = taskOf(experiment.task).sizes(experiment.options);
  const perStep = planOf(network).layers.reduce((sum, layer) => sum + inLayer(layer), 0);
  const head = 3 * network.outputs * network.units;
  return steps * experiment.batch * (perStep + head);
}

function inLayer({ stages, outers }: LayerPlan): number {
  const products = PER_STEP.flatMap((phase) => stages[phase]).filter((stage) => stage.kind === 'product');
  return [...products, ...outers].reduce((sum, { rows, columns }) => sum + rows * columns, 0);
}

/** Numbers that are learned. */
export const parametersOf = (experiment: Experiment): number => layoutOf(networkOf(experiment)).size;

/** The number of units, from 1 to `most`, with which an experiment's network comes nearest to so many parameters. */
export function unitsFor(experiment: Experiment, parameters: number, most: number): number {
  const network = networkOf(experiment);
  const excess = (units: number): number => layoutOf({ ...network, units }).size - parameters;
  let [low, high] = [1, most];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (excess(middle) < 0) low = middle + 1;
    else high = middle;
  }
  return low > 1 && Math.abs(excess(low - 1)) <= Math.abs(excess(low)) ? low - 1 : low;
}
