import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeExperiment, type Wish } from '../../core/experiment.ts';
import { MOST_BYTES } from '../../core/history/lines.ts';
import { supply } from '../../core/tasks/material.ts';
import type { Conditions, Past } from '../../protocol/messages.ts';
import { createCpuMaker } from '../cpu/executor.ts';
import type { Weights } from '../executor/executor.ts';
import { Run } from '../run.ts';
import { createWasmMaker } from '../wasm/executor.ts';
import { TimeMachine } from './machine.ts';

const FLOOR = 2 ** -149;
const BACKENDS = { wasm: createWasmMaker, 'wasm, exact': createWasmMaker, cpu: createCpuMaker } as const;
type Backend = keyof typeof BACKENDS;

/** The time stands still but while it trains, so that snapshots come at the same iterations in every run of a test. */
let now = 0;
beforeEach(() => {
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const SMALL: Wish = { options: { length: 6 }, units: 5, batch: 3 };
const TEXT: Wish = { task: 'text', options: { window: 12 }, cell: 'lstm', units: 6, batch: 5 };

const openRun = (wish: Wish, backend: Backend) =>
  Run.open(makeExperiment(wish), BACKENDS[backend]().make, { floor: FLOOR, exact: backend === 'wasm, exact' }, null);

/** A change of rate, clipping or batch, or of what is done, after an iteration. */
type Changes = Readonly<Record<number, Partial<Conditions>>>;

/** The weights after every iteration of a run that was never interrupted, with no machine near it. */
async function uninterrupted(wish: Wish, backend: Backend, iterations: number, changes: Changes = {}) {
  const run = await openRun(wish, backend);
  const weights: Weights[] = [await run.executor.weights()];
  const losses: number[] = [];
  for (let k = 1; k <= iterations; k++) {
    losses.push((await run.iterate()).loss);
    if (changes[k] !== undefined) await run.under({ ...run.conditions, ...changes[k] });
    weights.push(await run.executor.weights());
  }
  run.dispose();
  return { weights, losses };
}

async function machined(wish: Wish, backend: Backend) {
  const run = await openRun(wish, backend);
  const machine = await TimeMachine.open(run, null);
  /** Every iteration takes so many milliseconds; one in five has a snapshot where nothing else is said. */
  const train = async (iterations: number, changes: Changes = {}, milliseconds = 20): Promise<number[]> => {
    const losses: number[] = [];
    for (let k = 0; k < iterations; k++) {
      now += milliseconds;
      machine.depart();
      losses.push((await machine.iterate()).loss);
      const change = changes[run.iteration];
      if (change === undefined) continue;
      await machine.learn({ ...run.conditions, ...change });
    }
    return losses;
  };
  const arrive = async (): Promise<void> => {
    while (!(await machine.closer(Number.POSITIVE_INFINITY)));
  };
  const goTo = async (iteration: number): Promise<void> => {
    await machine.aim(iteration);
    await arrive();
  };
  const exchange = async (): Promise<void> => {
    await machine.exchange();
    await arrive();
  };
  let last: Past | null = null;
  const past = (): Past => {
    machine.hurry();
    last = machine.news() ?? last;
    return last as Past;
  };
  return { run, machine, train, goTo, exchange, past, weights: () => run.executor.weights() };
}

supply('data/tale.txt', new Uint8Array(readFileSync(join(import.meta.dirname, '../../../public/data/tale.txt'))));

const CASES: readonly (readonly [string, Wish, Changes])[] = [
  ['Adam', SMALL, {}],
  ['gradient descent with momentum', { ...SMALL, optimizer: 'momentum', cell: 'gru', rate: 0.05 }, {}],
  ['gradient descent', { ...SMALL, optimizer: 'sgd', layers: 2 }, {}],
  [
    'RMSprop, with changes of rate, clipping and batch on the way',
    { ...SMALL, optimizer: 'rmsprop' },
    { 20: { rate: 0.01 }, 33: { clip: 0 }, 47: { batch: 4 } },
  ],
  ['a text whose states are carried from window to window', TEXT, {}],
  [
    'operations that come and go: a connection cut, a matrix frozen, the wire cut, entries clipped',
    SMALL,
    {
      15: { do: 'cut:U:2:3' },
      20: { do: 'cut:U:2:3,freeze:W' },
      33: { do: 'freeze:W,truncate:4' },
      47: { do: '' },
      60: { do: 'clip-value:0.01' },
    },
  ],
  [
    'operations on a GRU: a gate held, blame boosted, and another rate',
    { ...SMALL, cell: 'gru', optimizer: 'momentum', rate: 0.05 },
    { 15: { do: 'hold:z:0.3' }, 20: { do: 'hold:z:0.3,boost', rate: 0.01 }, 48: { do: 'boost' }, 69: { do: '' } },
  ],
  [
    'a text, with what cannot be done on the way',
    { ...TEXT, do: `cut:Uf:1:2,${Array.from({ length: 9 }, (_, k) => `eigenvalue:Uf:0.5:0:0.9:0@${20 + k}`).join()}` },
    {},
  ],
  ['a text, with operations on the way', TEXT, { 17: { do: 'hold:f:1' }, 40: { do: 'hold:f:1,freeze:V', batch: 4 }, 55: { do: '' } }],
  ['a text, with changes of batch on the way', TEXT, { 17: { batch: 4 }, 40: { rate: 0.03 }, 55: { batch: 5 } }],
];

describe.each(Object.keys(BACKENDS) as Backend[])('on %s', (backend) => {
  test.each(CASES)('training again gives what was, to the bit: %s', async (_, wish, changes) => {
    const then = await uninterrupted(wish, backend, 90, changes);
    const { goTo, train, weights, run, past } = await machined(wish, backend);
    expect(await train(70, changes)).toEqual(then.losses.slice(0, 70));
    const { kept } = past();
    expect(kept.length).toBeGreaterThan(3);
    const between = [...kept].map((each) => each + 1).filter((each) => each < 70 && !kept.includes(each));
    for (const iteration of [...kept, ...between, 69, 3, 19, 20, 21, 47, 48, 0, 1, 70]) {
      await goTo(iteration);
      expect(run.iteration).toBe(iteration);
      expect(await weights(), `iteration ${iteration}`).toEqual(then.weights[iteration]);
    }
    // And from the end to which it returned it goes on as if it had never been away.
    expect(await train(20, changes)).toEqual(then.losses.slice(70));
    run.dispose();
  });

  test.each(CASES)('training on from an earlier iteration gives the same numbers, if nothing is changed: %s', async (_, wish, changes) => {
    const then = await uninterrupted(wish, backend, 60, changes);
    const { goTo, train, run, past, exchange, weights } = await machined(wish, backend);
    await train(60, changes);
    await goTo(15);
    expect(await train(30, changes)).toEqual(then.losses.slice(15, 45));
    expect(past().left).toMatchObject({ from: 15, end: 60 });
    await exchange();
    expect(await weights()).toEqual(then.weights[60]);
    await exchange();
    expect(await weights()).toEqual(then.weights[45]);
    expect(past()).toMatchObject({ end: 45, left: { from: 15, end: 60 } });
    run.dispose();
  });
});

describe('a branch', () => {
  test('with another rate differs from what was, from the next weights on, and both can be returned to', async () => {
    const then = await uninterrupted(SMALL, 'wasm', 60);
    const other = await uninterrupted(SMALL, 'wasm', 60, { 30: { rate: 0.3 } });
    const { goTo, train, run, machine, exchange, weights } = await machined(SMALL, 'wasm');
    await train(60);
    await goTo(30);
    await machine.learn({ ...run.conditions, rate: 0.3 });
    expect(await train(30)).toEqual(other.losses.slice(30));
    expect(other.losses[31]).not.toBe(then.losses[31]);
    await exchange();
    expect(run.conditions.rate).toBe(0.003);
    expect(await weights()).toEqual(then.weights[60]);
    await goTo(42);
    expect(await weights()).toEqual(then.weights[42]);
    await exchange();
    expect(run.conditions.rate).toBe(0.3);
    await goTo(42);
    expect(await weights()).toEqual(other.weights[42]);
    run.dispose();
  });

  test('a change of rate that was only tried on the way back is forgotten with going on', async () => {
    const then = await uninterrupted(SMALL, 'wasm', 50);
    const { goTo, train, run, machine, weights } = await machined(SMALL, 'wasm');
    await train(40);
    await goTo(10);
    await machine.learn({ ...run.conditions, rate: 0.3 });
    await goTo(40);
    expect(run.conditions.rate).toBe(0.003);
    expect(await train(10)).toEqual(then.losses.slice(40));
    expect(await weights()).toEqual(then.weights[50]);
    run.dispose();
  });

  test('from weights that were replaced does not pretend that training led there', async () => {
    const { goTo, train, run, machine, weights } = await machined(SMALL, 'wasm');
    await train(40);
    const replaced = (await weights()).parameters.map((value) => value / 2);
    await machine.replace({ parameters: replaced });
    const before = await train(10);
    expect((await weights()).updates).toBe(10);
    await goTo(20);
    await goTo(40);
    expect((await weights()).parameters).toEqual(replaced);
    expect(await train(10)).toEqual(before);
    run.dispose();
  });
});

describe('what is done to the network', () => {
  const learn = async ({ run, machine }: Awaited<ReturnType<typeof machined>>, list: string) =>
    machine.learn({ ...run.conditions, do: list });

  test('leaves at an iteration what it would leave if it had been done at once, and nothing where it is taken away again', async () => {
    const past = await machined({ ...SMALL, units: 4 }, 'wasm');
    await past.train(12);
    const before = await past.weights();
    await learn(past, 'freeze:U');
    expect(await past.weights()).not.toEqual(before);
    await learn(past, 'freeze:U,cut:W:1:2');
    await learn(past, 'cut:W:1:2');
    const once = await past.weights();
    await learn(past, '');
    expect(await past.weights()).toEqual(before);
    await learn(past, 'cut:W:1:2');
    expect(await past.weights()).toEqual(once);
    expect(once.parameters.filter((value) => value === 0)).toHaveLength(1);
    past.run.dispose();
  });

  test('is gone before it and there after it, and a connection weighs again what it weighed', async () => {
    const past = await machined({ ...SMALL, units: 4 }, 'wasm');
    await past.train(10);
    const whole = await past.weights();
    await learn(past, 'cut:W:1:2');
    await past.train(10);
    const cut = await past.weights();
    await learn(past, '');
    const mended = await past.weights();
    await past.train(5);
    const end = await past.weights();
    const index = cut.parameters.indexOf(0);
    expect(mended.parameters[index]).toBe(whole.parameters[index]);
    expect(mended.parameters[index]).not.toBe(0);
    for (const [iteration, list, isCut] of [
      [9, '', false],
      [10, 'cut:W:1:2', true],
      [19, 'cut:W:1:2', true],
      [20, '', false],
      [3, '', false],
      [25, '', false],
    ] as const) {
      await past.goTo(iteration);
      expect(past.run.conditions.do, `iteration ${iteration}`).toBe(list);
      expect((await past.weights()).parameters[index] === 0, `iteration ${iteration}`).toBe(isCut);
    }
    expect(await past.weights()).toEqual(end);
    past.run.dispose();
  });

  test('while one looks back is a branch at once: both can be gone through, to the bit', async () => {
    const then = await uninterrupted(SMALL, 'wasm', 60);
    const other = await uninterrupted(SMALL, 'wasm', 60, { 20: { do: 'freeze:U,truncate:3' } });
    const past = await machined(SMALL, 'wasm');
    await past.train(60);
    await past.goTo(20);
    await learn(past, 'freeze:U,truncate:3');
    expect(past.past()).toMatchObject({ end: 20, left: { from: 20, end: 60 } });
    expect(await past.weights()).toEqual(other.weights[20]);
    expect(await past.train(40)).toEqual(other.losses.slice(20));
    await past.exchange();
    expect(await past.weights()).toEqual(then.weights[60]);
    for (const iteration of [20, 31, 19]) {
      await past.goTo(iteration);
      expect(await past.weights()).toEqual(then.weights[iteration]);
    }
    await past.exchange();
    for (const iteration of [60, 20, 44, 19]) {
      await past.goTo(iteration);
      expect(await past.weights()).toEqual(other.weights[iteration]);
    }
    past.run.dispose();
  });

  test.each([SMALL, { ...TEXT, options: { window: 12 } }])(
    'that is to be done at an iteration is done as it would be by hand, and comes again',
    async (wish) => {
      const byHand = await uninterrupted(wish, 'wasm', 45, { 15: { do: 'freeze:V@15' }, 30: { do: 'freeze:V@15,clip-value:0.01@30' } });
      const past = await machined({ ...wish, do: 'freeze:V@15,clip-value:0.01@30' }, 'wasm');
      expect(await past.train(45)).toEqual(byHand.losses);
      for (const iteration of [14, 15, 16, 30, 44, 29, 45, 0]) {
        await past.goTo(iteration);
        expect(await past.weights(), `iteration ${iteration}`).toEqual(byHand.weights[iteration]);
      }
      past.run.dispose();
    },
  );

  test('is kept through an explosion right after it', async () => {
    const past = await machined(SMALL, 'wasm');
    await past.train(10);
    const before = await past.weights();
    await learn(past, 'freeze:U');
    await past.train(1);
    expect(past.run.undo()).toBe(true);
    await past.machine.rewound();
    await learn(past, '');
    expect(await past.weights()).toEqual(before);
    past.run.dispose();
  });
});

describe('on another engine', () => {
  test.each(['wasm', 'cpu'] as const)('all of the past is there, with its branch and what was done: on %s', async (backend) => {
    const wish = { ...SMALL, optimizer: 'sgd' };
    const past = await machined(wish, backend);
    await past.train(30);
    await past.goTo(12);
    await past.machine.learn({ ...past.run.conditions, do: 'freeze:U' });
    await past.train(20);
    const [end, recent] = [await past.weights(), past.machine.losses];
    await past.goTo(17);
    const at = await past.weights();
    const { snapshot, history } = structuredClone(await past.machine.handOver([]));
    past.run.dispose();
    const run = await Run.open(
      makeExperiment({ ...wish, do: 'freeze:U' }),
      BACKENDS[backend]().make,
      { floor: FLOOR, exact: false },
      snapshot,
    );
    const machine = await TimeMachine.reopen(run, history);
    const goTo = async (go: () => Promise<void>): Promise<void> => {
      await go();
      while (!(await machine.closer(Number.POSITIVE_INFINITY)));
    };
    expect(await run.executor.weights()).toEqual(at);
    expect([machine.isBack, machine.end, machine.branch.left]).toEqual([true, 32, { line: 1, from: 12 }]);
    await goTo(() => machine.aim(32));
    expect(await run.executor.weights()).toEqual(end);
    expect(machine.losses).toEqual(recent);
    await goTo(() => machine.exchange());
    expect([run.iteration, run.conditions.do]).toEqual([30, '']);
    const then = await uninterrupted(wish, backend, 30);
    expect(await run.executor.weights()).toEqual(then.weights[30]);
    run.dispose();
  });

  test('what is done otherwise there is a branch where one had gone back', async () => {
    const past = await machined(SMALL, 'wasm');
    await past.train(30);
    await past.goTo(12);
    const { snapshot, history } = structuredClone(await past.machine.handOver([]));
    const run = await Run.open(makeExperiment({ ...SMALL, do: 'boost' }), createCpuMaker().make, { floor: FLOOR, exact: false }, snapshot);
    const machine = await TimeMachine.reopen(run, history);
    expect([machine.end, machine.branch]).toEqual([12, { line: 2, left: { line: 1, from: 12 } }]);
    past.run.dispose();
    run.dispose();
  });

  test('of weights that can no longer be read the last that are kept are gone on from', async () => {
    const past = await machined(SMALL, 'wasm');
    await past.train(33);
    const rescued = past.machine.rescued([1, 2, 3]);
    expect(rescued?.snapshot.iteration).toBe(rescued?.history.lines.end);
    const missing = 33 - (rescued?.snapshot.iteration ?? 0);
    expect(missing).toBeLessThan(6);
    expect(rescued?.history.unseen).toEqual([1, 2, 3].slice(0, Math.max(0, 3 - missing)));
    past.run.dispose();
  });
});

describe('where it cannot go', () => {
  test('it says so, with the iteration and the reason', async () => {
    const { machine, train, run } = await machined(SMALL, 'wasm');
    await train(10);
    await expect(machine.aim(11)).rejects.toThrow('iteration 11 is not there: the run has got to iteration 10');
    await expect(machine.aim(-1)).rejects.toThrow('iteration -1 is not a whole number');
    await expect(machine.aim(2.5)).rejects.toThrow('iteration 2.5 is not a whole number');
    await expect(machine.exchange()).rejects.toThrow('no branch was left');
    expect(run.iteration).toBe(10);
    run.dispose();
  });

  test('a run that goes on from a snapshot of another engine knows nothing before it', async () => {
    const first = await machined(SMALL, 'wasm');
    await first.train(12);
    const snapshot = await first.run.snapshot();
    const run = await Run.open(makeExperiment(SMALL), createWasmMaker().make, { floor: FLOOR, exact: false }, snapshot);
    const machine = await TimeMachine.open(run, snapshot);
    await machine.iterate();
    expect(machine.news()).toMatchObject({ first: 12, end: 13 });
    await expect(machine.aim(5)).rejects.toThrow(
      'iteration 5 is no longer there: the run was opened anew at iteration 12, since its engine had died with what it had kept',
    );
    await machine.aim(12);
    expect(await run.snapshot()).toEqual(snapshot);
    first.run.dispose();
    run.dispose();
  });

  test('what takes too long stops where it has got to, and goes on from there when it is asked again', async () => {
    const then = await uninterrupted(SMALL, 'wasm', 60);
    const { machine, train, run, weights } = await machined(SMALL, 'wasm');
    await train(60, {}, 1);
    await machine.aim(50);
    expect(run.iteration).toBeLessThan(30);
    for (let k = 0; k < 10; k++) await machine.closer(Number.POSITIVE_INFINITY);
    const got = run.iteration;
    expect(await machine.closer(Number.NEGATIVE_INFINITY)).toBe(true);
    expect(machine.reason).toBe(`Training again up to iteration 50 takes long: it has got to ${got}. Go there again to go on.`);
    await machine.aim(50);
    expect(run.iteration).toBe(got);
    while (!(await machine.closer(Number.POSITIVE_INFINITY)));
    expect(machine.reason).toBeNull();
    expect(await weights()).toEqual(then.weights[50]);
    run.dispose();
  });
});

test('keeping snapshots takes less than a hundredth of the time, however much each costs', async () => {
  for (const cost of [0.01, 1, 40]) {
    now = 0;
    const { run, train } = await machined(SMALL, 'wasm');
    const snapshot = run.snapshot.bind(run);
    let spent = 0;
    run.snapshot = () => {
      now += cost;
      spent += cost;
      return snapshot();
    };
    await train(4000, {}, 20);
    expect(spent / now).toBeLessThan(0.01);
    expect(spent).toBeGreaterThan(10 * cost);
    run.dispose();
  }
});

test('a snapshot that was held up by something else does not hold up the next', async () => {
  const { run, train, past } = await machined(SMALL, 'wasm');
  const snapshot = run.snapshot.bind(run);
  run.snapshot = () => {
    now += run.iteration === 31 ? 500 : 0.1;
    return snapshot();
  };
  await train(60);
  expect(past().kept).toContain(31);
  expect(past().kept).toContain(36);
  run.dispose();
});

test('after an update that was taken back the end is the last one that is good', async () => {
  for (const wish of [SMALL, TEXT]) {
    const { machine, train, goTo, run, weights, past } = await machined(wish, 'wasm');
    await train(30);
    const { parameters } = await weights();
    await train(1);
    run.undo();
    await machine.rewound();
    expect(past().end).toBe(30);
    await goTo(7);
    await goTo(30);
    expect((await weights()).parameters).toEqual(parameters);
    expect(run.iteration).toBe(30);
    run.dispose();
  }
});

test('100,000 iterations with a snapshot of every fifth stay under the bound, and each can be returned to', async () => {
  const { train, past, goTo, run, weights } = await machined({ options: { length: 5 }, units: 1, batch: 1 }, 'wasm');
  let most = 0;
  const marks = new Map<number, Weights>();
  for (let k = 0; k < 100; k++) {
    await train(1000);
    marks.set(run.iteration, await weights());
    most = Math.max(most, past().bytes);
  }
  const { kept, bytes } = past();
  expect(run.iteration).toBe(100_000);
  expect(most).toBeLessThan(MOST_BYTES);
  expect(bytes).toBeGreaterThan(100_000);
  expect(kept.length).toBe(1024);
  expect(kept.at(0)).toBe(0);
  for (const iteration of [99_000, 51_000, 7000]) {
    await goTo(iteration);
    expect(await weights()).toEqual(marks.get(iteration));
  }
  run.dispose();
}, 120_000);
