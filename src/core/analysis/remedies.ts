import type { Cell } from '../cell/cell.ts';
import type { Initialiser } from '../choices.ts';
import type { Experiment } from '../experiment.ts';
import { LIMITS } from '../limits.ts';

/** A change of the experiment that would have helped against an explosion, as a button. */
export interface Remedy {
  readonly label: string;
  readonly change: Partial<Pick<Experiment, 'clip' | 'rate' | 'radius'>>;
}

/**
 * Spectral radius that each initialiser draws in expectation for U of many units: entries uniform in ±1/√units have
 * variance 1/(3 units), and the eigenvalues fill a disc of radius √(units · variance) (circular law).
 */
const DRAWN: Readonly<Record<Initialiser, number>> = { uniform: 1 / Math.sqrt(3), orthogonal: 1, gaussian: 1, identity: 1 };

/** Clipping, a smaller rate, a smaller radius of U: those that change something. The last one rewinds. */
export function remediesFor(experiment: Pick<Experiment, 'clip' | 'rate' | 'radius' | 'init'>, cell: Cell): readonly Remedy[] {
  return [...clipping(experiment), ...slower(experiment), ...narrower(experiment, cell)];
}

function clipping({ clip }: Pick<Experiment, 'clip'>): readonly Remedy[] {
  const lower = clip === 0 || clip > 1 ? 1 : rounded(clip / 10);
  return [{ label: `Clip the gradient at ${lower}`, change: { clip: lower } }];
}

function slower({ rate }: Pick<Experiment, 'rate'>): readonly Remedy[] {
  const lower = Math.max(rounded(rate / 10), LIMITS.rate.minimum);
  return lower < rate ? [{ label: `Lower the rate to ${lower}`, change: { rate: lower } }] : [];
}

function narrower({ radius, init }: Pick<Experiment, 'radius' | 'init'>, { backward: { paths } }: Cell): readonly Remedy[] {
  const now = radius ?? DRAWN[init];
  if (now === 0 || paths.every(({ matrix }) => matrix === null)) return [];
  const lower = now > 0.9 ? 0.9 : Number((now / 2).toPrecision(1));
  return [{ label: `Start with radius ${lower}`, change: { radius: lower } }];
}

const rounded = (value: number): number => Number(value.toPrecision(2));
