import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUILTIN } from '../cell/builtin.ts';
import { differenceOf, type Experiment, makeExperiment, repairExperiment } from '../experiment.ts';
import { experimentsOf, inRange } from '../experiments.test.helper.ts';
import { decodeLink, encodeLink } from '../link.ts';
import { DEFAULT_VIEW } from '../view.ts';
import { readDifferences, writeDifferences } from './differences.ts';
import { namesOf } from './names.ts';
import { CLOCKS, readRace, SEED_ITERATIONS, SEEDS, writeRace } from './raceLink.ts';
import { sentenceOf, textOf } from './sentence.ts';
import { multiplyAdds, parametersOf, unitsFor } from './work.ts';

const TYPED = [
  "h' = tanh(W x + 0.5 * U h + b) # 100 % & more; = : #1",
  "σ1 = σ(W x + b)\nh' = tanh(U (σ1 ∘ h)) * σ1",
  "# 日本語 🙂 <script>alert(1)</script> +%2B% b:c;d\nh' = W x + h",
];

const experiments = experimentsOf(
  fc.constantFrom(...Object.keys(BUILTIN), ...TYPED),
  fc.constantFrom('', 'radius:1.2', 'hold:f=1;cut:3 & more'),
);

/** Another with some of the first one's parts: races are of things that have much in common. */
const others = (first: Experiment): fc.Arbitrary<Experiment> =>
  fc
    .tuple(
      experiments,
      fc.subarray(['cell', 'units', 'layers', 'init', 'radius', 'rate', 'seed', 'task', 'backend', 'exact', 'do'] as const),
    )
    .map(([other, taken]) => {
      const parts = Object.fromEntries(taken.map((key) => [key, other[key]]));
      const options = taken.includes('task') ? other.options : first.options;
      return repairExperiment({ ...first, ...parts, options }).experiment;
    });

const races = experiments.chain((first) =>
  fc.record({
    first: fc.constant(first),
    others: fc.array(others(first), { minLength: 1, maxLength: 3 }),
    clock: fc.constantFrom(...CLOCKS),
    seeds: inRange(SEEDS),
    iterations: inRange(SEED_ITERATIONS),
  }),
);

const RNN = makeExperiment();
const GRU = makeExperiment({ cell: 'gru' });

describe('the link of a race', () => {
  test('gives back any race, typed cells included, without a word', () => {
    fc.assert(
      fc.property(races, ({ first, ...race }) => {
        const hash = encodeLink({ experiment: first, view: DEFAULT_VIEW, race: writeRace(first, race) });
        expect(hash).toMatch(/^[\w.~%=&:;,+-]*$/);
        const linked = decodeLink(`#${hash}`);
        expect(linked.notices).toEqual([]);
        const read = readRace(linked.experiment, linked.race ?? {});
        expect(read).toEqual({ ...race, notices: [] });
        expect(encodeLink({ experiment: linked.experiment, view: linked.view, race: writeRace(linked.experiment, read) })).toBe(hash);
      }),
      { numRuns: 300 },
    );
  });

  test('can be read and written by hand', () => {
    const { experiment, race, notices } = decodeLink('#length=60&b=cell:gru&c=cell:lstm;units:13;radius:drawn&clock=work&seeds=10x300');
    expect(notices).toEqual([]);
    const read = readRace(experiment, race ?? {});
    expect(read).toMatchObject({ clock: 'work', seeds: 10, iterations: 300, notices: [] });
    expect(read.others.map(({ cell, units, options }) => [cell, units, options['length']])).toEqual([
      ['gru', 24, 60],
      ['lstm', 13, 60],
    ]);
  });

  test('says nothing of a race where there is none', () => {
    expect(decodeLink('cell=gru').race).toBeNull();
    expect(encodeLink({ experiment: GRU, view: DEFAULT_VIEW, race: null })).toBe('cell=gru');
  });

  test.each([
    ['b=colour:red', 'Network B: colour=red is no key of an experiment; it is ignored.'],
    ['b=units:9999', 'Network B: units=9999 is not a whole number from 1 to 256; 256 is used instead.'],
    ['b=cell:gru;cell:lstm', 'Network B: cell=lstm stands a second time; the first is used.'],
    ['b=cell', 'Network B: cell: '],
    ['b=cell:gru&c=cell:lsmt', 'Network C: cell: no cell is called `lsmt`; did you mean `lstm`?'],
    ['b=task:reversal', 'Network B: task=reversal is none of adding, copy'],
    ['b=copies:3', 'Network B: copies=3 is no key of an experiment'],
    ['b=&c=&d=&e=cell:gru', 'e=cell:gru is more than the 4 networks that a race holds; it is left out.'],
    ['b=cell:gru&clock=sundial', 'clock=sundial is none of iterations, time and work; iterations is used instead.'],
    ['b=cell:gru&seeds=lots', 'seeds=lots is not a whole number from 1 to 20; 5 is used instead.'],
    ['b=cell:gru&seeds=0', 'seeds=0 is not a whole number from 1 to 20; 1 is used instead.'],
    ['b=cell:gru&seeds=3xmany', 'seeds=many is not a whole number from 1 to 100000; 1000 is used instead.'],
    ['clock=work', 'The link speaks of a race and names no network to compare, as b=cell:gru does; it is ignored.'],
  ])('tells what is wrong with %s in a sentence', (hash, sentence) => {
    const { experiment, race } = decodeLink(hash);
    const { notices } = readRace(experiment, race ?? {});
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain(sentence);
  });

  test('reads anything without a fault of its own', () => {
    const key = fc.constantFrom('b', 'c', 'd', 'e', 'clock', 'seeds', 'cell');
    const hash = fc.array(fc.tuple(key, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 6 });
    fc.assert(
      fc.property(hash, (pairs) => {
        const { experiment, race } = decodeLink(pairs.map((pair) => pair.join('=')).join('&'));
        const read = readRace(experiment, race ?? {});
        for (const other of read.others) expect(differenceOf(other, makeExperiment(other))).toEqual([]);
        for (const notice of read.notices) expect(notice).toMatch(/[.?]$/s);
      }),
    );
  });

  test('another task brings its own options, unless they are named', () => {
    const first = makeExperiment({ options: { length: 60 } });
    expect(readDifferences(first, 'task:copy').experiment.options).toEqual(makeExperiment({ task: 'copy' }).options);
    expect(writeDifferences(first, readDifferences(first, 'task:copy').experiment)).toBe('task:copy');
  });
});

describe('the sentence of a race', () => {
  test('says what all share and what they differ in, as the picture has it', () => {
    const three = [RNN, makeExperiment({ cell: 'lstm' }), GRU];
    expect(sentenceOf(three).differ).toEqual(['cell']);
    expect(textOf(sentenceOf(three))).toBe(
      'Same task, same sequences, same seed: adding problem, length 40, 24 units. They differ in the cell alone.',
    );
  });

  test.each([
    [
      [{}, { units: 48 }],
      'Same task, same sequences, same seed: adding problem, length 40, tanh RNN. They differ in the number of units alone.',
    ],
    [[{ cell: 'gru' }, { cell: 'gru', seed: 2 }], 'Same task: adding problem, length 40, GRU, 24 units. They differ in the seed alone.'],
    [
      [{}, { options: { length: 80 }, cell: 'gru' }],
      'Same task, same seed: adding problem, 24 units. They differ in the length and the cell.',
    ],
    [[{}, { batch: 8 }], 'Same task, same seed: adding problem, length 40, tanh RNN, 24 units. They differ in the batch alone.'],
    [
      [{ layers: 2 }, { layers: 2, rate: 0.01, radius: 1.2 }],
      'Same task, same sequences, same seed: adding problem, length 40, tanh RNN, 24 units, 2 layers. They differ in the spectral radius and the learning rate.',
    ],
    [[{}, { task: 'parity' }], 'Same seed: tanh RNN, 24 units. They differ in the task alone.'],
    [
      [{}, { task: 'parity', seed: 3, cell: 'gru', units: 3 }],
      'Nothing is the same. They differ in the task, the cell, the number of units and the seed.',
    ],
    [
      [{}, { do: 'radius:1.2' }],
      'Same task, same sequences, same seed: adding problem, length 40, tanh RNN, 24 units. They differ in the operations alone.',
    ],
    [[{}, {}], 'Same task, same sequences, same seed: adding problem, length 40, tanh RNN, 24 units. They are set up alike.'],
    [
      [{}, { cell: 'gru' }, {}],
      'Same task, same sequences, same seed: adding problem, length 40, 24 units. They differ in the cell alone. A and C are set up alike.',
    ],
    [
      [{}, { cell: 'gru' }, { cell: 'gru' }, {}],
      'Same task, same sequences, same seed: adding problem, length 40, 24 units. They differ in the cell alone. A and D are set up alike. B and C are set up alike.',
    ],
    [
      [{}, { cell: "h' = tanh(W x)" }, { units: 7 }],
      'Same task, same sequences, same seed: adding problem, length 40. They differ in the cell and the number of units.',
    ],
  ])('%j', (wishes, sentence) => {
    expect(textOf(sentenceOf(wishes.map((wish) => makeExperiment(wish))))).toBe(sentence);
  });

  test('names every difference and nothing that is the same, in any race', () => {
    fc.assert(
      fc.property(races, ({ first, others: rest }) => {
        const keys = new Set(rest.flatMap((other) => differenceOf(first, other)));
        if (keys.has('task')) keys.delete('options');
        const { differ } = sentenceOf([first, ...rest]);
        const ofOptions = keys.has('options') ? differ.length - (keys.size - 1) : 0;
        expect(differ).toHaveLength(keys.size - (keys.has('options') ? 1 : 0) + ofOptions);
        if (keys.has('options')) expect(ofOptions).toBeGreaterThan(0);
      }),
    );
  });
});

test('names tell networks apart by as little as may be', () => {
  const of = (...wishes: Parameters<typeof makeExperiment>[0][]) => namesOf(wishes.map((wish) => makeExperiment(wish)));
  expect(of({}, { cell: 'lstm' }, { cell: 'gru' })).toEqual(['RNN', 'LSTM', 'GRU']);
  expect(of({ units: 13 }, {}, { cell: 'gru' })).toEqual(['RNN, 13 units', 'RNN, 24 units', 'GRU']);
  expect(of({ radius: 1.2 }, {})).toEqual(['RNN, radius 1.2', 'RNN, as drawn']);
  expect(of({}, { cell: 'gru' }, { cell: 'gru', radius: 1.3, seed: 2 })).toEqual(['RNN', 'GRU, as drawn', 'GRU, radius 1.3']);
  expect(of({}, {})).toEqual(['RNN', 'RNN']);
});

describe('arithmetic', () => {
  /** Counted by hand: W x and U h forward, Uᵀ back, and an outer product for each matrix; above the first layer Wᵀ too. */
  const byHand = (gates: number, units: number, inputs: number, layers: number, steps: number, batch: number): number => {
    const first = gates * (3 * units * units + 2 * inputs * units);
    const above = gates * 6 * units * units;
    return steps * batch * (first + (layers - 1) * above + 3 * units);
  };

  test.each([
    ['rnn', 1],
    ['lstm', 4],
    ['gru', 3],
  ])('of a %s is what the equations cost', (cell, gates) => {
    for (const layers of [1, 2, 3]) {
      const experiment = makeExperiment({ cell, units: 10, layers, batch: 8, options: { length: 12 } });
      expect(multiplyAdds(experiment)).toBe(byHand(gates, 10, 2, layers, 12, 8));
    }
  });

  test('units are matched to a number of parameters as near as may be', () => {
    fc.assert(
      fc.property(fc.constantFrom('rnn', 'lstm', 'gru', 'feedforward'), fc.integer({ min: 5, max: 50_000 }), (cell, budget) => {
        const experiment = makeExperiment({ cell });
        const off = (units: number): number => Math.abs(parametersOf(makeExperiment({ cell, units })) - budget);
        const units = unitsFor(experiment, budget, 256);
        for (const other of [units - 1, units + 1]) if (other >= 1 && other <= 256) expect(off(units)).toBeLessThanOrEqual(off(other));
      }),
    );
    expect(unitsFor(makeExperiment({ cell: 'gru' }), parametersOf(RNN), 256)).toBe(13);
  });
});
