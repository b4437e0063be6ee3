import { cellOf } from './cell/builtin.ts';
import type { Experiment } from './experiment.ts';
import type { Network } from './network.ts';
import { defaultOptions, taskOf } from './tasks/index.ts';

/** The network that an experiment trains. */
export function networkOf(experiment: Experiment): Network {
  const task = taskOf(experiment.task);
  const { inputs, outputs, loss } = task.sizes({ ...defaultOptions(task), ...experiment.options });
  return { cell: cellOf(experiment.cell), inputs, outputs, loss, units: experiment.units, layers: experiment.layers };
}
