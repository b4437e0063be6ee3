import { type PlainTrace, plainTrace } from '../../core/analysis/plain.ts';
import type { Experiment } from '../../core/experiment.ts';
import type { Race } from './race.ts';

/** What a script can do with a race, on `window.playground.race` while one is open. */
export interface RaceScript {
  /** Every network, the page's own first. */
  experiments(): readonly Experiment[];
  iterations(): readonly number[];
  /** Everything measured on the sequence on show, for each network. */
  traces(): Promise<readonly PlainTrace[]>;
  /** Exactly so many iterations of each. */
  train(iterations: number): Promise<void>;
  /** Under the clock that is set. */
  play(): Promise<void>;
  /** All get to the same target first. */
  pause(): Promise<void>;
  reset(): Promise<void>;
}

export function raceScript(race: Race): RaceScript {
  const sessions = () => race.state.getState().entries.map(({ session }) => session);
  return {
    experiments: () => sessions().map(({ state }) => state.getState().experiment),
    iterations: () => sessions().map(({ state }) => state.getState().iteration),
    async traces() {
      const pictures = await Promise.all(sessions().map((session) => session.refreshed()));
      return pictures.map(({ trace, losses }) => plainTrace(trace, losses));
    },
    train: (iterations) => race.train(iterations),
    async play() {
      await race.ready();
      void race.play();
    },
    pause: () => race.pause(),
    reset: () => race.rewind(),
  };
}
