import { expect, test } from 'vitest';
import { cellOf } from '../cell/builtin.ts';
import { remediesFor } from './remedies.ts';

const experiment = { clip: 1, rate: 0.003, radius: null, init: 'uniform' as const };
const changes = (change: object, cell = 'rnn') => remediesFor({ ...experiment, ...change }, cellOf(cell)).map((remedy) => remedy.change);

test('clipping starts at 1, and where it is on already it goes lower', () => {
  expect(changes({ clip: 0 })[0]).toEqual({ clip: 1 });
  expect(changes({ clip: 5 })[0]).toEqual({ clip: 1 });
  expect(changes({ clip: 1 })[0]).toEqual({ clip: 0.1 });
});

test('the rate is divided by ten, and not below its limit', () => {
  expect(changes({ rate: 0.003 })[1]).toEqual({ rate: 0.0003 });
  expect(changes({ rate: 10 })[1]).toEqual({ rate: 1 });
  expect(changes({ rate: 5e-6 })[1]).toEqual({ rate: 1e-6 });
  expect(changes({ rate: 1e-6 })).toEqual([{ clip: 0.1 }, { radius: 0.3 }]);
});

test('the radius comes down to 0.9, and from there by half', () => {
  expect(changes({ radius: 1.5 })[2]).toEqual({ radius: 0.9 });
  expect(changes({ radius: 0.9 })[2]).toEqual({ radius: 0.5 });
  expect(changes({ init: 'identity' })[2]).toEqual({ radius: 0.9 });
});

test('a start that is narrower than 0.9 as drawn is never widened', () => {
  expect(changes({ init: 'uniform' })[2]).toEqual({ radius: 0.3 });
  expect(changes({ radius: 0.05 })[2]).toEqual({ radius: 0.03 });
});

test('a remedy that would change nothing is not offered', () => {
  expect(changes({ radius: 0 })).toHaveLength(2);
  expect(changes({}, 'feedforward')).toHaveLength(2);
});

test('labels name what the button sets', () => {
  expect(remediesFor({ ...experiment, clip: 0, radius: 2 }, cellOf('gru')).map(({ label }) => label)).toEqual([
    'Clip the gradient at 1',
    'Lower the rate to 0.0003',
    'Start with radius 0.9',
  ]);
});
