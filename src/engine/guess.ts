import type { Experiment } from '../core/experiment.ts';
import { CHECKED, guessParameters, rightOnes } from '../core/guess.ts';
import type { Batch, Network } from '../core/network.ts';
import { networkOf } from '../core/networkOf.ts';
import { createRng, type Rng } from '../core/rng.ts';
import { makeBatch, taskOf } from '../core/tasks/index.ts';
import type { Measure } from '../core/tasks/measures.ts';
import type { Guessed } from '../protocol/messages.ts';
import type { Executor, MakeExecutor } from './executor/executor.ts';

/** A trial may take so long, and no more of them are begun. */
const STRETCH_MS = 200;

/** Guess and check: random weights, tried one after the other on fresh sequences until some get all of them right. */
export class Guesser {
  private readonly rng: Rng;
  private readonly measure: Measure;
  private tried = 0;
  private best = 0;
  private solved: number | null = null;

  private constructor(
    readonly experiment: Experiment,
    private readonly network: Network,
    private readonly executor: Executor,
    private readonly range: number,
  ) {
    this.rng = createRng(experiment.seed, 'guess', range);
    this.measure = taskOf(experiment.task).measure(experiment.options);
  }

  /** @throws {KernelError} */
  static async open(experiment: Experiment, make: MakeExecutor, range: number): Promise<Guesser> {
    const network = networkOf(experiment);
    const executor = await make(network, 'sgd', guessParameters(network, createRng(0), 0), { floor: 1e-30, exact: experiment.exact });
    return new Guesser(experiment, network, executor, range);
  }

  /** Goes on until something is solved, so many trials are made, or a moment has passed. */
  async go(trials: number): Promise<Guessed> {
    const end = performance.now() + STRETCH_MS;
    while (this.solved === null && this.tried < trials && performance.now() < end) await this.guess();
    return { trials: this.tried, best: this.best / CHECKED, solved: this.solved };
  }

  dispose(): void {
    this.executor.dispose();
  }

  private async guess(): Promise<void> {
    const trial = ++this.tried;
    this.executor.setWeights({ parameters: guessParameters(this.network, this.rng.fork(trial), this.range) });
    const right = await this.check(this.batch('check', trial));
    this.best = Math.max(this.best, right);
    if (right === CHECKED && (await this.check(this.batch('again', trial))) === CHECKED) this.solved = trial;
  }

  private async check(batch: Batch): Promise<number> {
    return rightOnes(this.network, batch, await this.executor.differentiate(batch), this.measure);
  }

  private batch(purpose: string, trial: number): Batch {
    const { task, options } = this.experiment;
    return makeBatch(taskOf(task), options, this.rng.fork(purpose, trial), CHECKED, 'train');
  }
}
