import type { Experiment } from '../core/experiment.ts';
import { initialise } from '../core/initialise.ts';
import type { Batch, Interventions, Network } from '../core/network.ts';
import { networkOf } from '../core/networkOf.ts';
import { createRng, type Rng } from '../core/rng.ts';
import { defaultOptions, heldOutBatch, type LabelledBatch, probeBatch, taskOf, trainBatch } from '../core/tasks/index.ts';
import type { Options, Task } from '../core/tasks/task.ts';
import type { Snapshot } from '../protocol/messages.ts';
import type { Executor, Iteration, Learning, MakeExecutor, MakeOptions, Weights } from './executor/executor.ts';

/**
 * One experiment being trained: its network on the backend, its data, its iteration. Everything random comes from
 * forks of the experiment's seed, and batch k from a fork of its own, so that a run goes on from any iteration.
 */
export class Run {
  readonly task: Task;
  readonly options: Options;
  iteration = 0;
  private readonly rng: Rng;
  /** The last batch, whose arrays the next one takes. */
  private spent: Batch | undefined;
  private learning: Learning & { readonly batch: number };

  private constructor(
    readonly experiment: Experiment,
    /** With what is done to it. */
    readonly network: Network,
    readonly executor: Executor,
    /** Weights that are 0 and stay so, by their place in the layout: those of connections that are cut. */
    readonly cuts: readonly number[],
  ) {
    this.task = taskOf(experiment.task);
    this.options = { ...defaultOptions(this.task), ...experiment.options };
    this.rng = createRng(experiment.seed);
    this.learning = experiment;
  }

  /** A run at its first weights, or where a snapshot was taken. @throws {KernelError} */
  static async open(experiment: Experiment, make: MakeExecutor, options: MakeOptions, snapshot: Snapshot | null): Promise<Run> {
    const network = experiment.do === '' ? networkOf(experiment) : (await import('../core/operate/operated.ts')).operatedOn(experiment);
    const first = snapshot ?? firstOf(experiment);
    const cuts = experiment.do === '' ? [] : (await import('../core/operate/operated.ts')).cutWeights(experiment);
    const start = network.interventions === undefined ? first : readied(first, network.interventions, cuts);
    const run = new Run(experiment, network, await make(network, experiment.optimizer, start.parameters, options), cuts);
    try {
      if (snapshot !== null) run.restore(start);
      return run;
    } catch (error) {
      run.dispose();
      throw error;
    }
  }

  /** Compiles what an iteration needs. @throws {KernelError} */
  prepare(batch = this.learning.batch): Promise<void> {
    return this.executor.prepare(this.task.sizes(this.options).steps, batch);
  }

  /** The batch that iteration k learns from; k counts from 1. */
  batch(iteration: number): Batch {
    return trainBatch(this.task, this.options, this.rng, iteration, this.learning.batch);
  }

  probe(): LabelledBatch {
    return probeBatch(this.task, this.options, this.rng);
  }

  /** A turn of the sequences that are held out: never trained on and not of the probe. */
  heldOut(turn: number, size: number): LabelledBatch {
    return heldOutBatch(this.task, this.options, this.rng, turn, size);
  }

  get size(): number {
    return this.learning.batch;
  }

  setLearning(learning: Learning & { readonly batch: number }): void {
    this.learning = { rate: learning.rate, clip: learning.clip, batch: learning.batch };
  }

  /** One iteration; counted only where it was finite, since otherwise no update is made. */
  async iterate(): Promise<Iteration> {
    this.spent = trainBatch(this.task, this.options, this.rng, this.iteration + 1, this.learning.batch, this.spent);
    const made = await this.executor.iterate(this.spent, this.learning);
    if (isFinite(made)) this.iteration++;
    return made;
  }

  async snapshot(): Promise<Snapshot> {
    return { iteration: this.iteration, ...(await this.executor.weights()) };
  }

  /** Other weights, at the same iteration; without moments the optimiser starts afresh. */
  put(weights: Pick<Weights, 'parameters'> & Partial<Weights>): void {
    const parameters = weights.parameters.slice();
    for (const index of this.cuts) parameters[index] = 0;
    this.executor.setWeights({ ...weights, parameters });
  }

  restore(snapshot: Snapshot): void {
    this.put(snapshot);
    this.iteration = snapshot.iteration;
  }

  dispose(): void {
    this.executor.dispose();
  }
}

/** A place to go on from with what is done: weights that are cut are 0, and what does not learn has no momentum left. */
function readied(snapshot: Snapshot, { still }: Interventions, cuts: readonly number[]): Snapshot {
  const parameters = snapshot.parameters.slice();
  for (const index of cuts) parameters[index] = 0;
  const moments = snapshot.moments.map((values) => {
    const rested = values.slice();
    for (const { from, length } of still) rested.fill(0, from, from + length);
    return rested;
  });
  return { ...snapshot, parameters, moments };
}

/** The first weights are drawn for the network as its experiment has it, whatever is done to it. */
const firstOf = (experiment: Experiment): Snapshot => ({
  iteration: 0,
  updates: 0,
  parameters: initialise(networkOf(experiment), experiment, createRng(experiment.seed)),
  moments: [],
});

export function isFinite({ loss, gradientNorm, largest }: Iteration): boolean {
  return [loss, gradientNorm, largest].every(Number.isFinite);
}
