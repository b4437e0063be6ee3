/**
 * Which of `total` rows are taken where at most `most` can be: all of them in order, or `most` different ones spread over
 * the whole by golden steps, so that no rhythm of the rows (so many sequences side by side at each step) is picked out.
 */
export function spread(total: number, most: number): readonly number[] {
  if (total <= most) return Array.from({ length: total }, (_, k) => k);
  let stride = Math.max(1, Math.round(0.6180339887 * total));
  while (divisor(stride, total) !== 1) stride++;
  return Array.from({ length: most }, (_, k) => (k * stride) % total);
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
