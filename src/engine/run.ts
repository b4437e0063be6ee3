import type { Experiment } from '../core/experiment.ts';
import { initialise } from '../core/initialise.ts';
import type { Batch, Network, States } from '../core/network.ts';
import { networkOf } from '../core/networkOf.ts';
import type { redoneOn, Undone } from '../core/operate/operated.ts';
import { doneAt, stands, without } from '../core/operate/when.ts';
import { createRng, type Label, type Rng } from '../core/rng.ts';
import { defaultOptions, heldOutBatch, type LabelledBatch, probeBatch, taskOf, trainBatch } from '../core/tasks/index.ts';
import type { Options, Task } from '../core/tasks/task.ts';
import type { Conditions, Snapshot } from '../protocol/messages.ts';
import type { Executor, Iteration, MakeExecutor, MakeOptions, Weights } from './executor/executor.ts';

/** A network with what is done to it. */
interface Operated {
  /** What is done, as the link has it. */
  readonly list: string;
  readonly network: Network;
  /** Weights that are 0 and stay so, by their place in the layout: those of connections that are cut. */
  readonly cuts: readonly number[];
  /** Does it to parameters, as far as it is not in another list. */
  readonly redo: ReturnType<typeof redoneOn>;
}

/**
 * One experiment being trained: its network on the backend, its data, its iteration. Everything random comes from
 * forks of the experiment's seed, and batch k from a fork of its own, so that a run goes on from any iteration.
 *
 * What is done to the network may change at any iteration. What then stands follows from two things alone, the iteration as
 * training arrived there and what is done to it from there on, however often that was changed meanwhile: so it comes
 * out the same when it is trained again.
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
  /** What connections that are cut weighed, by their place in the layout. */
  private resting: ReadonlyMap<number, number> = new Map();
  /** The iteration as training arrived there, where something else is done to it by now; and that of the iteration before. */
  private unoperated: Snapshot | null = null;
  private unoperatedBefore: Snapshot | null = null;
  /** What could not be done to the weights as they were, and is done no longer, until somebody hears of it. */
  private readonly undone: Undone[] = [];

  private constructor(
    readonly experiment: Experiment,
    private readonly make: (operated: Operated, parameters: Float32Array) => Promise<Executor>,
    private operated: Operated,
    private running: Executor,
  ) {
    this.task = taskOf(experiment.task);
    this.options = { ...defaultOptions(this.task), ...experiment.options };
    this.rng = createRng(experiment.seed);
    this.learning = conditionsOf(experiment);
  }

  /** A run at its first weights, or where a snapshot was taken. @throws {KernelError} */
  static async open(asked: Experiment, make: MakeExecutor, options: MakeOptions, snapshot: Snapshot | null): Promise<Run> {
    const experiment = await written(asked);
    const begin = async ({ network }: Operated, parameters: Float32Array) => make(network, experiment.optimizer, parameters, options);
    const start = snapshot ?? firstOf(experiment);
    const operated = await operate(experiment, doneAt(experiment.do, start.iteration));
    const run = new Run(experiment, begin, operated, await begin(operated, start.parameters));
    try {
      await run.restore(start);
      return run;
    } catch (error) {
      run.dispose();
      throw error;
    }
  }

  /** With what is done to it. */
  get network(): Network {
    return this.operated.network;
  }

  get executor(): Executor {
    return this.running;
  }

  /** Weights that are 0 and stay so, by their place in the layout. */
  get cuts(): readonly number[] {
    return this.operated.cuts;
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

  /**
   * The next iterations are made so; whether something else is done to the network from here on. What is done `anew` must be
   * possible. @throws {KernelError}, or a sentence where it cannot be done to these weights
   */
  async under(conditions: Conditions, anew = true): Promise<boolean> {
    const { list: before } = this.operated;
    const list = doneAt(conditions.do, this.iteration);
    const isOther = list !== before;
    const undone = isOther ? await this.become(await this.arrived(), list, anew ? before : list) : [];
    this.learning = conditionsOf(conditions, undone);
    return isOther;
  }

  /** What could not be done to the weights as they were since this was last asked: it is in no list any more. */
  takeUndone(): readonly Undone[] {
    return this.undone.splice(0);
  }

  /** Where it began, computed anew. */
  first(): Snapshot {
    return firstOf(this.experiment);
  }

  /** One iteration, and what is done to the network from there on; counted only where it was finite, since otherwise no update is made. */
  async iterate(): Promise<Iteration> {
    const next = this.iteration + 1;
    const batch = trainBatch(this.task, this.options, this.rng, next, this.learning.batch, this.spent);
    this.spent = this.disturbed(batch, ['batch', next], this.spent?.noise);
    const start = this.carried(this.spent);
    const made = await this.executor.iterate(start === null ? this.spent : { ...this.spent, start }, this.learning);
    this.ends = null;
    if (!isFinite(made)) return made;
    this.iteration++;
    [this.unoperatedBefore, this.unoperated] = [this.unoperated, null];
    // What begins at this iteration.
    const list = doneAt(this.learning.do, this.iteration);
    if (list === this.operated.list) return made;
    const undone = await this.become(await this.arrived(), list, list, true);
    if (undone.length > 0) this.learning = conditionsOf(this.learning, undone);
    return made;
  }

  /** Takes back the last iteration, once; false where there is none to take back. */
  undo(): boolean {
    if (!this.executor.undo()) return false;
    this.iteration--;
    [this.unoperated, this.unoperatedBefore] = [this.unoperatedBefore, null];
    return true;
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

  /** The network as it stands. */
  async snapshot(): Promise<Snapshot> {
    const { list } = this.operated;
    const weights = await this.executor.weights();
    return { iteration: this.iteration, ...weights, ...(list === '' ? {} : { done: { list, resting: this.resting } }) };
  }

  /** The iteration as training arrived there, whatever was done to the network since: a place to go on from. */
  async arrived(): Promise<Snapshot> {
    const { unoperated } = this;
    if (unoperated === null) return this.snapshot();
    return { ...unoperated, parameters: unoperated.parameters.slice(), moments: unoperated.moments.map((values) => values.slice()) };
  }

  /** Other weights, at the same iteration; without moments the optimiser starts afresh. A connection that is cut has its new weight once it no longer is. */
  put(weights: Pick<Weights, 'parameters'> & Partial<Weights>): void {
    const parameters = weights.parameters.slice();
    this.resting = new Map(this.cuts.map((index) => [index, parameters[index] || (this.resting.get(index) ?? 0)]));
    for (const index of this.cuts) parameters[index] = 0;
    this.executor.setWeights({ ...weights, parameters });
    this.forget();
  }

  /** The iteration of a snapshot, to go on under other conditions where they are said. `ends` are the states in which it ended. @throws {KernelError} */
  async restore(snapshot: Snapshot, ends: States | null = null, conditions: Conditions = this.learning): Promise<void> {
    const undone = await this.become(snapshot, doneAt(conditions.do, snapshot.iteration));
    this.learning = conditionsOf(conditions, undone);
    this.iteration = snapshot.iteration;
    this.unoperatedBefore = null;
    if (this.unoperated === null) this.ends = ends;
  }

  /**
   * What training arrived at, with what is done to it from there on. What cannot be done to these weights is done no longer, and
   * comes back; where it is not in the list of `before`, it is refused. Where training has just arrived there, and nothing else
   * begins, the run goes on as it is, with the states that it carries. @throws {KernelError}, or a sentence that says why
   */
  private async become(arrived: Snapshot, list: string, before = list, isHere = false): Promise<readonly Undone[]> {
    const operated = list === this.operated.list ? this.operated : await operate(this.experiment, list);
    const isSame = (arrived.done?.list ?? '') === list;
    const { start, undone } = isSame ? { start: arrived, undone: [] } : readied(arrived, operated);
    const refused = undone.find(({ entry }) => !stands(entry, before));
    if (refused !== undefined) throw new Error(refused.why);
    if (undone.length > 0) {
      const possible = without(list, entriesOf(undone));
      if (!isHere || possible !== this.operated.list) await this.become(arrived, possible);
      this.undone.push(...undone);
      return undone;
    }
    if (operated !== this.operated) {
      const executor = await this.make(operated, start.parameters);
      this.running.dispose();
      [this.running, this.operated] = [executor, operated];
    }
    this.executor.setWeights(start);
    this.resting = start.done?.resting ?? new Map();
    this.forget();
    this.unoperated = isSame ? null : arrived;
    return [];
  }

  private forget(): void {
    this.ends = null;
    this.unoperated = null;
    this.unoperatedBefore = null;
  }

  dispose(): void {
    this.executor.dispose();
  }
}

/** An experiment with its list as the link writes it, without what its network cannot have done to it: so lists are compared as texts. */
export async function written(experiment: Experiment): Promise<Experiment> {
  if (experiment.do === '') return experiment;
  const { mended } = await import('../core/operate/read.ts');
  return { ...experiment, do: mended(experiment) };
}

/** The conditions alone, without what could not be done. */
const conditionsOf = ({ rate, clip, batch, do: list }: Conditions, undone: readonly Undone[] = []): Conditions => ({
  rate,
  clip,
  batch,
  do: without(list, entriesOf(undone)),
});

const entriesOf = (undone: readonly Undone[]): readonly string[] => undone.map(({ entry }) => entry);

async function operate(experiment: Experiment, list: string): Promise<Operated> {
  if (list === '') return { list, network: networkOf(experiment), cuts: [], redo: undo };
  const { cutWeights, operatedOn, redoneOn } = await import('../core/operate/operated.ts');
  const operated = { ...experiment, do: list };
  return { list, network: operatedOn(operated), cuts: cutWeights(operated), redo: redoneOn(operated) };
}

/** With nothing done, connections that were cut weigh what they weighed. */
const undo: Operated['redo'] = (before, rested) => {
  const parameters = before.slice();
  for (const [index, weight] of rested) parameters[index] = weight;
  return { parameters, resting: new Map(), undone: [] };
};

/**
 * A place to go on from with what is done: weights that are cut are 0, those that no longer are weigh what they weighed, and
 * what does not learn has no momentum left. What cannot be done to it comes beside it.
 */
function readied(snapshot: Snapshot, { list, network, redo }: Operated): { start: Snapshot; undone: readonly Undone[] } {
  const { parameters, resting, undone } = redo(snapshot.parameters, snapshot.done?.resting ?? new Map(), snapshot.done?.list ?? '');
  const moments = snapshot.moments.map((values) => {
    const still = values.slice();
    for (const { from, length } of network.interventions?.still ?? []) still.fill(0, from, from + length);
    return still;
  });
  return { start: { ...snapshot, parameters, moments, done: { list, resting } }, undone };
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
