import type { Spectrum } from '../../../core/trace.ts';

const EXTENTS = [1.25, 1.5, 2, 3, 5, 7.5] as const;

/** Half the width of the plane that is shown: the smallest of 1.25, 1.5, 2, 3, 5, 7.5, 12.5, … that holds a radius and the unit circle. */
export function extentOf(radius: number): number {
  if (!Number.isFinite(radius)) return EXTENTS[0];
  for (let scale = 1; scale < 1e12; scale *= 10) {
    const extent = EXTENTS.find((step) => step * scale >= radius * 1.04);
    if (extent !== undefined) return extent * scale;
  }
  return radius * 1.1;
}

/** Eigenvalues outside the unit circle. */
export function countOutside({ real, imaginary }: Spectrum): number {
  return real.reduce((count, part, index) => count + (Math.hypot(part, imaginary[index] ?? 0) > 1 ? 1 : 0), 0);
}
