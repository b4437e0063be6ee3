import type { Cell } from '../cell/cell.ts';
import type { Initialiser } from '../choices.ts';
import type { Experiment } from '../experiment.ts';
import { LIMITS } from '../limits.ts';
import { isRunaway, type Update, type What } from './explosion.ts';

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

/** What is known of an explosion: the iteration on show, what was not finite, and the update taken back. */
export interface Known {
  readonly iteration: number;
  readonly what: What;
  readonly update?: Update | null;
}

type Chosen = Pick<Experiment, 'clip' | 'rate' | 'radius' | 'init'>;

/**
 * Clipping, a smaller rate, a smaller radius of U: those that change something and that what was measured does not rule out,
 * the likeliest first. The network starts again from its first weights with each.
 */
export function remediesFor(experiment: Chosen, cell: Cell, known: Known | null = null): readonly Remedy[] {
  const clips = clipping(experiment);
  const rates = slower(experiment, known);
  const radii = narrower(experiment, cell);
  if (known !== null && isFirstPass(known) && radii.length > 0) return radii;
  const isUnbounded = experiment.clip === 0;
  const ranAway = known?.update != null && isRunaway(known.update);
  if (isUnbounded) return [...clips, ...rates, ...radii];
  return ranAway ? [...rates, ...clips, ...radii] : [...radii, ...rates, ...clips];
}

/** The first weights themselves led out of the finite: no update was made, so neither clipping nor a rate would have changed it. */
const isFirstPass = ({ iteration, what, update }: Known): boolean => iteration === 0 && what !== 'weights' && update == null;

function clipping({ clip }: Chosen): readonly Remedy[] {
  const lower = clip === 0 || clip > 1 ? 1 : rounded(clip / 10);
  return [{ label: `Try clipping at ${lower}`, change: { clip: lower } }];
}

/** Where even the first update would still be too large at the lower rate, it is clipped as well: measured, since an update is in proportion to its rate. */
function slower(experiment: Chosen, known: Known | null): readonly Remedy[] {
  const { rate, clip } = experiment;
  const lower = lowerRate(rate);
  if (lower >= rate) return [];
  const first = known?.iteration === 0 ? (known.update?.size ?? 0) : 0;
  if (clip > 0 || (first * lower) / rate <= 1) return [{ label: `Try a rate of ${lower}`, change: { rate: lower } }];
  return [{ label: `Try a rate of ${lower}, clipped at 1`, change: { rate: lower, clip: 1 } }];
}

/** Far enough from a high rate, to the default; from there by ten. */
const lowerRate = (rate: number): number =>
  rate >= 10 * LIMITS.rate.value ? LIMITS.rate.value : Math.max(rounded(rate / 10), LIMITS.rate.minimum);

/** A high rate that nothing bounds runs away from any radius, so it comes down too. */
function narrower({ radius, init, rate, clip }: Chosen, { backward: { paths } }: Cell): readonly Remedy[] {
  const now = radius ?? DRAWN[init];
  if (now === 0 || paths.every(({ matrix }) => matrix === null)) return [];
  const lower = now > 0.9 ? 0.9 : Number((now / 2).toPrecision(1));
  const slow = lowerRate(rate);
  if (clip > 0 || rate < 10 * LIMITS.rate.value) return [{ label: `Try a radius of ${lower}`, change: { radius: lower } }];
  return [{ label: `Try a radius of ${lower}, rate ${slow}`, change: { radius: lower, rate: slow } }];
}

const rounded = (value: number): number => Number(value.toPrecision(2));
