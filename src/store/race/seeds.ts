import { createStore, type StoreApi } from 'zustand/vanilla';
import { differenceOf, type Experiment, makeExperiment } from '../../core/experiment.ts';
import { LIMITS } from '../../core/limits.ts';
import { encodeLink } from '../../core/link.ts';
import { type SeedRun, seedRun } from '../../core/race/seeds.ts';
import { DEFAULT_VIEW } from '../../core/view.ts';
import type { Session } from '../session.ts';
import { memoryAddress } from './memoryAddress.ts';
import { pooled } from './pool.ts';

/** The runs of one experiment, with its own seed and those after it; null where one is not done. */
export interface Sown {
  readonly experiment: Experiment;
  readonly runs: readonly (SeedRun | null)[];
}

export interface SeedsState {
  readonly running: boolean;
  readonly done: number;
  readonly of: number;
  /** Iterations of each run. */
  readonly iterations: number;
  readonly sown: readonly Sown[];
  /** Why a run could not be made; null where all could. */
  readonly fault: string | null;
}

const NOTHING: SeedsState = { running: false, done: 0, of: 0, iterations: 0, sown: [], fault: null };

/** Milliseconds between two looks at whether it is to stop. */
const STRETCH_MS = 250;
/** Iterations of the first stretch. */
const FIRST = 10;

/** An experiment with the seed that stands `further` places after its own; past the largest it goes on from 0. */
export function withSeed(experiment: Experiment, further: number): Experiment {
  const seed = (experiment.seed + further) % (LIMITS.seed.maximum + 1);
  return makeExperiment({ ...experiment, seed });
}

/** Runs experiments with many seeds each, on engines of their own that draw nothing. */
export class Seeds {
  readonly state: StoreApi<SeedsState> = createStore(() => NOTHING);
  private stopping = new AbortController();

  constructor(
    private readonly page: Session,
    private readonly lanes: number,
  ) {}

  /** Settles when all are done, or it was stopped. All experiments with one seed come before the next seed, so that what is there can be compared. */
  async run(experiments: readonly Experiment[], seeds: number, iterations: number): Promise<void> {
    this.stop();
    this.stopping = new AbortController();
    const { signal } = this.stopping;
    const jobs = Array.from({ length: seeds * experiments.length }, (_, k) => {
      const experiment = experiments[k % experiments.length] as Experiment;
      return withSeed(experiment, Math.floor(k / experiments.length));
    });
    const engines: Session[] = [];
    const show = (results: readonly (SeedRun | null)[]): void => {
      if (signal.aborted) return;
      const sown = experiments.map((experiment, e) => ({ experiment, runs: results.filter((_, k) => k % experiments.length === e) }));
      this.state.setState({ sown, done: results.filter((run) => run !== null).length });
    };
    this.state.setState({ ...NOTHING, running: true, of: jobs.length, iterations }, true);
    show(jobs.map(() => null));
    try {
      await pooled(
        jobs.length,
        this.lanes,
        async (index, lane) => {
          const job = jobs[index] as Experiment;
          const known = engines[lane];
          const engine =
            known ??
            this.page.sibling(
              memoryAddress(hashOf(job), () => {}),
              true,
            );
          engines[lane] = engine;
          const opening = known === undefined ? engine.ready() : engine.open(hashOf(job));
          return this.alone(engine, opening, job, iterations, signal);
        },
        show,
        signal,
      );
    } finally {
      for (const engine of engines) engine.end();
      if (!signal.aborted) this.state.setState({ running: false });
    }
  }

  /** Keeps what is done. */
  stop(): void {
    this.stopping.abort();
    this.state.setState({ running: false });
  }

  /** Null where it was stopped or cannot be run. */
  private async alone(
    engine: Session,
    opening: Promise<void>,
    { seed }: Experiment,
    iterations: number,
    signal: AbortSignal,
  ): Promise<SeedRun | null> {
    let made = 0;
    let stretch = FIRST;
    let isOpen = false;
    try {
      await opening;
      isOpen = true;
      while (made < iterations) {
        if (signal.aborted) return null;
        const start = performance.now();
        const now = Math.min(stretch, iterations - made);
        await engine.train(now);
        made += now;
        stretch = Math.max(1, Math.floor((now * STRETCH_MS) / Math.max(1, performance.now() - start)));
      }
    } catch (error) {
      if (signal.aborted) return null;
      // A run that explodes is a result; anything else is a fault.
      if (!isOpen || engine.state.getState().explosion === null) {
        this.state.setState({ fault: error instanceof Error ? error.message : String(error) });
        return null;
      }
    }
    return seedRun(seed, engine.picture.getState().losses, iterations);
  }
}

/** What was sown of an experiment, as it is now; null where it was another. */
export const sownOf = ({ sown }: SeedsState, experiment: Experiment): Sown | null =>
  sown.find((each) => differenceOf(each.experiment, experiment).length === 0) ?? null;

const hashOf = (experiment: Experiment): string => encodeLink({ experiment, view: DEFAULT_VIEW });
