import { type Components, componentsOf } from './components.ts';
import { type Iterated, iterateHeld } from './fixedPoints.ts';
import { dot } from './krylov.ts';
import { type Axes, type Pair, type Plane, planeOf } from './plane.ts';
import { spread } from './rows.ts';
import { heldAtCursor, type LayerStates, statesOf } from './states.ts';
import type { Subject } from './subject.ts';

/** A fixed point of the layer with its input held, as it lies in the plane. */
export interface Attractor {
  readonly at: Pair;
  /** How many of the starts came to it. */
  readonly starts: number;
  /** max |λ| of ∂s′/∂s there; NaN where it was not measured. */
  readonly radius: number;
  /** False where the radius was read in a part of the Jacobian that holds its largest eigenvalues closely. */
  readonly whole: boolean;
}

/**
 * The states of one layer in the plane of their first two principal components: of all states together (h and c in an LSTM),
 * at all steps of all sequences of the probe, with the mean taken away. The axes are those of the measurement before, as
 * nearly as the plane allows.
 */
export interface StateSpace {
  readonly iteration: number;
  readonly layer: number;
  readonly steps: number;
  /** The step at whose input the map is held. */
  readonly step: number;
  /** Entries of a state, units × states. */
  readonly width: number;
  /** States that the components were measured of, of how many. */
  readonly measured: number;
  readonly states: number;
  /** Shares of the variance along the first and the second component; NaN where nothing differs or is not finite. */
  readonly shares: Pair;
  readonly finite: boolean;
  /** From the mean to one standard deviation along each component, in the plane. */
  readonly components: readonly [Pair, Pair];
  /** Of length 1, at right angles; over (state, unit). */
  readonly axes: Axes;
  readonly mean: readonly number[];
  /** The middle of what is drawn, and half its height; kept from the measurement before while that does. */
  readonly centre: Pair;
  readonly extent: number;
  /** Of the sequence on show: (t, 2). */
  readonly path: Float32Array;
  /** Of so many other sequences of the probe: (b, t, 2). */
  readonly others: Float32Array;
  readonly otherSequences: number;
  /** Class that is right at each step of `others`, (b, t), −1 where none is asked; empty where the answer is no class. */
  readonly classes: Int16Array;
  readonly attractors: readonly Attractor[];
  /** How many states the map was iterated from, and what became of those that did not settle. */
  readonly starts: number;
  readonly outcome: Omit<Iterated, 'settled'>;
}

/** Entries of the states that components are measured of, at most. */
const ENTRIES = 2 ** 18;
/** Points of other sequences, and the multiplications and additions that placing them takes, at most. */
const [POINTS, PLACING] = [4096, 3e6];
/** States of the probe from which the map is iterated, that at the cursor first. */
const STARTS = 6;
/** Multiplications and additions of all iterations together: where nothing waits for them, and where training does. */
const [AT_REST, WHILE_TRAINING] = [2e7, 4e6];

export function measureStateSpace(subject: Subject, last: StateSpace | null): StateSpace {
  const { trace, layer, step, probe } = subject;
  const { steps, iteration } = trace;
  const states = statesOf(subject);
  const { width, shown } = states;
  const before = last !== null && last.layer === layer && last.width === width && last.finite ? last : null;
  const rows = spread(steps * probe.size, Math.max(2, Math.floor(ENTRIES / width)));
  const components = componentsOf({ values: gathered(states, rows, probe.size), width }, before === null ? null : sumOf(before.axes));
  const { first, second, total, mean } = components;
  const plane = planeOf(first, second, before?.axes ?? null, movedBy(shown, width));
  const place = placing(plane, components);
  const sequences = othersOf(subject, width);
  const path = placed(shown, width, place);
  const others = placed(gathered(states, rowsOf(sequences, steps, probe.size), probe.size), width, place);
  const { settled, ...outcome } = Number.isFinite(total) ? iterated(subject, states) : NOTHING;
  const attractors = settled.map(({ state, ...rest }) => ({ ...rest, at: place(state, 0) }));
  return {
    iteration,
    layer,
    steps,
    step,
    width,
    measured: rows.length,
    states: steps * probe.size,
    shares: [first.variance / total, second.variance / total],
    finite: Number.isFinite(total),
    components: [along(plane.components[0], first.variance), along(plane.components[1], second.variance)],
    axes: plane.axes,
    mean: Array.from(mean),
    ...frameOf([path, others], attractors, before),
    path,
    others,
    otherSequences: sequences.length,
    classes: classesOf(subject, sequences),
    attractors,
    starts: Number.isFinite(total) ? STARTS : 0,
    outcome,
  };
}

const NOTHING: Iterated = { settled: [], cycling: 0, period: 0, escaped: 0, underWay: 0, steps: 0 };

const sumOf = ([a, b]: Axes): Float64Array => Float64Array.from(a, (value, j) => value + (b[j] as number));

const along = ([x, y]: Pair, variance: number): Pair => [x * Math.sqrt(variance), y * Math.sqrt(variance)];

/** From the first step to the last. */
const movedBy = (shown: Float64Array, width: number): Float64Array =>
  Float64Array.from(shown.subarray(shown.length - width), (value, j) => value - (shown[j] as number));

/** States of the probe by their rows t · sequences + b. */
function gathered({ width, copy }: LayerStates, rows: readonly number[], sequences: number): Float64Array {
  const values = new Float64Array(rows.length * width);
  for (const [k, row] of rows.entries()) copy(Math.floor(row / sequences), row % sequences, values, k * width);
  return values;
}

/** The rows of whole sequences, one after the other. */
const rowsOf = (sequences: readonly number[], steps: number, of: number): readonly number[] =>
  sequences.flatMap((b) => Array.from({ length: steps }, (_, t) => t * of + b));

type Placing = (values: Float64Array, offset: number) => Pair;

/** Where a state lies in the plane, from the mean. */
function placing({ axes: [a, b] }: Plane, { mean }: Components): Placing {
  const [x0, y0] = [dot(mean, a), dot(mean, b)];
  return (values, offset) => {
    let [x, y] = [-x0, -y0];
    for (let j = 0; j < mean.length; j++) {
      x += (values[offset + j] as number) * (a[j] as number);
      y += (values[offset + j] as number) * (b[j] as number);
    }
    return [x, y];
  };
}

function placed(values: Float64Array, width: number, place: Placing): Float32Array {
  const points = new Float32Array((2 * values.length) / width);
  for (let k = 0; k < points.length / 2; k++) points.set(place(values, k * width), 2 * k);
  return points;
}

/** Sequences of the probe but the one on show, as many as are drawn. A sequence that a person gave is none of them. */
function othersOf({ trace, probe }: Subject, width: number): readonly number[] {
  const most = Math.max(1, Math.floor(Math.min(POINTS, PLACING / (2 * width)) / trace.steps));
  const isShown = (b: number): boolean => trace.probe === probe.size && b === trace.sequence;
  return Array.from({ length: probe.size }, (_, b) => b)
    .filter((b) => !isShown(b))
    .slice(0, most);
}

function classesOf({ network, trace, probe }: Subject, sequences: readonly number[]): Int16Array {
  if (network.loss !== 'crossEntropy') return new Int16Array();
  const { y, size } = probe.batch;
  const classAt = (b: number, t: number): number => (probe.masks[b]?.[t] === 1 ? (y[t * size + b] as number) : -1);
  return Int16Array.from(sequences.flatMap((b) => Array.from({ length: trace.steps }, (_, t) => classAt(b, t))));
}

function iterated(subject: Subject, states: LayerStates): Iterated {
  const { probe, trace, step, atRest } = subject;
  const { width, shown } = states;
  const rows = spread(trace.steps * probe.size, STARTS - 1);
  const others = Array.from({ length: STARTS - 1 }, (_, k) => gathered(states, [rows[k % rows.length] as number], probe.size));
  const starts = [shown.slice(step * width, (step + 1) * width), ...others];
  return iterateHeld(heldAtCursor(subject), starts, atRest === true ? AT_REST : WHILE_TRAINING);
}

type Frame = Pick<StateSpace, 'centre' | 'extent'>;

const EXTENTS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12] as const;
/** A frame is kept while the points fill this share of it. */
const FILLED = 0.5;
const MARGIN = 1.04;
/** Attractors this many times as far out as the states are left off. */
const FAR = 1.5;

/** The middle of all points, and the smallest of 1, 1.2, 1.5, 2, … (times any power of ten) that holds them about it. */
function frameOf(points: readonly Float32Array[], attractors: readonly Attractor[], before: Frame | null): Frame {
  const states = boxOf(points);
  const near = attractors
    .map(({ at }) => at)
    .filter((at) => at.every((value, k) => Math.abs(value - (states[k]?.middle ?? 0)) <= FAR * largestHalf(states)));
  const box = boxOf([...points, ...near]);
  const half = largestHalf(box);
  if (!(half > 0)) return before ?? { centre: [0, 0], extent: 1 };
  const isHeld =
    before !== null &&
    box.every(({ low, high }, k) => Math.max((before.centre[k] as number) - low, high - (before.centre[k] as number)) <= before.extent);
  if (isHeld && half >= FILLED * before.extent) return { centre: before.centre, extent: before.extent };
  const scale = 10 ** Math.floor(Math.log10(half));
  const [across, up] = box;
  return { centre: [across.middle, up.middle], extent: scale * (EXTENTS.find((extent) => extent * scale >= MARGIN * half) as number) };
}

interface Side {
  readonly low: number;
  readonly high: number;
  readonly middle: number;
}

const largestHalf = (box: readonly Side[]): number => Math.max(...box.map(({ low, high }) => (high - low) / 2));

/** Of all points that are finite, across and up. */
function boxOf(points: readonly ArrayLike<number>[]): readonly [Side, Side] {
  const side = (k: 0 | 1): Side => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const each of points) {
      for (let i = k; i < each.length; i += 2) {
        const value = each[i] as number;
        if (!Number.isFinite(value)) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    return low > high ? { low: 0, high: 0, middle: 0 } : { low, high, middle: (low + high) / 2 };
  };
  return [side(0), side(1)];
}
