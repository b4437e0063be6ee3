import { expect, test } from 'vitest';
import { cellOf } from '../../core/cell/builtin.ts';
import { layoutOf, type Network } from '../../core/network.ts';
import { thetaLayoutOf } from './theta.ts';

const networkOf = (units: number, layers: number): Network => ({ cell: cellOf('lstm'), inputs: 5, units, layers, outputs: 3, loss: 'mse' });

test('parameters come back from their texels, and all other texels are zero', () => {
  for (const [units, layers] of [
    [1, 1],
    [13, 2],
    [256, 3],
  ] as const) {
    const network = networkOf(units, layers);
    const theta = thetaLayoutOf(network);
    const parameters = Float32Array.from({ length: layoutOf(network).size }, (_, index) => index + 1);
    const texels = theta.pack(parameters);
    const back = theta.unpack(texels);
    expect(back.every((value, index) => value === index + 1)).toBe(true);
    expect(texels.reduce((count, value) => count + (value === 0 ? 0 : 1), 0)).toBe(parameters.length);
    expect(theta.height).toBeLessThanOrEqual(2048);
  }
});

test('an entry lies in the row of its unit and a quarter of its column, every matrix from a multiple of eight rows on', () => {
  const network = networkOf(13, 2);
  const theta = thetaLayoutOf(network);
  const slot = layoutOf(network).slots.find(({ layer, name }) => layer === 1 && name === 'Uf');
  const region = theta.region(1, 'Uf');
  const parameters = new Float32Array(theta.size);
  parameters[(slot?.offset ?? 0) + 7 * 13 + 6] = 1;
  expect(theta.pack(parameters)[4 * ((region.y + 7) * theta.width + region.x + 1) + 2]).toBe(1);
  expect(region.y % 8).toBe(0);
});

test('matrices that are multiplied together lie below each other', () => {
  const theta = thetaLayoutOf(networkOf(16, 1));
  const rows = ['Ui', 'Uf', 'Ug', 'Uo'].map((name) => theta.region(0, name).y);
  expect(rows).toEqual([0, 16, 32, 48].map((row) => row + (rows[0] ?? 0)));
});
