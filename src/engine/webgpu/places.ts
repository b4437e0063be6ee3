import { type Memory, memoryOf } from '../../core/plan/memory.ts';
import type { Side } from '../executor/host.ts';
import type { Program } from './program.ts';
import { REPORTED } from './reduce.ts';

/**
 * Where everything of batches of one shape lies in the memory of the graphics card: the regions of the plan, in the
 * variant in which units run innermost, and some more behind them.
 */
export interface Places extends Memory {
  /** Sequences of the batch; `size` counts those that fill up the last workgroup too. */
  readonly given: number;
  /** (t, b): each sequence's share of the loss. */
  readonly losses: number;
  /** Transposed copies of matrices. */
  readonly pack: number;
  /** What `REPORTED` says of each workgroup of the last kernels. */
  readonly report: number;
  /** Gradients of parts of the steps; θ's gradient itself where there is one part. */
  readonly partial: number;
  readonly parts: number;
  readonly total: number;
}

/** Numbers of a part that are worth a workgroup of its own. */
const WORTH = 256;

export function placesOf(program: Program, steps: number, given: number, moments: number): Places {
  const { plan, shape, packLength } = program;
  const size = shape.sequences * Math.ceil(given / shape.sequences);
  const memory = memoryOf(plan, steps, size, 1, moments);
  const parts = Math.max(1, Math.min(shape.splits, Math.floor((steps * size) / WORTH), steps));
  const losses = memory.length;
  const pack = losses + steps * size;
  const report = pack + packLength;
  const behind = report + REPORTED * shape.reduce.groups;
  const partial = parts === 1 ? memory.gradient : behind;
  return { ...memory, given, losses, pack, report, partial, parts, total: behind + (parts === 1 ? 0 : parts * plan.parameters) };
}

/** The u32 that all kernels read under these names, with the learned numbers at `side` and those of the update at `next`. */
export function environmentOf(at: Places, side: Side, next: Side): Record<string, number> {
  const { steps, size, x, y, weights, scored, answers, blame, outside, losses, gradient, pack, report } = at;
  const named = { steps, size, x, y, weights, scored, answers, blame, outside, losses, gradient, pack, report };
  const layers = at.frames.flatMap((frame, layer): [string, number][] => [
    [`frame${layer}`, frame],
    [`constants${layer}`, at.constants[layer] ?? 0],
  ]);
  const moments = at.moments.flatMap((places, index): [string, number][] => [
    [`moment${index}`, places[side]],
    [`nextMoment${index}`, places[next]],
  ]);
  const boost = at.norms > at.boosted ? { boosted: at.boosted, norms: at.norms } : {};
  return { ...named, ...boost, theta: at.theta[side], nextTheta: at.theta[next], ...Object.fromEntries([...layers, ...moments]) };
}
