import type { Claim, Outcome } from './claims.ts';

const HERE = 'measured here';
const PAPER = 'Hochreiter & Schmidhuber (1997)';

const right =
  (share: number) =>
  ({ heldOut }: Outcome): boolean =>
    heldOut.value >= share;

/** Held out, fewer than this share are right. */
const under =
  (most: number) =>
  ({ heldOut }: Outcome): boolean =>
    heldOut.value < most;

/** The loss is what the first baseline loses, within a tenth. */
const atBaseline = ({ loss, baseline }: Outcome): boolean => Math.abs(loss / baseline - 1) < 0.1;

/** The last letter is a guess, and all others are known. */
const allButTheLast = (outcome: Outcome): boolean => under(75)(outcome) && atBaseline(outcome);

/** Nothing is known that the first baseline does not know. */
const equalGuesses = (outcome: Outcome): boolean => under(70)(outcome) && atBaseline(outcome);

const claim = (task: string, says: string, set: string, iterations: number, holds: Claim['holds'], source = HERE): Claim => ({
  task,
  says,
  link: `task=${task}${set}`,
  iterations,
  holds,
  source,
});

/** What each rung of the ladder comes to as it opens, and with another cell in its place. */
export const LADDER_CLAIMS: readonly Claim[] = [
  claim(
    'copy',
    'GRU says at least 80 % of the ten letters right, and the horizon covers the first',
    '',
    4000,
    (outcome) => right(80)(outcome) && outcome.horizon >= outcome.clue,
  ),
  claim('copy', 'tanh RNN says under 30 % of them right', '&cell=rnn', 4000, under(30)),
  claim('latch', 'tanh RNN holds the sign on every held-out sequence', '', 3000, right(100)),
  claim(
    'latch',
    'what it then holds firmly is no longer blamed: the horizon ends before the clue',
    '',
    4000,
    (outcome) => right(100)(outcome) && outcome.horizon < outcome.clue,
  ),
  claim(
    'noise-free-lag',
    'LSTM with a forget bias of 6 says the last letter right on every held-out sequence',
    '',
    1000,
    right(100),
    PAPER,
  ),
  claim('noise-free-lag', 'tanh RNN knows all but the last letter', '&cell=rnn', 3000, allButTheLast, PAPER),
  claim('noise-free-lag', 'GRU knows all but the last letter', '&cell=gru', 3000, allButTheLast),
  claim('noise-free-lag', 'LSTM with a forget bias of 1 knows all but the last letter', '&forget=1', 3000, allButTheLast),
  claim(
    'parity',
    'tanh RNN, asked after every bit, is right on all, with a horizon of half the lag at most',
    '',
    2000,
    (outcome) => right(99)(outcome) && outcome.horizon <= 20,
  ),
  claim('parity', 'tanh RNN, asked after the last bit alone, guesses', '&asked=last', 4000, equalGuesses),
  claim('parity', 'GRU, asked after the last bit alone, guesses', '&asked=last&cell=gru', 4000, equalGuesses),
  claim('reber', 'LSTM knows what may come next on at least 95 % of the held-out strings, to the last letter', '', 1000, right(95), PAPER),
  claim(
    'reber',
    'tanh RNN knows all but the last letter: it is right on about half of them, and the loss is at that baseline',
    '&cell=rnn',
    2000,
    ({ heldOut }) => heldOut.value > 30 && heldOut.value < 70 && Math.abs(heldOut.loss / (heldOut.baselines[1] ?? 0) - 1) < 0.1,
  ),
  claim('recall', 'GRU keeps digits and letters together: at least 95 % of the answers are right', '', 3500, right(95)),
  claim('recall', 'tanh RNN stays at “four equal guesses”', '&cell=rnn', 3500, equalGuesses),
];
