import { expect, test } from 'vitest';
import type { Inside } from '../../core/analysis/inside.ts';
import { carries } from './carries.ts';

const inside = { ratio: 0.5, blame: 2, step: 4, layer: 0 } as Inside;
const mask = Uint8Array.from([0, 0, 0, 0, 1]);

test('the measured ratio is told where nothing else adds to the blame of the step before', () => {
  expect(carries(inside, { layers: 1, mask })).toMatch(/^‖∂L\/∂s‖ at 4 = 0\.5\d* × that at 5/);
});

test('under another layer, or before a scored step, it is not claimed to be the whole', () => {
  expect(carries(inside, { layers: 2, mask })).toMatch(/hands 0\.5\d* × its blame on to step 4; there the layer above adds to it/);
  const scored = Uint8Array.from([1, 1, 1, 1, 1]);
  expect(carries(inside, { layers: 2, mask: scored })).toContain('the layer above and the loss of that step add to it');
  expect(carries({ ...inside, layer: 1 }, { layers: 2, mask: scored })).toContain('there the loss of that step adds to it');
});

test('at the first step, and where no blame arrives, that is said', () => {
  expect(carries({ ...inside, step: 0 }, { layers: 1, mask })).toContain('the first step');
  expect(carries({ ...inside, ratio: Number.NaN }, { layers: 1, mask })).toContain('no blame arrives at step 5');
});

test('where the wire is cut, or blame is boosted, the ratio is not claimed to be what arrives', () => {
  expect(carries({ ...inside, ratio: 0, isCut: true }, { layers: 1, mask })).toBe(
    'the wire is cut here: nothing of its blame goes to step 4',
  );
  expect(carries({ ...inside, isBoosted: true }, { layers: 1, mask })).toMatch(
    /^hands 0\.5\d* × its blame on to step 4, where what is small/,
  );
});
