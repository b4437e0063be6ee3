import type { Guessed } from '../../store/guessing.ts';
import { counted, whole } from '../figures/numbers.ts';

const guesses = (count: number): string => (count === 1 ? '1 guess' : `${whole(count)} guesses`);

/** What guessing has come to, in a sentence. */
export function guessText({ trials, best, solved }: Guessed, checked: number, isRunning: boolean): string {
  if (trials === 0) return 'Nothing was tried yet.';
  if (solved !== null) return `Solved by guess ${whole(solved)}: random weights got two checks of ${checked} sequences all right.`;
  const share = `${Math.round(100 * best)} % right`;
  const sequences = `, on ${whole(trials * checked)} sequences`;
  return isRunning
    ? `${guesses(trials)} so far, the best ${share}.`
    : `Not solved by ${guesses(trials)}${sequences}; the best was ${share}.`;
}

/** What gradient descent has come to on as many sequences, in a sentence. */
export function descentText(iteration: number, batch: number, right: string | null): string {
  if (iteration === 0) return 'Gradient descent has not begun: press Train.';
  const done = right === null ? 'not judged yet' : right;
  return `Gradient descent: ${counted(iteration, 'iteration')}, ${whole(iteration * batch)} sequences, ${done} on held-out ones.`;
}

/** What follows from it; empty while it is open. */
export function lessonText({ trials, solved }: Guessed, isRunning: boolean): string {
  if (isRunning || trials === 0) return '';
  if (solved !== null)
    return 'So this lag is easy for chance: that a network learns it says little about its gradient (Schmidhuber & Hochreiter).';
  return 'Chance does not find it in so many tries.';
}
