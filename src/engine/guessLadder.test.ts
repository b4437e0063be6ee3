import { expect, test } from 'vitest';
import { makeExperiment, type Wish } from '../core/experiment.ts';
import { Guesser } from './guess.ts';
import { createWasmMaker } from './wasm/executor.ts';

/** As Schmidhuber, Hochreiter & Bengio (2001) drew them. */
const RANGE = 100;

async function solvedAt(wish: Wish, most: number): Promise<number | null> {
  const guesser = await Guesser.open(makeExperiment(wish), createWasmMaker().make, RANGE);
  let guessed = await guesser.go(most);
  while (guessed.solved === null && guessed.trials < most) guessed = await guesser.go(most);
  guesser.dispose();
  return guessed.solved;
}

test('the latch is solved by some tens of guesses on twenty seeds, and at a lag of 100 too', async () => {
  const tries: (number | null)[] = [];
  for (let seed = 1; seed <= 20; seed++) tries.push(await solvedAt({ task: 'latch', cell: 'rnn', units: 1, seed }, 1000));
  expect(tries).not.toContain(null);
  const sorted = tries.map(Number).sort((a, b) => a - b);
  expect(sorted[10]).toBeLessThan(120);
  expect(await solvedAt({ task: 'latch', options: { lag: 100 }, cell: 'rnn', units: 1, seed: 1 }, 1000)).not.toBeNull();
}, 60_000);

test('parity of 21 bits, asked after the last one alone, is solved by some thousands of guesses at two units', async () => {
  expect(await solvedAt({ task: 'parity', options: { lag: 20, asked: 1 }, cell: 'rnn', units: 2, seed: 1 }, 6000)).not.toBeNull();
}, 120_000);
