import type { Component } from './components.ts';
import { dot } from './krylov.ts';

/** Two directions of length 1 at right angles: the axes of a drawn plane. Plain, since typed arrays are handed over to the page. */
export type Axes = readonly [readonly number[], readonly number[]];
export type Pair = readonly [number, number];

/** The plane of the first two principal components, as it is drawn. */
export interface Plane {
  readonly axes: Axes;
  /** The directions of the two components in it, of length 1. */
  readonly components: readonly [Pair, Pair];
}

/**
 * The plane of two components, turned (and mirrored, where that is nearer) within itself so that its axes lie as near as
 * can be to the ones before: orthogonal Procrustes, the Q of O(2) that is nearest to Pᵀ L (Schönemann 1966). So nothing flips
 * while a network trains. Without a plane before, the axes are the components, pointed so that `towards` points right and up.
 */
export function planeOf(first: Component, second: Component, before: Axes | null, towards: ArrayLike<number>): Plane {
  const components = [first.direction, second.direction] as const;
  const turn = before === null ? pointed(components, towards) : nearest(components, before);
  const axis = (j: 0 | 1): number[] =>
    Array.from(first.direction, (value, k) => turn[0][j] * value + turn[1][j] * (second.direction[k] as number));
  return { axes: [axis(0), axis(1)], components: turn };
}

type Directions = readonly [ArrayLike<number>, ArrayLike<number>];

function pointed([p, q]: Directions, towards: ArrayLike<number>): readonly [Pair, Pair] {
  const sign = (direction: ArrayLike<number>): number => (dot(direction, towards) < 0 ? -1 : 1);
  return [
    [sign(p), 0],
    [0, sign(q)],
  ];
}

/** Row i is component i in the drawn plane. */
function nearest([p, q]: Directions, [a, b]: Axes): readonly [Pair, Pair] {
  const [pa, pb, qa, qb] = [dot(p, a), dot(p, b), dot(q, a), dot(q, b)];
  const turned = Math.hypot(pa + qb, qa - pb);
  const mirrored = Math.hypot(pa - qb, qa + pb);
  if (turned >= mirrored) {
    const [cosine, sine] = turned === 0 ? [1, 0] : [(pa + qb) / turned, (qa - pb) / turned];
    return [
      [cosine, -sine],
      [sine, cosine],
    ];
  }
  const [cosine, sine] = [(pa - qb) / mirrored, (qa + pb) / mirrored];
  return [
    [cosine, sine],
    [sine, -cosine],
  ];
}
