import { fadeOf } from '../analysis/fade.ts';
import { isBelowFloor } from '../analysis/floor.ts';
import { horizonOf } from '../analysis/horizon.ts';
import { percentiles } from '../analysis/percentile.ts';

/** What a drawn norm is held against: one layer of the sequence on show. Steps count from 0. */
export interface MeasuredNorms {
  /** ‖∂L/∂s_t‖ by step. */
  readonly norms: ArrayLike<number>;
  /** The last scored step; the gradient sets out from it, and nothing after it is compared. */
  readonly scored: number;
  /** The smallest magnitude that the backend represents. */
  readonly floor: number;
  /** How many steps back the norm stays at 1 %; null where several steps are scored, and the norm on show is not what that is told by. */
  readonly horizon: number | null;
}

/** How a drawn norm changes on its way back, or a measured one. */
export type Course = 'fades' | 'grows' | 'level';

/** A step at which the two lines differ. Logarithms are of base 10. */
export interface Miss {
  readonly step: number;
  readonly drawn: number;
  /** NaN where the norm is below the floor. */
  readonly measured: number;
  /** Decades from what is measured to what was drawn; where that is below the floor, from the floor, and at least as many. */
  readonly by: number;
}

export interface NormScore {
  /** The first and the last step that are compared. */
  readonly first: number;
  readonly last: number;
  readonly steps: number;
  readonly floor: number;
  /** Decades from the last step compared to the first one. Measured −∞ where the first is below the floor, ∞ where a norm is infinite. */
  readonly drawnChange: number;
  readonly change: number;
  readonly drawnCourse: Course;
  readonly course: Course;
  /** The factor that each multiplies by a step back, by least squares as the verdict has it; NaN where fewer than two steps are above the floor. */
  readonly drawnFade: number;
  readonly fade: number;
  /** The step at which it is furthest off, of several the first; null where none is comparable. */
  readonly worst: Miss | null;
  /** Half of the steps are off by at most so many decades. */
  readonly median: number;
  /** Steps that the floor hides, and those where the drawing was under it too. */
  readonly hidden: number;
  readonly foreseen: number;
  readonly infinite: number;
  readonly lost: number;
  /** By the drawn line, and as measured; null where it cannot be told. */
  readonly drawnHorizon: number | null;
  readonly horizon: number | null;
  /** Whether the drawn line ends before its horizon does. */
  readonly open: boolean;
}

/** Below half a decade, a factor of 3, over all steps a norm counts as level. */
const LEVEL = 0.5;

/** A drawn curve (log₁₀ by step, NaN where nothing was drawn) against what is measured; null where no step has both. */
export function scoreNorms(curve: ArrayLike<number>, measured: MeasuredNorms): NormScore | null {
  const { norms, scored, floor } = measured;
  const drawn = (t: number): number => curve[t] as number;
  const norm = (t: number): number => norms[t] as number;
  const covered = Array.from({ length: scored + 1 }, (_, t) => t).filter((t) => Number.isFinite(curve[t]) && norms[t] !== undefined);
  const steps = covered.filter((t) => !Number.isNaN(norm(t)));
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return null;
  const hidden = steps.filter((t) => isBelowFloor(norm(t), floor));
  const infinite = steps.filter((t) => !Number.isFinite(norm(t)));
  const misses = steps.filter((t) => Number.isFinite(norm(t))).map((t) => missAt(t, drawn(t), norm(t), floor));
  const drawnChange = drawn(first) - drawn(last);
  const change = infinite.length > 0 ? Number.POSITIVE_INFINITY : changeOf(norm(first), norm(last), floor);
  return {
    first,
    last,
    steps: steps.length,
    floor,
    drawnChange,
    change,
    drawnCourse: courseOf(drawnChange),
    course: courseOf(change),
    drawnFade: fadeOf(
      Array.from({ length: scored + 1 }, (_, t) => (steps.includes(t) ? 10 ** drawn(t) : Number.NaN)),
      scored,
      0,
    ),
    fade: fadeOf(
      Array.from({ length: scored + 1 }, (_, t) => (steps.includes(t) ? norm(t) : Number.NaN)),
      scored,
      floor,
    ),
    worst: misses.reduce<Miss | null>((most, miss) => (most === null || Math.abs(miss.by) > Math.abs(most.by) ? miss : most), null),
    median: medianOf(misses.map(({ by }) => Math.abs(by))),
    hidden: hidden.length,
    foreseen: hidden.filter((t) => drawn(t) <= Math.log10(floor)).length,
    infinite: infinite.length,
    lost: covered.length - steps.length,
    ...horizonsOf(curve, measured),
  };
}

function missAt(step: number, drawn: number, norm: number, floor: number): Miss {
  if (isBelowFloor(norm, floor)) return { step, drawn, measured: Number.NaN, by: Math.max(0, drawn - Math.log10(floor)) };
  const measured = Math.log10(norm);
  return { step, drawn, measured, by: drawn - measured };
}

/** What lies below the floor has no logarithm: −∞ stands for it, and the floor where the gradient sets out there. */
function changeOf(first: number, last: number, floor: number): number {
  if (isBelowFloor(first, floor)) return Number.NEGATIVE_INFINITY;
  return Math.log10(first) - Math.log10(isBelowFloor(last, floor) ? floor : last);
}

function courseOf(change: number): Course {
  if (Math.abs(change) < LEVEL) return 'level';
  return change < 0 ? 'fades' : 'grows';
}

/** The horizon of the drawn line, where it reaches the scored step. */
function horizonsOf(curve: ArrayLike<number>, { scored, horizon }: MeasuredNorms): Pick<NormScore, 'drawnHorizon' | 'horizon' | 'open'> {
  const last = curve[scored] ?? Number.NaN;
  if (horizon === null || Number.isNaN(last)) return { drawnHorizon: null, horizon: null, open: false };
  const shares = Array.from({ length: scored + 1 }, (_, t) => 10 ** ((curve[t] ?? Number.NaN) - last));
  const drawnHorizon = horizonOf(shares, scored);
  return { drawnHorizon, horizon, open: drawnHorizon < scored && Number.isNaN(curve[scored - drawnHorizon - 1]) };
}

const medianOf = (values: readonly number[]): number => percentiles(values, [0.5])[0] as number;
