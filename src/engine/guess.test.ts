import { expect, test } from 'vitest';
import { makeExperiment, type Wish } from '../core/experiment.ts';
import { CHECKED } from '../core/guess.ts';
import { Guesser } from './guess.ts';
import { createWasmMaker } from './wasm/executor.ts';

async function solvedAt(wish: Wish, range: number, trials: number): Promise<number | null> {
  const guesser = await Guesser.open(makeExperiment(wish), createWasmMaker().make, range);
  let guessed = await guesser.go(trials);
  while (guessed.solved === null && guessed.trials < trials) guessed = await guesser.go(trials);
  guesser.dispose();
  expect(guessed.trials).toBeLessThanOrEqual(trials);
  return guessed.solved;
}

test('one unit with random weights latches a bit after some tries, whatever the seed', async () => {
  const tries = await Promise.all([1, 2, 3, 4, 5].map((seed) => solvedAt({ task: 'latch', units: 1, cell: 'rnn', seed }, 10, 3000)));
  expect(tries.every((trial) => trial !== null)).toBe(true);
  const middle = tries.toSorted((a, b) => (a ?? 0) - (b ?? 0))[2] ?? 0;
  expect(middle).toBeLessThan(500);
});

test('numbers are not added by chance', async () => {
  expect(await solvedAt({ task: 'adding', units: 4, options: { length: 20 } }, 10, 300)).toBeNull();
});

test('what counts as solved gets two fresh batches right, and the best so far is a share', async () => {
  const guesser = await Guesser.open(makeExperiment({ task: 'latch', units: 1, cell: 'rnn' }), createWasmMaker().make, 10);
  const { best, trials } = await guesser.go(20);
  expect(best * CHECKED).toBe(Math.round(best * CHECKED));
  expect(best).toBeGreaterThan(0);
  expect(trials).toBeGreaterThan(0);
  guesser.dispose();
});

test('the same seed guesses the same', async () => {
  const wish = { task: 'latch', units: 1, cell: 'rnn', seed: 9 };
  expect(await solvedAt(wish, 10, 3000)).toBe(await solvedAt(wish, 10, 3000));
});
