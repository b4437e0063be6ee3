import { describe, expect, test } from 'vitest';
import { createRng } from '../rng.ts';
import { readExchange, stepsOf, symbolsOf, symbolsRead, writeExchange } from './symbols.ts';

const WIDTH = 7;

describe('an exchange as a sequence', () => {
  test('is read back as it was written, whatever room is left', () => {
    const rng = createRng('exchange');
    for (let k = 0; k < 1000; k++) {
      const draw = (length: number) => Array.from({ length }, () => rng.integer(WIDTH));
      const exchange = { prompt: draw(1 + rng.integer(6)), answer: draw(1 + rng.integer(6)) };
      const steps = stepsOf(exchange) + rng.integer(4);
      const sequence = writeExchange(exchange, steps, WIDTH);
      expect(readExchange(sequence, WIDTH)).toEqual(exchange);
      expect(sequence.x.length).toBe(steps * WIDTH);
    }
  });

  test('asks for each symbol of the answer at the step before it is read, and for nothing else', () => {
    const { x, y, mask } = writeExchange({ prompt: [1, 2, 3], answer: [4, 5, 6] }, 7, WIDTH);
    expect(symbolsRead(x, WIDTH)).toEqual([1, 2, 3, 4, 5, -1, -1]);
    expect([...mask]).toEqual([0, 0, 1, 1, 1, 0, 0]);
    expect([...y]).toEqual([0, 0, 4, 5, 6, 0, 0]);
  });

  test('that is too long is refused with both lengths', () => {
    expect(() => writeExchange({ prompt: [1, 2, 3], answer: [4, 5] }, 3, WIDTH)).toThrow('4 steps has no room in 3');
  });
});

test('a text is spelled in symbols, or what cannot be is named', () => {
  const alphabet = ['a', 'é', '四', ' '];
  expect(symbolsOf('é 四a', alphabet)).toEqual({ symbols: [1, 3, 2, 0] });
  expect(symbolsOf('a🎈é', [...alphabet, '🎈'])).toEqual({ symbols: [0, 4, 1] });
  expect(symbolsOf('a🎈', alphabet)).toEqual({ fault: 'The network has never read “🎈”: write it without.' });
  expect(symbolsOf('a!b!\n', alphabet)).toEqual({ fault: 'The network has never read “!”, “b”, a new line: write it without.' });
});
