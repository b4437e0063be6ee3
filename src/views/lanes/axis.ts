/** The common axis of steps over a plot of `width` CSS pixels: each step has a column of the same width. Steps count from 0. */
export interface Axis {
  readonly steps: number;
  readonly width: number;
}

export const columnWidth = ({ steps, width }: Axis): number => width / steps;

/** Left edge of a step's column. */
export const leftOf = (axis: Axis, step: number): number => step * columnWidth(axis);

/** Middle of a step's column. */
export const middleOf = (axis: Axis, step: number): number => (step + 0.5) * columnWidth(axis);

/** The step at a distance from the plot's left edge; the nearest one where that lies outside. */
export function stepAt(axis: Axis, x: number): number {
  return clamp(Math.floor(x / columnWidth(axis)), 0, axis.steps - 1);
}

/** Steps to be labelled, no closer than `gap` pixels: the first, the round ones (as people count, from 1) and the last. */
export function labelledSteps(axis: Axis, gap: number): readonly number[] {
  const every = STRIDES.find((stride) => stride * columnWidth(axis) >= gap) ?? axis.steps;
  const round = Array.from({ length: Math.floor(axis.steps / every) }, (_, k) => (k + 1) * every - 1);
  const last = axis.steps - 1;
  const far = (from: number, to: number): boolean => Math.abs(to - from) * columnWidth(axis) >= gap * 0.8;
  return [...new Set([0, ...round.filter((step) => far(0, step) && (step === last || far(step, last))), last])];
}

const STRIDES = [1, 2, 5, 10, 20, 25, 50, 100, 200];

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
