import { describe, expect, it } from 'vitest';
import { BUILTIN } from './cell/builtin.ts';
import {
  differenceOf,
  EXPERIMENT_KEYS,
  type Experiment,
  ExperimentError,
  LIVE_KEYS,
  makeExperiment,
  repairExperiment,
  type Wish,
} from './experiment.ts';
import { LIMITS } from './limits.ts';
import { TASK_NAMES } from './tasks/index.ts';
import { listed } from './words.ts';

const sentencesOf = (wish: Wish): readonly string[] => {
  try {
    makeExperiment(wish);
  } catch (error) {
    if (error instanceof ExperimentError) return error.sentences;
    throw error;
  }
  return [];
};

describe('an experiment', () => {
  it('is, where nothing is asked for, the adding problem at length 40 with a tanh RNN of 24 units', () => {
    expect(makeExperiment()).toEqual({
      task: 'adding',
      options: { length: 40 },
      cell: 'rnn',
      units: 24,
      layers: 1,
      init: 'uniform',
      radius: null,
      forget: 1,
      optimizer: 'adam',
      rate: 0.003,
      clip: 1,
      batch: 32,
      seed: 1,
      backend: null,
      exact: false,
      do: '',
    });
  });

  it('has exactly the keys that are listed', () => {
    expect(Object.keys(makeExperiment()).sort()).toEqual([...EXPERIMENT_KEYS].sort());
  });

  it('cannot be changed once it is made', () => {
    const experiment = makeExperiment();
    expect(() => Object.assign(experiment, { units: 0 })).toThrow(TypeError);
    expect(() => Object.assign(experiment.options, { length: 0 })).toThrow(TypeError);
  });

  it('is made again from itself unchanged', () => {
    const experiment = makeExperiment({ task: 'co2', cell: 'lstm', radius: 1.2, backend: 'wasm', options: { ahead: 3 } });
    expect(makeExperiment(experiment)).toEqual(experiment);
    expect(repairExperiment(experiment)).toEqual({ experiment, notices: [], draft: null });
  });

  it('takes the ends of every range', () => {
    for (const [key, { minimum, maximum }] of Object.entries(LIMITS)) {
      expect(makeExperiment({ [key]: minimum })[key as keyof Experiment]).toBe(minimum);
      expect(makeExperiment({ [key]: maximum })[key as keyof Experiment]).toBe(maximum);
    }
  });

  it('starts inside every range', () => {
    for (const { minimum, maximum, value } of Object.values(LIMITS)) expect(value >= minimum && value <= maximum).toBe(true);
  });

  it.each(Object.entries(BUILTIN))('names the cell %s where its equations are written out', (name, source) => {
    expect(makeExperiment({ cell: source }).cell).toBe(name);
  });

  it('keeps a typed cell as it was typed', () => {
    const cell = "# slower\nh' = tanh(W x + 0.5 * U h + b)\n";
    expect(makeExperiment({ cell }).cell).toBe(cell);
  });

  it('replaces half of a surrogate pair in a cell, which no link could hold', () => {
    expect(makeExperiment({ cell: "h' = W x # \ud83d" }).cell).toBe("h' = W x # \ufffd");
    expect(makeExperiment({ cell: "h' = W x # 🙂" }).cell).toBe("h' = W x # 🙂");
  });

  it('writes −0 as 0', () => {
    expect(Object.is(makeExperiment({ forget: -0 }).forget, 0)).toBe(true);
  });

  it('runs on WASM where the same bits are asked for everywhere', () => {
    expect(makeExperiment({ exact: true })).toEqual({ ...makeExperiment(), exact: true, backend: 'wasm' });
    expect(makeExperiment({ exact: true, backend: 'wasm' })).toEqual(makeExperiment({ exact: true }));
    expect(makeExperiment({ exact: false, backend: 'webgl' }).backend).toBe('webgl');
  });

  it('drops options of another task, which a change of task leaves behind', () => {
    expect(makeExperiment({ ...makeExperiment(), task: 'co2' }).options).toEqual({ window: 60, ahead: 12 });
    expect(makeExperiment({ task: 'temporal-order', options: { length: 80, window: 24 } }).options).toEqual({ length: 80 });
  });
});

describe('what is wrong with a wish', () => {
  it('is all told at once, each with its value', () => {
    expect(sentencesOf({ task: 'addin', units: 300, layers: 1.5, rate: Number.NaN, init: 'zeros', options: { length: 4 } })).toEqual([
      `task=addin is none of ${listed(TASK_NAMES)}.`,
      'length=4 is not a whole number from 5 to 400.',
      'units=300 is not a whole number from 1 to 256.',
      'layers=1.5 is not a whole number from 1 to 3.',
      'init=zeros is none of uniform, orthogonal, gaussian and identity.',
      'rate=NaN is not a number from 0.000001 to 10.',
    ]);
  });

  it('names the place of a fault in the cell', () => {
    const [sentence] = sentencesOf({ cell: "h' = tanh(W x)\ng = sigmod(h')" });
    expect(sentence).toMatch(/^cell: line 2, column 5: .*sigmod/);
  });

  it('is a number that is only written like one', () => {
    expect(sentencesOf({ units: '24' })).toHaveLength(1);
    expect(sentencesOf({ seed: [1] })).toHaveLength(1);
    expect(sentencesOf({ rate: null })).toHaveLength(1);
  });

  it('is another backend than WASM where the same bits are asked for everywhere', () => {
    expect(sentencesOf({ exact: true, backend: 'webgpu' })).toEqual([
      'backend=webgpu does not give the same bits everywhere, as exact=true asks.',
    ]);
    expect(repairExperiment({ exact: true, backend: 'webgpu' }).experiment).toEqual(makeExperiment({ exact: true }));
  });

  it.each(['true', 1, null, []])('is %j where true or false is due', (exact) => {
    expect(sentencesOf({ exact })).toHaveLength(1);
    expect(repairExperiment({ exact }).experiment.exact).toBe(false);
  });

  it('is a key that does not exist, whatever it is called', () => {
    const hostile = JSON.parse('{"__proto__": 1, "constructor": 2, "lenght": 3}') as Wish;
    expect(sentencesOf(hostile)).toHaveLength(3);
    expect(sentencesOf({ options: JSON.parse('{"__proto__": 5}') })).toEqual(['__proto__ is no option of adding.']);
  });

  it.each([null, 7, 'adding', []])('is %j where a record is due', (wish) => {
    expect(sentencesOf(wish as unknown as Wish)).toHaveLength(1);
    expect(sentencesOf({ options: wish })).toHaveLength(1);
  });
});

describe('a repair', () => {
  it('takes the end of the range that was passed, and says so', () => {
    const { experiment, notices } = repairExperiment({ units: 1000, rate: Number.POSITIVE_INFINITY, forget: -11 });
    expect([experiment.units, experiment.rate, experiment.forget]).toEqual([256, 10, -10]);
    expect(notices[0]).toBe('units=1000 is not a whole number from 1 to 256; 256 is used instead.');
    expect(notices).toHaveLength(3);
  });

  it('takes the default for what is no number at all', () => {
    expect(repairExperiment({ seed: 'x', radius: {}, backend: 'cuda' }).experiment).toEqual(makeExperiment());
  });

  it('tells which options were dropped', () => {
    expect(repairExperiment({ task: 'co2', options: { length: 40 } }).notices).toEqual([
      'length=40 is an option of adding, not of co2; it is ignored.',
    ]);
  });

  it('keeps the text of a cell that does not parse', () => {
    const { experiment, notices, draft } = repairExperiment({ cell: "h' = tanh(W x +" });
    expect(experiment.cell).toBe('rnn');
    expect(draft).toBe("h' = tanh(W x +");
    expect(notices[0]).toMatch(/^cell: line 1, column \d+: .*rnn is used instead\.$/i);
  });

  it('shows at most 40 characters of a value, on one line and visible', () => {
    const [notice] = repairExperiment({ task: `a\n\u202e<script>${'x'.repeat(1e6)}` }).notices;
    expect(notice).toMatch(/^task=a <script>x{29}… is none of/);
  });
});

describe('the difference of two experiments', () => {
  it('is none of one and itself', () => {
    expect(differenceOf(makeExperiment(), makeExperiment())).toEqual([]);
  });

  it('is the keys whose values differ, options by their values', () => {
    const other = makeExperiment({ rate: 0.01, options: { length: 41 }, radius: 0 });
    expect(differenceOf(makeExperiment(), other)).toEqual(['options', 'radius', 'rate']);
  });

  it('is live in the learning rate, clipping, batch and what is done to the network alone', () => {
    expect(LIVE_KEYS).toEqual(['rate', 'clip', 'batch', 'do']);
  });
});
