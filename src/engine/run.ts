import type { Experiment } from '../core/experiment.ts';
import { initialise } from '../core/initialise.ts';
import type { Batch, Interventions, Network, States } from '../core/network.ts';
import { networkOf } from '../core/networkOf.ts';
import { createRng, type Label, type Rng } from '../core/rng.ts';
import { defaultOptions, heldOutBatch, type LabelledBatch, probeBatch, taskOf, trainBatch } from '../core/tasks/index.ts';
import type { Options, Task } from '../core/tasks/task.ts';
import type { Snapshot } from '../protocol/messages.ts';
import type { Executor, Iteration, Learning, MakeExecutor, MakeOptions, Weights } from './executor/executor.ts';

/** Under what an iteration is made, beside the experiment's own: what may change while it runs. */
export type Conditions = Learning & { readonly batch: number };

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
  private learning: Conditions;
  /** States that the next batch goes on from, where the executor does not carry them. */
  private ends: States | null = null;

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
    const operated = experiment.do === '' ? null : await import('../core/operate/operated.ts');
    const network = operated?.operatedOn(experiment) ?? networkOf(experiment);
    const first = snapshot ?? firstOf(experiment);
    const cuts = operated?.cutWeights(experiment) ?? [];
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
    return this.disturbed(trainBatch(this.task, this.options, this.rng, iteration, this.learning.batch), ['batch', iteration]);
  }

  probe(): LabelledBatch {
    return this.disturbed(probeBatch(this.task, this.options, this.rng), ['probe']);
  }

  /** A turn of the sequences that are held out: never trained on and not of the probe. */
  heldOut(turn: number, size: number): LabelledBatch {
    return this.disturbed(heldOutBatch(this.task, this.options, this.rng, turn, size), ['test', turn]);
  }

  get size(): number {
    return this.learning.batch;
  }

  get conditions(): Conditions {
    return this.learning;
  }

  setLearning({ rate, clip, batch }: Conditions): void {
    this.learning = { rate, clip, batch };
  }

  /** Where it began, computed anew. */
  first(): Snapshot {
    return firstOf(this.experiment);
  }

  /** One iteration; counted only where it was finite, since otherwise no update is made. */
  async iterate(): Promise<Iteration> {
    const next = this.iteration + 1;
    const batch = trainBatch(this.task, this.options, this.rng, next, this.learning.batch, this.spent);
    this.spent = this.disturbed(batch, ['batch', next], this.spent?.noise);
    const start = this.carried(this.spent);
    const made = await this.executor.iterate(start === null ? this.spent : { ...this.spent, start }, this.learning);
    this.ends = null;
    if (isFinite(made)) this.iteration++;
    return made;
  }

  /**
   * The states in which the next iteration will end, where the one after it goes on from them (truncated backpropagation
   * through time): what a snapshot after it needs beside the weights. Measured with the weights as they are, as the
   * iteration itself will; changes nothing.
   */
  async endsOfNext(): Promise<States | null> {
    if (this.task.stream === undefined || this.batch(this.iteration + 2).continues !== true) return null;
    const batch = this.batch(this.iteration + 1);
    const start = this.carried(batch);
    const { states } = await this.executor.differentiate(start === null ? batch : { ...batch, start });
    return new Map([...states].map(([name, layers]) => [name, layers.map((values) => lastRows(values, batch))]));
  }

  /** Whether the next iteration goes on from the states in which this one ended. */
  get goesOn(): boolean {
    return this.task.stream !== undefined && this.batch(this.iteration + 1).continues === true;
  }

  /**
   * Sequences with what disturbs their states, where something does, by the labels' fork of the seed; `spent` gives its
   * arrays. What is on the screen is the network as it was operated on, so all that is measured is measured with noise:
   * - training by its iteration, the probe, each turn of what is held out and of forecasts by what they are for;
   * - a sequence that somebody gave, and a network that reads its own answers, by the noise that stands (`own.ts`, `stepper.ts`);
   * - guessed weights and nets that are handed in (`guess.ts`, `differentiate`) have none: nothing was done to them.
   */
  disturbed<B extends Batch>(batch: B, labels: readonly Label[], spent?: States): B {
    const { noise } = this.network;
    return noise === undefined ? batch : { ...batch, noise: noise.drawn(labels, batch.steps, batch.size, spent) };
  }

  private carried({ continues, size }: Batch): States | null {
    const rows = this.ends?.values().next().value?.[0]?.length;
    return continues === true && rows === size * this.network.units ? this.ends : null;
  }

  async snapshot(): Promise<Snapshot> {
    return { iteration: this.iteration, ...(await this.executor.weights()) };
  }

  /** Other weights, at the same iteration; without moments the optimiser starts afresh. */
  put(weights: Pick<Weights, 'parameters'> & Partial<Weights>): void {
    const parameters = weights.parameters.slice();
    for (const index of this.cuts) parameters[index] = 0;
    this.executor.setWeights({ ...weights, parameters });
    this.ends = null;
  }

  /** `ends` are the states in which the iteration of the snapshot ended. */
  restore(snapshot: Snapshot, ends: States | null = null): void {
    this.put(snapshot);
    this.iteration = snapshot.iteration;
    this.ends = ends;
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

/** Rows (b, ·) of the last step, of values (t, b, ·). */
const lastRows = (values: ArrayLike<number>, { steps }: Batch): Float32Array =>
  Float32Array.from(values).slice((values.length / steps) * (steps - 1));
