import { describe, expect, test } from 'vitest';
import { planeOf } from './plane.ts';

const component = (direction: readonly number[], variance = 1) => ({ direction: Float64Array.from(direction), variance });
const turned = (angle: number): readonly [number[], number[]] => [
  [Math.cos(angle), Math.sin(angle), 0],
  [-Math.sin(angle), Math.cos(angle), 0],
];

describe('the drawn plane', () => {
  test('has the components as its axes at first, pointed to where the sequence goes', () => {
    const { axes, components } = planeOf(component([1, 0, 0]), component([0, 1, 0]), null, [-2, 3, 5]);
    expect(axes[0].map((value) => value + 0)).toEqual([-1, 0, 0]);
    expect(axes[1].map((value) => value + 0)).toEqual([0, 1, 0]);
    expect(components).toEqual([
      [-1, 0],
      [0, 1],
    ]);
  });

  test.each([
    ['flipped', [-1, 0, 0], [0, 1, 0]],
    ['both flipped', [-1, 0, 0], [0, -1, 0]],
    ['exchanged', [0, 1, 0], [1, 0, 0]],
    ['exchanged and flipped', [0, -1, 0], [1, 0, 0]],
    ['turned', ...turned(0.7)],
    ['turned about', ...turned(3)],
  ])('stays as it was where the components come %s', (_, first, second) => {
    const before = [
      [1, 0, 0],
      [0, 1, 0],
    ] as const;
    const { axes, components } = planeOf(component(first), component(second), before, [0, 0, 0]);
    for (const [k, axis] of axes.entries())
      for (const [j, value] of axis.entries()) expect(value).toBeCloseTo(before[k]?.[j] as number, 12);
    for (const [k, direction] of [first, second].entries()) {
      for (let j = 0; j < 3; j++) {
        const found = (components[k]?.[0] ?? 0) * (axes[0][j] as number) + (components[k]?.[1] ?? 0) * (axes[1][j] as number);
        expect(found).toBeCloseTo(direction[j] as number, 12);
      }
    }
  });

  test('is the nearest that any turn or mirror of it gives', () => {
    const before = [
      [0.8, 0, 0.6],
      [0, 1, 0],
    ] as const;
    const [first, second] = turned(1.1);
    const apart = ([a, b]: readonly [readonly number[], readonly number[]]): number =>
      [...a, ...b].reduce((sum, value, k) => sum + (value - ([...before[0], ...before[1]][k] as number)) ** 2, 0);
    const least = apart(planeOf(component(first), component(second), before, [0, 0, 0]).axes);
    for (let k = 0; k < 720; k++) {
      const [c, s] = [Math.cos((k * Math.PI) / 180), Math.sin((k * Math.PI) / 180)];
      const sign = k < 360 ? 1 : -1;
      const turn = (p: number, q: number): number[] => first.map((value, j) => p * value + q * (second[j] as number));
      expect(apart([turn(c, s), turn(-sign * s, sign * c)])).toBeGreaterThanOrEqual(least - 1e-12);
    }
  });
});
