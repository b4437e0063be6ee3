import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameOf } from './name.ts';

test('the name of a line stands where the line is, and below it at its end', () => {
  const points = [
    [0, 0.2],
    [0.5, 0.5],
    [1, 0.8],
  ] as const;
  expect(nameOf(points, 0.5)).toEqual({ x: 0.5, y: 0.5, below: false });
  expect(nameOf(points, 1)).toEqual({ x: 1, y: 0.8, below: true });
  expect(nameOf([[0.1, 0.05]], 0)).toEqual({ x: 0.1, y: 0.05, below: true });
  expect(nameOf([[0.1, 0.95]], 1)).toEqual({ x: 0.1, y: 0.95, below: false });
});

test('the name of a line, however short and wherever it is, is between the axes', () => {
  const [width, height, name, line] = [200, 112, 90, 14];
  const places = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: -1, max: 2 })), { minLength: 1 });
  fc.assert(
    fc.property(places, fc.constantFrom(0, 0.45, 1), (points, along) => {
      const { x, y, below } = nameOf(points, along);
      const left = x * width - x * name;
      const top = y * height + (below ? 6 : -20);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left + name).toBeLessThanOrEqual(width + 1e-9);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top + line).toBeLessThanOrEqual(height);
    }),
  );
});
