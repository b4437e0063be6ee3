import type { Cell } from '../../../core/cell/cell.ts';
import { recurrentMatrices } from '../../../core/cell/recurrent.ts';
import type { Spectrum } from '../../../core/trace.ts';
import { counted, magnitude, whole } from '../numbers.ts';
import { countOutside } from './plane.ts';

export const NO_MATRIX = 'No matrix carries the state from step to step in this cell, so there is no spectrum.';

export function describeSpectrum(spectrum: Spectrum | null, cell: Cell): string {
  if (recurrentMatrices(cell).length === 0) return NO_MATRIX;
  if (spectrum === null) return 'No measurement yet: the eigenvalues of the recurrent matrix will stand here.';
  if (!Number.isFinite(spectrum.radius)) return `${spectrum.matrix} has entries that are not finite, so it has no eigenvalues.`;
  const { matrix, iteration, real, radius, norm } = spectrum;
  return [
    `${counted(real.length, 'eigenvalue')} of ${matrix} at iteration ${whole(iteration)}, ${whole(countOutside(spectrum))} outside the unit circle.`,
    `Spectral radius ${magnitude(radius)}, largest singular value ${magnitude(norm)}.`,
  ].join(' ');
}
