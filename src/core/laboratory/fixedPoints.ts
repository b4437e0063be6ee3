import { EigenvalueDecomposition } from 'ml-matrix';
import { norm } from '../analysis/norms.ts';
import type { Held } from './held.ts';
import { krylovOf } from './krylov.ts';

/** A state that the map leads to itself, F(s*) = s*, and to which some starts came. */
export interface Settled {
  readonly state: Float64Array;
  /** How many starts came to it. */
  readonly starts: number;
  /** Spectral radius max |λ| of ∂F/∂s at s*: below 1 it attracts. NaN where it was not measured. */
  readonly radius: number;
  /** Whether the radius is of the whole Jacobian rather than of a part that holds its largest eigenvalues closely. */
  readonly whole: boolean;
}

/** Where starts lead when the map is iterated. Every start is settled, cycles, has left the finite, or is still under way. */
export interface Iterated {
  readonly settled: readonly Settled[];
  /** Starts that go round a cycle, and the length of the shortest one; 0 where none does. */
  readonly cycling: number;
  readonly period: number;
  /** Starts whose states left the finite. */
  readonly escaped: number;
  /** Starts that neither settled nor went round within their steps. */
  readonly underWay: number;
  /** Steps that a start was given at least. */
  readonly steps: number;
}

/** ‖F(s) − s‖ below this share of max(1, ‖s‖) is settled. */
const TINY = 1e-6;
/** Fixed points nearer than this share are one. */
const SAME = 1e-3;
/** A cycle comes back so many times nearer than it moves in a step. */
const BACK = 1e-4;
/** Periods that are told, 2 … PERIODS − 1. */
const PERIODS = 17;
/** Beyond this a state has left. */
const GONE = 1e12;
/** Steps that a start takes at most. */
const LONGEST = 4000;
/** Fixed points whose Jacobian is measured, and the vectors of a basis in which it is. */
const [MEASURED, VECTORS] = [3, 40];

/**
 * Iterates s ← F(s) from each start until it settles, in turn. All together take `budget` multiplications and additions;
 * what a start leaves of its share is left to the others.
 */
export function iterateHeld(held: Held, starts: readonly Float64Array[], budget: number): Iterated {
  const points: Point[] = [];
  let [left, cycling, period, escaped, underWay, steps] = [budget / held.cost, 0, 0, 0, 0, LONGEST];
  for (const [k, start] of starts.entries()) {
    const share = Math.max(1, Math.min(LONGEST, Math.floor(left / (starts.length - k))));
    const run = runOf(held, start, share);
    left -= run.steps;
    steps = Math.min(steps, share);
    if (run.end === 'settled') add(points, run.state, run.moved);
    else if (run.end === 'escaped') escaped++;
    else if (run.period > 0) {
      cycling++;
      period = period === 0 ? run.period : Math.min(period, run.period);
    } else underWay++;
  }
  points.sort((a, b) => b.starts - a.starts);
  const all = points.map(({ moved, ...point }, k) => {
    const { radius, whole } = k < MEASURED ? radiusAt(held, point.state) : { radius: Number.NaN, whole: false };
    return { ...point, radius, whole, creeps: creeps(point.state, moved, radius) };
  });
  underWay += all.reduce((sum, { creeps: still, starts: count }) => sum + (still ? count : 0), 0);
  const settled = all.filter((point) => !point.creeps).map(({ creeps: _, ...point }) => point);
  return { settled, cycling, period, escaped, underWay, steps };
}

interface Point {
  readonly state: Float64Array;
  starts: number;
  /** The last step that led there. */
  readonly moved: number;
}

/** Whether steps that shrink by the radius lead farther on than what counts as the same point: a slow drift looks settled and is not. */
function creeps(state: Float64Array, moved: number, radius: number): boolean {
  if (moved === 0 || Number.isNaN(radius)) return false;
  return radius >= 1 || moved / (1 - radius) > SAME * Math.max(1, norm(state));
}

interface Run {
  readonly end: 'settled' | 'escaped' | 'stopped';
  readonly state: Float64Array;
  readonly steps: number;
  readonly period: number;
  readonly moved: number;
}

function runOf(held: Held, start: Float64Array, most: number): Run {
  const ring = Array.from({ length: PERIODS + 1 }, () => new Float64Array(held.width));
  const at = (k: number): Float64Array => ring[k % ring.length] as Float64Array;
  at(0).set(start);
  for (let k = 1; k <= most; k++) {
    const [before, state] = [at(k - 1), at(k)];
    held.step(before, state);
    const [size, moved] = [norm(state), distance(before, state)];
    if (!(size < GONE)) return { end: 'escaped', state, steps: k, period: 0, moved };
    if (moved <= TINY * Math.max(1, size)) return { end: 'settled', state: Float64Array.from(state), steps: k, period: 0, moved };
  }
  return { end: 'stopped', state: at(most), steps: most, period: most > 2 * PERIODS ? periodOf(at, most) : 0, moved: Number.NaN };
}

/** The least p ≥ 2 after which the states come back, 0 where there is none. */
function periodOf(at: (k: number) => Float64Array, last: number): number {
  const moved = distance(at(last), at(last - 1));
  for (let p = 2; p < PERIODS; p++) if (distance(at(last), at(last - p)) <= BACK * moved) return p;
  return 0;
}

function add(points: Point[], state: Float64Array, moved: number): void {
  const near = SAME * Math.max(1, norm(state));
  const known = points.find((point) => distance(point.state, state) <= near);
  if (known === undefined) points.push({ state, starts: 1, moved });
  else known.starts++;
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += ((a[j] as number) - (b[j] as number)) ** 2;
  return Math.sqrt(sum);
}

/** max |λ| of the Jacobian at a state, by products with its transpose, which has the same eigenvalues. */
export function radiusAt(held: Held, state: Float64Array): Pick<Settled, 'radius' | 'whole'> {
  held.step(state, new Float64Array(held.width));
  const start = new Float64Array(held.width).fill(1);
  const { matrix } = krylovOf((v, image) => held.pull(v, image), { width: held.width, start, most: VECTORS });
  if (!matrix.to1DArray().every(Number.isFinite)) return { radius: Number.NaN, whole: false };
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(matrix);
  const radius = realEigenvalues.reduce((most, real, k) => Math.max(most, Math.hypot(real, imaginaryEigenvalues[k] as number)), 0);
  return { radius, whole: held.width <= VECTORS };
}
