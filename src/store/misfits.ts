import type { BackendName, EngineInfo } from '../core/backend.ts';
import { differenceOf, type Experiment, type ExperimentKey } from '../core/experiment.ts';

interface Misfit {
  readonly backend: BackendName;
  readonly reason: string;
  readonly experiment: Experiment;
  readonly keys: readonly ExperimentKey[];
}

/** Backends that do not do for what was opened on them. Each stays passed over as long as the parts of the experiment stay by which that was judged. */
export class Misfits {
  private found: readonly Misfit[] = [];

  note(misfit: Misfit): void {
    this.found = [...this.found, misfit];
  }

  /** Those that do not do for this experiment. */
  of(experiment: Experiment): EngineInfo['passedOver'] {
    const standing = this.found.filter((misfit) => stands(misfit, experiment));
    return [...new Map(standing.map(({ backend, reason }) => [backend, { backend, reason }])).values()];
  }

  forget(): void {
    this.found = [];
  }
}

const stands = ({ keys, experiment }: Misfit, other: Experiment): boolean =>
  !differenceOf(experiment, other).some((key) => keys.includes(key));
