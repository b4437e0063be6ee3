import { once } from '../once.ts';
import type { Rng } from '../rng.ts';
import { allowedSets } from './measures.ts';
import { makeRoom, type Room, type Task, writeSymbol } from './task.ts';

const SYMBOLS = ['B', 'T', 'P', 'S', 'X', 'V', 'E'] as const;
type Letter = (typeof SYMBOLS)[number];
const WIDTH = SYMBOLS.length;
const [B, T, P] = [0, 1, 2];
const LAG = 20;
/** B T X S E is the shortest string of the grammar. */
const [SHORTEST, LONGEST] = [5, 400];

interface Edge {
  readonly letter: number;
  readonly to: number;
}

const edge = (letter: Letter, to: number): Edge => ({ letter: SYMBOLS.indexOf(letter), to });

/** Reber's grammar (1967) behind its first B: each way out of a node is as likely. Node 6 is the end. */
const NODES: readonly (readonly Edge[])[] = [
  [edge('T', 1), edge('P', 2)],
  [edge('S', 1), edge('X', 3)],
  [edge('T', 2), edge('V', 4)],
  [edge('X', 2), edge('S', 5)],
  [edge('P', 3), edge('V', 5)],
  [edge('E', 6)],
  [],
];
const END = NODES.length - 1;

/** [letters][node]: the probability that exactly so many letters lead from a node to the end. */
const arrivals = once(arrivalTable);

function arrivalTable(): readonly Float64Array[] {
  const table = [Float64Array.from(NODES, (_, node) => (node === END ? 1 : 0))];
  for (let letters = 1; letters < LONGEST; letters++) {
    const before = table[letters - 1] as Float64Array;
    table.push(Float64Array.from(NODES, (out) => out.reduce((sum, { to }) => sum + (before[to] as number) / out.length, 0)));
  }
  return table;
}

const arrival = (letters: number, node: number): number => arrivals()[letters]?.[node] ?? 0;

/** Of the strings that arrive after exactly so many letters: how likely they leave the node by this edge. */
const chance = (node: number, letters: number, { to }: Edge): number =>
  arrival(letters - 1, to) / ((NODES[node]?.length ?? 1) * arrival(letters, node));

/** The outer B and its letter, the string within, and no more: the last step reads its E and says the letter again. */
const stepsFor = (lag: number): number => lag + 2;

export const reber: Task = {
  name: 'reber',
  title: 'Embedded Reber grammar',
  shelf: 'ladder',
  start: { cell: 'lstm', forget: 3 },
  sentence:
    'B, then a T or a P, then a string of Reber’s grammar from its B to its E, then the same T or P again. At every step the network says which letters may come next: 1 for those, 0 for all others.',
  watch:
    'What the grammar allows takes a few steps of memory and is learned first; at the lower dashed line only the last letter is missing, and the tanh RNN stays there, since that letter hangs on one from long before.',
  options: [
    {
      name: 'lag',
      label: 'Lag',
      explanation: 'Letters of the string within: so many steps lie between the T or P and the step at which it has to be said again.',
      minimum: SHORTEST,
      maximum: LONGEST,
      step: 1,
      value: LAG,
    },
  ],
  sizes: ({ lag = LAG }) => ({ inputs: WIDTH, outputs: WIDTH, steps: stepsFor(lag), loss: 'mse' }),
  sequence(rng, { lag = LAG }, _, room = makeRoom(stepsFor(lag), WIDTH, WIDTH)) {
    const { x, y, mask } = room;
    const letter = T + rng.integer(2);
    write(room, 0, B, [T, P]);
    write(room, 1, letter, [B]);
    writeString(room, lag, rng, letter);
    mask.fill(1);
    return { x, y, mask, clues: [1] };
  },
  baselines: ({ lag = LAG }) => [
    { label: 'knowing the step alone', loss: stepwise(lag) },
    { label: 'all but the last letter', loss: FORGOTTEN / stepsFor(lag) },
  ],
  measure: () => allowedSets('right to the last letter'),
  drawing: () => ({
    input: 'symbols',
    channel: 0,
    symbols: SYMBOLS,
    outputs: SYMBOLS,
    sets: true,
    scale: 1,
    offset: 0,
    unit: '',
    digits: 2,
  }),
  references: [
    'Reber (1967), Implicit learning of artificial grammars',
    'Hochreiter & Schmidhuber (1997), Long Short-Term Memory, experiment 1',
    'Fahlman (1991), The Recurrent Cascade-Correlation Architecture: the embedded grammar',
  ],
};

/** The string within from its B to its E, drawn among all of so many letters as likely as the grammar makes them. */
function writeString(room: Room, lag: number, rng: Rng, letter: number): void {
  let node = 0;
  write(room, 2, B, ALLOWED[node] as readonly number[]);
  for (let k = 1; k < lag; k++) {
    const taken = wayOut(node, lag - k, rng);
    node = taken.to;
    write(room, 2 + k, taken.letter, node === END ? [letter] : (ALLOWED[node] as readonly number[]));
  }
}

function wayOut(node: number, letters: number, rng: Rng): Edge {
  const out = NODES[node] as readonly Edge[];
  const [first, second] = [out[0] as Edge, out[1]];
  return second === undefined || rng.uniform() < chance(node, letters, first) ? first : second;
}

/** Letters on the ways out of each node. */
const ALLOWED: readonly (readonly number[])[] = NODES.map((out) => out.map(({ letter }) => letter));

function write(room: Room, t: number, letter: number, next: readonly number[]): void {
  writeSymbol(room, t, letter, WIDTH);
  for (let k = 0; k < next.length; k++) room.y[t * WIDTH + (next[k] as number)] = 1;
}

/** T and P are as likely: ½ at both is off by ½, which squared is ¼ of two of the seven outputs. */
const FORGOTTEN = (2 * 0.25) / WIDTH;

/**
 * What the mean target of each step loses: m (1 − m) for every output that is 1 with probability m. The node is known
 * at the three first steps; behind them its probability is summed forward, among the strings of that length.
 */
function stepwise(lag: number): number {
  let nodes = Float64Array.from(NODES, (_, node) => (node === 0 ? 1 : 0));
  let sum = FORGOTTEN;
  for (let letters = lag - 1; letters > 1; letters--) {
    nodes = ahead(nodes, letters);
    sum += spreadOf(nodes);
  }
  return sum / stepsFor(lag);
}

function ahead(nodes: Float64Array, letters: number): Float64Array<ArrayBuffer> {
  const next = new Float64Array(nodes.length);
  NODES.forEach((out, node) => {
    if (nodes[node] === 0) return;
    for (const each of out) next[each.to] = (next[each.to] as number) + (nodes[node] as number) * chance(node, letters, each);
  });
  return next;
}

function spreadOf(nodes: Float64Array): number {
  const means = new Float64Array(WIDTH);
  NODES.forEach((out, node) => {
    for (const { letter } of out) means[letter] = (means[letter] as number) + (nodes[node] as number);
  });
  return means.reduce((sum, mean) => sum + mean * (1 - mean), 0) / WIDTH;
}
