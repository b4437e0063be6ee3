import { expect, test } from 'vitest';
import { probeOf } from './probe.ts';

const labels = { clues: [[0], [1]], captions: ['', 'May 2003'] };
const x = Float32Array.from([1, 2, 3, 4, 5, 6]);
const y = Float32Array.from([10, 20, 30, 40, 50, 60]);

test('each sequence is measured by its own loss, whatever the size of the batch', () => {
  const { batch, size, scored, masks } = probeOf({ steps: 3, size: 2, x, y, weights: Float32Array.of(0, 0, 0, 0.5, 0.5, 0), ...labels });
  expect([...batch.weights]).toEqual([0, 0, 0, 1, 1, 0]);
  expect(batch.x).toBe(x);
  expect(size).toBe(2);
  expect(scored).toEqual([2, 1]);
  expect(masks.map((mask) => [...mask])).toEqual([
    [0, 0, 1],
    [0, 1, 0],
  ]);
});

test('where several steps are scored, the same sequences follow with their last step alone', () => {
  const { batch, size, scored } = probeOf({ steps: 3, size: 2, x, y, weights: Float32Array.of(0.2, 0, 0.2, 0.2, 0, 0.2), ...labels });
  expect(size).toBe(2);
  expect(batch.size).toBe(4);
  expect(scored).toEqual([1, 2]);
  expect([...batch.x]).toEqual([1, 2, 1, 2, 3, 4, 3, 4, 5, 6, 5, 6]);
  expect([...batch.y]).toEqual([10, 20, 10, 20, 30, 40, 30, 40, 50, 60, 50, 60]);
  expect([...batch.weights]).toEqual([0.5, 0, 0, 0, 0.5, 0.5, 1, 0, 0, 0.5, 0, 1]);
});

test('a sequence that is never scored is refused by its number', () => {
  expect(() => probeOf({ steps: 3, size: 2, x, y, weights: Float32Array.of(1, 0, 0, 0, 0, 0), ...labels })).toThrow(
    'Sequence 2 of the probe has no scored step',
  );
});
