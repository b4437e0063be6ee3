/** Below this many iterations every one has a column. */
const DENSE = 64;

/**
 * Whether an iteration has a column in the picture of the horizon. Which ones do depends on the iteration alone, so that
 * the same link gives the same picture: all of the first 64, then every 2nd, from 128 every 4th, and so on. The number
 * of columns grows with the logarithm of the iterations.
 */
export function hasColumn(iteration: number): boolean {
  const stride = 2 ** Math.max(0, Math.floor(Math.log2(Math.max(iteration, 1) / DENSE)) + 1);
  return iteration < DENSE || iteration % stride === 0;
}
