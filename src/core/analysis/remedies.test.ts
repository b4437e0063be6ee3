import { expect, test } from 'vitest';
import { cellOf } from '../cell/builtin.ts';
import { type Known, remediesFor } from './remedies.ts';

const experiment = { clip: 1, rate: 0.003, radius: null, init: 'uniform' as const };
const remedies = (change: object, known: Known | null = null, cell = 'rnn') =>
  remediesFor({ ...experiment, ...change }, cellOf(cell), known);
const changes = (change: object, known: Known | null = null, cell = 'rnn') => remedies(change, known, cell).map((remedy) => remedy.change);
const labels = (change: object, known: Known | null = null) => remedies(change, known).map(({ label }) => label);

test('clipping starts at 1, and where it is on already it goes lower', () => {
  expect(changes({ clip: 0 })).toContainEqual({ clip: 1 });
  expect(changes({ clip: 5 })).toContainEqual({ clip: 1 });
  expect(changes({ clip: 1 })).toContainEqual({ clip: 0.1 });
});

test('a high rate comes down to the default at once, a low one by ten, and none below its limit', () => {
  expect(changes({ rate: 1 })).toContainEqual({ rate: 0.003 });
  expect(changes({ rate: 10 })).toContainEqual({ rate: 0.003 });
  expect(changes({ rate: 0.01 })).toContainEqual({ rate: 0.001 });
  expect(changes({ rate: 0.003 })).toContainEqual({ rate: 0.0003 });
  expect(changes({ rate: 5e-6 })).toContainEqual({ rate: 1e-6 });
  expect(changes({ rate: 1e-6 })).toEqual([{ radius: 0.3 }, { clip: 0.1 }]);
});

test('the radius comes down to 0.9, and from there by half', () => {
  expect(changes({ radius: 1.5 })).toContainEqual({ radius: 0.9 });
  expect(changes({ radius: 0.9 })).toContainEqual({ radius: 0.5 });
  expect(changes({ init: 'identity' })).toContainEqual({ radius: 0.9 });
});

test('a start that is narrower than 0.9 as drawn is never widened', () => {
  expect(changes({ init: 'uniform' })).toContainEqual({ radius: 0.3 });
  expect(changes({ radius: 0.05 })).toContainEqual({ radius: 0.03 });
});

test('a smaller radius brings down a high rate that nothing bounds', () => {
  expect(changes({ radius: 2, rate: 1, clip: 0 })).toContainEqual({ radius: 0.9, rate: 0.003 });
  expect(changes({ radius: 2, rate: 1, clip: 1 })).toContainEqual({ radius: 0.9 });
  expect(changes({ radius: 2, rate: 0.01, clip: 0 })).toContainEqual({ radius: 0.9 });
});

test('a remedy that would change nothing is not offered', () => {
  expect(changes({ radius: 0 })).toHaveLength(2);
  expect(changes({}, null, 'feedforward')).toHaveLength(2);
});

test('a rate at which the first update would still be huge is clipped as well', () => {
  const update = { size: 7.7e7, before: 0.6, after: 2e7 };
  const wild = { radius: 2, rate: 1, clip: 0 };
  expect(changes(wild, { iteration: 0, what: 'loss', update })).toContainEqual({ rate: 0.003, clip: 1 });
  expect(changes(wild, { iteration: 0, what: 'loss', update: { ...update, size: 100 } })).toContainEqual({ rate: 0.003 });
  expect(changes(wild, { iteration: 4, what: 'loss', update })).toContainEqual({ rate: 0.003 });
});

test('where nothing is clipped, clipping comes first', () => {
  expect(labels({ clip: 0, radius: 2 })).toEqual(['Try clipping at 1', 'Try a rate of 0.0003', 'Try a radius of 0.9']);
});

test('where it is, the rate comes first if an update ran away, and else the radius', () => {
  const [ranAway, calm] = [
    { size: 50, before: 1, after: 40 },
    { size: 0.1, before: 1, after: 1.1 },
  ];
  expect(labels({ rate: 1 }, { iteration: 2, what: 'loss', update: ranAway })[0]).toBe('Try a rate of 0.003');
  expect(labels({ rate: 1 }, { iteration: 2, what: 'loss', update: calm })[0]).toBe('Try a radius of 0.3');
});

test('first weights that left the finite by themselves are answered by the radius alone', () => {
  expect(changes({ radius: 5, clip: 0 }, { iteration: 0, what: 'loss', update: null })).toEqual([{ radius: 0.9 }]);
  expect(changes({ radius: 5, clip: 0 }, { iteration: 0, what: 'weights', update: null })).toHaveLength(3);
});

test('no label promises', () => {
  for (const label of labels({ radius: 2, rate: 1, clip: 0 })) expect(label).toMatch(/^Try /);
});
