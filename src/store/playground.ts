import { type PlainTrace, plainTrace } from '../core/analysis/plain.ts';
import type { EngineInfo } from '../core/backend.ts';
import type { Experiment } from '../core/experiment.ts';
import type { Net, NetDifferentiation } from '../core/net.ts';
import { networkOf } from '../core/networkOf.ts';
import { flattenParameters, nameParameters, type Parameters } from '../core/parameters.ts';
import { baselinesOf, taskOf } from '../core/tasks/index.ts';
import type { Baseline, Split } from '../core/tasks/task.ts';
import type { RaceScript } from './race/script.ts';
import type { Session } from './session.ts';

/** What a script, a notebook or a test can do with the page: whatever a hand can. On `window.playground`. */
export interface Playground {
  readonly version: string;
  experiment(): Experiment;
  /** Opens a link, its hash, or parts of an experiment. Rejects with what is wrong, and changes nothing then. */
  open(experiment: Partial<Experiment> | string): Promise<void>;
  /** What answers without the network would lose on the task, the one to beat first: on the sequences trained on, unless the probe's or the held-out ones are asked for. */
  baselines(split?: Split): readonly Baseline[];
  /** Exactly so many iterations, then pauses. */
  train(iterations: number): Promise<{ iteration: number; loss: number }>;
  play(): Promise<void>;
  pause(): Promise<void>;
  /** Back to the same first weights. */
  reset(): Promise<void>;
  /**
   * Puts another iteration of the run on show, and pauses: `trace()`, `parameters()` and all else are of it, and `train()` goes
   * on from there. Iterations without a snapshot are trained again from one before them. Where that takes too long, or weights
   * were replaced on the way, it goes as near as it gets and says so in a notice. Rejects where there is no such iteration.
   */
  goTo(iteration: number): Promise<{ iteration: number; loss: number }>;
  /** Everything measured on the sequence on show, as plain arrays. */
  trace(): Promise<PlainTrace>;
  /** Does to the running network what a link's `do` says, in the place of what was done before: `hold:f:1,freeze:U`; nothing by an empty list. Rejects with what is wrong. */
  operate(list: string): Promise<void>;
  parameters(): Promise<Parameters>;
  /** Replaces all parameters; the optimiser starts afresh. Rejects naming the one that does not fit. */
  setParameters(parameters: Parameters): Promise<void>;
  /** Differentiates any net of the oracle's form on the engine in use. */
  differentiate(net: Net): Promise<NetDifferentiation>;
  /** What runs, and why. @throws where no engine runs yet; await `pause()` or any other promise first. */
  engine(): Pick<EngineInfo, 'backend' | 'adapter' | 'selfCheck' | 'reason' | 'floor'>;
  /** Buffers and bytes that the backend's executors hold: constant from iteration to iteration. */
  memory(): Promise<{ buffers: number; bytes: number }>;
  /** The race of several networks; absent while none is open. */
  race?: RaceScript;
  /** Loses the graphics device as a driver would; the run goes on from its last snapshot. */
  loseDevice(): Promise<void>;
}

declare global {
  interface Window {
    playground: Playground;
  }
}

export function createPlayground(session: Session, version: string): Playground {
  const network = () => networkOf(session.state.getState().experiment);
  return {
    version,
    experiment: () => session.state.getState().experiment,
    baselines(split) {
      const { task, options } = session.state.getState().experiment;
      return baselinesOf(taskOf(task), options, split);
    },
    open: (experiment) => session.open(experiment),
    train: (iterations) => session.train(iterations),
    play: () => session.play(),
    pause: () => session.pause(),
    reset: () => session.rewind(),
    goTo: (iteration) => session.goTo(iteration),
    async trace() {
      const { trace, losses } = await session.refreshed();
      return plainTrace(trace, losses);
    },
    operate: async (list) => {
      await session.operate(list);
    },
    parameters: async () => nameParameters(network(), await session.parameters()),
    setParameters: async (parameters) => session.setParameters(Float32Array.from(flattenParameters(network(), parameters))),
    differentiate: (net) => session.differentiate(net),
    engine() {
      const { engine } = session.state.getState();
      if (engine === null) throw new Error('no engine runs yet: await playground.pause() first');
      const { backend, adapter, selfCheck, reason, floor } = engine;
      return { backend, adapter, selfCheck, reason, floor };
    },
    memory: () => session.memory(),
    loseDevice: () => session.loseDevice(),
  };
}
