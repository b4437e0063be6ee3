/** What a run came to. */
export interface Outcome {
  /** Mean training loss of the last iterations. */
  readonly loss: number;
  /** Loss of the first baseline, on what is trained on. */
  readonly baseline: number;
  /** On held-out sequences: loss, the task's own measure, and the baseline to beat first. */
  readonly heldOut: { readonly loss: number; readonly value: number; readonly baselines: readonly number[] };
  /** Median over the probe of the gradient's horizon, and how far back its first clues lie. */
  readonly horizon: number;
  readonly clue: number;
}

/** A sentence on what a run comes to, and where it is from. */
export interface Claim {
  readonly task: string;
  readonly says: string;
  /** The link's hash without its seed. */
  readonly link: string;
  readonly iterations: number;
  readonly holds: (outcome: Outcome) => boolean;
  readonly source: string;
}

const LADDER = 'the ladder of long lags';
const solved = ({ loss, baseline }: Outcome): boolean => loss < baseline / 10;
const stuck = ({ loss, baseline }: Outcome): boolean => loss > baseline / 2;

/** Everything that the page says of learning and two cores can show in an hour. */
export const CLAIMS: readonly Claim[] = [
  {
    task: 'adding',
    says: 'GRU at length 20 gets under half the baseline, and the horizon covers the clue',
    link: 'length=20&cell=gru',
    iterations: 1500,
    holds: ({ loss, baseline, horizon, clue }) => loss < baseline / 2 && horizon >= clue,
    source: LADDER,
  },
  {
    task: 'adding',
    says: 'tanh RNN at length 60 does not get under half the baseline, and the horizon does not cover the clue',
    link: 'length=60',
    iterations: 1500,
    holds: ({ loss, baseline, horizon, clue }) => loss >= baseline / 2 && horizon < clue,
    source: LADDER,
  },
  {
    task: 'temporal-order',
    says: 'LSTM of 4 units at length 50 is right on every held-out sequence',
    link: 'task=temporal-order&length=50&cell=lstm&units=4&rate=0.02',
    iterations: 1500,
    holds: ({ heldOut }) => heldOut.value === 100,
    source: 'an independent reproduction of Hochreiter & Schmidhuber (1997), 6a',
  },
  {
    task: 'temporal-order',
    says: 'tanh RNN of 4 units at length 50 stays near chance',
    link: 'task=temporal-order&length=50&units=4&rate=0.02',
    iterations: 1500,
    holds: ({ heldOut }) => heldOut.value < 60,
    source: 'the same',
  },
  {
    task: 'music',
    says: 'GRU of 32 units foresees the notes of held-out tunes better than knowing the note before does: its perplexity per note is at least a sixth lower',
    link: 'task=music',
    iterations: 1000,
    holds: ({ heldOut }) => heldOut.value < (5 / 6) * Math.exp(2 * (heldOut.baselines[1] ?? Number.NaN)),
    source: 'measured here',
  },
  {
    task: 'speech',
    says: 'GRU of 64 units understands at least 90 % of the words of voices that it has never heard',
    link: 'task=speech',
    iterations: 1500,
    holds: ({ heldOut }) => heldOut.value >= 90,
    source: 'measured here',
  },
];

export { LADDER, solved, stuck };
