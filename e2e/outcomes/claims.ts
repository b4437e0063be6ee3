import { LADDER_CLAIMS } from './ladder.ts';

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
const HERE = 'measured here';

/** The hardest of the baselines, on what is held out. */
const hardest = ({ heldOut }: Outcome): number => Math.min(...heldOut.baselines);

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
    says: 'the same with a forget bias of 3, whose gates begin almost open, is right on every one',
    link: 'task=temporal-order&length=50&cell=lstm&units=4&rate=0.02&forget=3',
    iterations: 1500,
    holds: ({ heldOut }) => heldOut.value === 100,
    source: HERE,
  },
  {
    task: 'temporal-order',
    says: 'tanh RNN of 4 units at length 50 stays near chance',
    link: 'task=temporal-order&length=50&units=4&rate=0.02',
    iterations: 1500,
    holds: ({ heldOut }) => heldOut.value < 60,
    source: 'the same',
  },
  ...LADDER_CLAIMS,
  {
    task: 'music',
    says: 'GRU of 32 units foresees the notes of held-out tunes better than knowing the note before does: its perplexity per note is at least a sixth lower',
    link: 'task=music',
    iterations: 1000,
    holds: ({ heldOut }) => heldOut.value < (5 / 6) * Math.exp(2 * (heldOut.baselines[1] ?? Number.NaN)),
    source: HERE,
  },
  {
    task: 'speech',
    says: 'GRU of 64 units understands at least 90 % of the words of voices that it has never heard',
    link: 'task=speech',
    iterations: 1500,
    holds: ({ heldOut }) => heldOut.value >= 90,
    source: HERE,
  },
  {
    task: 'co2',
    says: 'tanh RNN beats “same as last month” and “same as a year ago” on months that it has never seen',
    link: 'task=co2',
    iterations: 2000,
    holds: ({ heldOut }) => heldOut.loss < (heldOut.baselines[1] ?? 0),
    source: HERE,
  },
  {
    task: 'weather',
    says: 'GRU comes within a tenth of the linear weights on days that were held out',
    link: 'task=weather',
    iterations: 4000,
    holds: (outcome) => outcome.heldOut.loss < 1.1 * hardest(outcome),
    source: HERE,
  },
  {
    task: 'sines',
    says: 'tanh RNN beats the linear weights by a third where each sequence has periods of its own',
    link: 'task=sines&spread=20',
    iterations: 4000,
    holds: (outcome) => outcome.heldOut.loss < 0.67 * hardest(outcome),
    source: HERE,
  },
  {
    task: 'random-walk',
    says: 'nothing is better than the last value',
    link: 'task=random-walk',
    iterations: 2000,
    holds: ({ loss, baseline }) => loss > 0.9 * baseline,
    source: HERE,
  },
  {
    task: 'text',
    says: 'GRU reads on better than the two letters before say, on the part of the tale that it has never read',
    link: 'task=text',
    iterations: 600,
    holds: (outcome) => outcome.heldOut.loss < hardest(outcome),
    source: HERE,
  },
  {
    task: 'conversation',
    says: 'LSTM answers at least 90 % of the talks whose names and orders it has never heard exactly',
    link: 'task=conversation',
    iterations: 8000,
    holds: ({ heldOut }) => heldOut.value >= 90,
    source: HERE,
  },
  {
    task: 'conversation',
    says: 'tanh RNN answers fewer than a quarter of them exactly',
    link: 'task=conversation&cell=rnn',
    iterations: 3000,
    holds: ({ heldOut }) => heldOut.value < 25,
    source: HERE,
  },
  ...['to-japanese', 'to-english'].map((direction) => ({
    task: 'translate-numbers',
    says: `LSTM answers at least 95 % of the numbers that it has never seen exactly, ${direction.replace('-', ' ')}`,
    link: `task=translate-numbers${direction === 'to-japanese' ? '' : `&direction=${direction}`}`,
    iterations: 6000,
    holds: ({ heldOut }: Outcome) => heldOut.value >= 95,
    source: HERE,
  })),
  ...['western', 'era'].map((style) => ({
    task: 'translate-dates',
    says: `GRU answers at least 95 % of the dates that it has never seen exactly, years ${style === 'era' ? 'by era' : 'as in the West'}`,
    link: `task=translate-dates${style === 'western' ? '' : `&style=${style}`}`,
    iterations: 6000,
    holds: ({ heldOut }: Outcome) => heldOut.value >= 95,
    source: HERE,
  })),
];
