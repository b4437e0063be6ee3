import { isBelowFloor } from './floor.ts';

/**
 * The factor by which the norm changes a step BACK: exp(−slope) of the least-squares line of ln norm over the steps
 * 0 … scored that are finite and not below the floor. Below 1 it vanishes on the way back, above 1 it explodes.
 * NaN where fewer than two steps are left.
 */
export function fadeOf(norms: ArrayLike<number>, scored: number, floor: number): number {
  const steps: number[] = [];
  const logarithms: number[] = [];
  for (let t = 0; t <= scored && t < norms.length; t++) {
    const value = norms[t] as number;
    if (!Number.isFinite(value) || isBelowFloor(value, floor)) continue;
    steps.push(t);
    logarithms.push(Math.log(value));
  }
  return Math.exp(-slopeOf(steps, logarithms));
}

/** Slope of the least-squares line through (x, y); NaN through fewer than two points. */
function slopeOf(x: readonly number[], y: readonly number[]): number {
  const meanX = mean(x);
  const meanY = mean(y);
  let across = 0;
  let along = 0;
  x.forEach((value, i) => {
    across += (value - meanX) * ((y[i] as number) - meanY);
    along += (value - meanX) ** 2;
  });
  return across / along;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
