import { describe, expect, test } from 'vitest';
import { BUILTIN } from '../../../core/cell/builtin.ts';
import { parseCell } from '../../../core/cell/parse.ts';
import type { Spectrum } from '../../../core/trace.ts';
import { EMPTY_PICTURE } from '../../../store/session.ts';
import { PALETTE, recordingContext } from '../../paint/recorder.test.helper.ts';
import { choosing } from './choice.ts';
import { describeSpectrum, NO_MATRIX } from './describe.ts';
import { spectrumPainter } from './paintSpectrum.ts';
import { countOutside, extentOf } from './plane.ts';

const spectrum: Spectrum = {
  iteration: 12,
  layer: 0,
  matrix: 'U',
  real: Float64Array.of(0.5, 0.5, 1.2),
  imaginary: Float64Array.of(0.4, -0.4, 0),
  radius: 1.2,
  norm: 1.6,
};

describe('the plane of the spectrum', () => {
  test('always holds the unit circle and every eigenvalue', () => {
    for (let radius = 0; radius < 2000; radius = radius * 1.3 + 0.1) {
      expect(extentOf(radius)).toBeGreaterThanOrEqual(Math.max(1.25, radius));
      expect(extentOf(radius)).toBeLessThanOrEqual(Math.max(1.25, radius * 2));
    }
    expect(extentOf(Number.NaN)).toBe(1.25);
  });

  test('counts the eigenvalues outside the unit circle', () => {
    expect(countOutside(spectrum)).toBe(1);
  });
});

describe('the painted spectrum', () => {
  const arcs = (matrix: string, extent = 2) => {
    const { context, named } = recordingContext();
    spectrumPainter(extent, matrix, () => PALETTE)(context, 200, 100, { ...EMPTY_PICTURE, spectrum });
    return named('arc').map(({ arguments: [x, y, radius] }) => [x, y, radius]);
  };

  test('has the ring of the singular value and a dot for each eigenvalue, conjugates mirrored', () => {
    expect(arcs('U')).toEqual([
      [100, 50, 40],
      [112.5, 40, 3.5],
      [112.5, 60, 3.5],
      [130, 50, 3.5],
    ]);
  });

  test('leaves out a ring that would be cut off', () => {
    expect(arcs('U', 1.25)).toHaveLength(3);
  });

  test('waits for the matrix that was chosen', () => {
    expect(arcs('Uf')).toEqual([]);
  });
});

const cellOf = (source: string) => {
  const parsed = parseCell(source);
  if (!parsed.ok) throw new Error(parsed.faults.map(({ message }) => message).join());
  return parsed.cell;
};

describe('the choice of the matrix', () => {
  const lstm = cellOf(BUILTIN.lstm);

  test('stands among what is open, and takes the place of the one before', () => {
    expect(choosing(lstm, ['gate:f'], 'Uf')).toEqual(['gate:f', 'spectrum:Uf']);
    expect(choosing(lstm, ['spectrum:Uf', 'gate:f'], 'Uo')).toEqual(['gate:f', 'spectrum:Uo']);
  });

  test('of the first matrix needs no mention', () => {
    expect(choosing(lstm, ['spectrum:Uf'], 'Ui')).toEqual([]);
  });
});

describe('the spectrum in words', () => {
  test('says how many eigenvalues lie outside, and both sizes', () => {
    expect(describeSpectrum(spectrum, cellOf(BUILTIN.rnn))).toBe(
      '3 eigenvalues of U at iteration 12, 1 outside the unit circle. Spectral radius 1.2, largest singular value 1.6.',
    );
  });

  test('says so where no matrix carries the state', () => {
    expect(describeSpectrum(null, cellOf(BUILTIN.feedforward))).toBe(NO_MATRIX);
  });
});
