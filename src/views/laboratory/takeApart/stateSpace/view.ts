import type { StateSpace } from '../../../../core/laboratory/stateSpace.ts';
import type { XY } from '../../../paint/strokes.ts';

/** Room for labels at the edges, in CSS pixels. */
const MARGIN = 10;

/** Where a point of the plane lies on a drawing, and back: as many pixels a unit across as up. */
export interface View {
  at(x: number, y: number): XY;
  back(x: number, y: number): readonly [number, number];
}

export function viewOf({ centre: [across, up], extent }: Pick<StateSpace, 'centre' | 'extent'>, width: number, height: number): View {
  const unit = Math.max(1, Math.min(width, height) / 2 - MARGIN) / extent;
  return {
    at: (x, y) => [width / 2 + unit * (x - across), height / 2 - unit * (y - up)],
    back: (x, y) => [across + (x - width / 2) / unit, up + (height / 2 - y) / unit],
  };
}

export const pointAt = (points: Float32Array, k: number): readonly [number, number] => [
  points[2 * k] ?? Number.NaN,
  points[2 * k + 1] ?? Number.NaN,
];
