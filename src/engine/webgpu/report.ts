import type { Iteration } from '../executor/executor.ts';
import { LEAST, REPORTED } from './reduce.ts';

/** Loss, norm and max |θ| out of what the workgroups of the last kernels reported. */
export function iterationIn(report: Float32Array): Iteration {
  const groups = Array.from({ length: report.length / REPORTED }, (_, k) => report.subarray(k * REPORTED, (k + 1) * REPORTED));
  const column = (index: number): number[] => groups.map((group) => group[index] ?? Number.NaN);
  const [maxima, squares, losses, sizes] = [column(0), column(1), column(2), column(3)];
  const most = Math.max(...maxima);
  const total = maxima.reduce((sum, max, k) => sum + (squares[k] ?? 0) * (Math.max(max, LEAST) / Math.max(most, LEAST)) ** 2, 0);
  return {
    loss: losses.reduce((sum, loss) => sum + loss, 0),
    gradientNorm: Math.max(most, LEAST) * Math.sqrt(total),
    largest: Math.max(...sizes),
  };
}
