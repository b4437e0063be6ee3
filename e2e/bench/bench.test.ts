import { expect, test } from 'vitest';
import { aims } from './aims.mjs';
import { CASES, flopOf, SIZES } from './cases.mjs';
import { PAGE, planOf } from './plan.mjs';
import { iterations, LENGTH_CASE, lengths } from './report.mjs';
import { exponent, median, percentile, ratio } from './statistics.mjs';
import { brief, markdown, plain } from './table.mjs';
import { inTurns, type Result, type Runner } from './turns.mjs';
import type { Job, ToWorker } from './worker/job.ts';
import { Stopwatch } from './worker/stopwatch.ts';

const job = (trainer: string, backend: string, parts: Partial<Job> = {}): Job => ({ trainer, backend, cell: 'lstm', ...SIZES.M, ...parts });

const result = (where: string, of: Job, rounds: number[], parts: Partial<Result> = {}): Result => ({
  case: where,
  job: of,
  rounds,
  median: median(rounds),
  least: Math.min(...rounds),
  most: Math.max(...rounds),
  first: 0,
  losses: [],
  ...parts,
});

test('the median is the middle figure, or the mean of the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test('a percentile is a figure that was measured', () => {
  expect(percentile([5, 1, 3], 0.95)).toBe(5);
  expect(percentile([5, 1, 3], 0.5)).toBe(3);
});

test('the exponent of a power law is its power, whatever its factor', () => {
  const points = [25, 50, 100, 200, 400].map((x) => [x, 0.3 * x ** 1.5] as const);
  expect(exponent(points)).toBeCloseTo(1.5, 10);
});

test('a ratio is taken within each round, so that a slow round slows neither side', () => {
  expect(ratio([10, 100, 10], [1, 10, 1])).toBe(10);
});

test('an LSTM of size M multiplies and adds 46 million times in its products', () => {
  expect(flopOf({ cell: 'lstm', ...SIZES.M })).toBe(2 * 50 * 32 * 4 * 32 * (2 * 8 + 3 * 32));
});

test('durations are told with three digits', () => {
  expect([0.00712, 0.0712, 1.234, 12.34, 123.4, 1234.5].map(brief)).toEqual(['0.007', '0.071', '1.23', '12.3', '123', '1,235']);
  expect(brief(Number.NaN)).toBe('–');
});

test('a table has a line per row, for the terminal and for Markdown', () => {
  const table = { title: 'T', head: ['', 'a'], rows: [['x', '1']], notes: ['n'] };
  expect(plain(table).split('\n')).toContain('x  1');
  expect(markdown(table).split('\n')).toContain('| x | 1 |');
});

test('everything is planned where nothing is asked for, and PyTorch only where the machine has it', () => {
  const { heats, page } = planOf([], { torch: false, quick: false });
  expect(heats.map(({ name }) => name)).toEqual([...CASES.map(({ name }) => name), LENGTH_CASE]);
  expect(page).toEqual(PAGE);
  expect(heats.flatMap(({ jobs }) => jobs).filter(({ trainer }) => trainer === 'PyTorch')).toEqual([]);
});

test('words ask for what has all of them', () => {
  const { heats, page } = planOf(['ours', 'wasm', 'XL'], { torch: true, quick: false });
  expect(heats.map(({ name, jobs }) => [name, jobs.map(({ backend }) => backend)])).toEqual([['LSTM XL', ['wasm', 'wasm exact']]]);
  expect(page).toEqual([]);
  expect(planOf(['memory'], { torch: true, quick: false })).toEqual({ heats: [], page: ['memory'] });
});

/** A runner that notes when it is asked, and answers in so many milliseconds. */
function runner(name: string, asked: string[], milliseconds: number): Runner {
  return {
    async ask(message: ToWorker) {
      asked.push(`${name} ${message.ask}`);
      return { milliseconds, loss: 1 };
    },
    end: async () => {},
  };
}

const PACE = { rounds: 2, milliseconds: 0, warmUp: 0, slowest: 1000 };

test('each round measures every job once, starting with another one', async () => {
  const asked: string[] = [];
  const start = async ({ trainer }: Job) => runner(trainer, asked, 3);
  const results = await inTurns('M', [job('a', 'x'), job('b', 'x')], start, PACE);
  expect(asked.filter((text) => text.endsWith('measure'))).toEqual(['a measure', 'b measure', 'b measure', 'a measure']);
  expect(results.map(({ rounds }) => rounds)).toEqual([
    [3, 3],
    [3, 3],
  ]);
});

test('a trainer that is too slow is measured no further, and its bound is kept', async () => {
  const asked: string[] = [];
  const [slow] = await inTurns('M', [job('a', 'x')], async () => runner('a', asked, 1001), PACE);
  expect(slow).toMatchObject({ without: 'slow', bound: 1000, rounds: [] });
  expect(asked).toEqual(['a open', 'a once']);
});

test('jax-js is started again where it fails, three times at most', async () => {
  let started = 0;
  const start = async (): Promise<Runner> => {
    started++;
    return { ask: async () => ({ error: 'Maximum call stack size exceeded' }), end: async () => {} };
  };
  const [failed] = await inTurns('XL', [job('jax-js', 'wasm')], start, PACE);
  expect(started).toBe(3);
  expect(failed).toMatchObject({ without: 'failed', reason: 'Maximum call stack size exceeded' });
});

test('the stopwatch warms the caches with a block, times one at least, and tells the last loss', async () => {
  let made = 0;
  const stopwatch = new Stopwatch({
    iterate() {
      made++;
      for (const end = performance.now() + 6; performance.now() < end; );
      return made;
    },
  });
  expect(await stopwatch.once()).toBeGreaterThanOrEqual(6);
  expect(await stopwatch.measure(0)).toBeGreaterThanOrEqual(6);
  expect(made).toBe(1 + 1 + 1);
  expect(stopwatch.loss).toBe(made);
});

test('an aim is met where every size meets it, not shown where one was not measured, and a trainer too slow to wait for gives a bound', () => {
  const results = [
    result('LSTM S', job('ours', 'wasm', SIZES.S), [1, 1, 1]),
    result('LSTM S', job('tf.layers', 'wasm', SIZES.S), [21, 22, 23]),
    result('LSTM M', job('ours', 'wasm'), [2, 2, 2]),
    result('LSTM M', job('tf.layers', 'wasm'), [30, 30, 30]),
    result('LSTM S', job('ours', 'webgl', SIZES.S), [10, 10, 10]),
    result('LSTM S', job('tf.layers', 'webgl', SIZES.S), [], { without: 'slow', bound: 20_000 }),
  ];
  const { rows } = aims({ results, felt: {} });
  expect(rows).toEqual([
    [
      'WASM against tf.layers on WASM',
      '≥ 20× at S and M, ≥ 10× at L and XL',
      'S 22.0×, M 15.0×, L not measured, XL not measured',
      'not met',
    ],
    ['WebGL against tf.layers on WebGL', '≥ 3×', 'S > 2,000×, M not measured, L not measured, XL not measured', 'not shown'],
  ]);
});

test('memory that grows, a long frame and a long task are each seen', () => {
  const frames = [{ name: 'RNN, 128 units × 200 steps', speed: 1, frames: 9, median: 16, p95: 17, longest: 60, longTasks: 1 }];
  const memory = [
    { iterations: 1000, worker: 20e6, backend: 1 },
    { iterations: 10_000, worker: 30e6, backend: 1 },
  ];
  expect(aims({ results: [], felt: { frames, memory } }).rows.map((row) => row.at(-1))).toEqual(['not met', 'not met']);
});

test('a figure stands with its least and most, and what has none says why', () => {
  const results = [
    result('LSTM M', job('ours', 'wasm'), [2, 1, 3]),
    result('LSTM M', job('tf.layers', 'webgpu'), [], { without: 'slow', reason: '> 20 s' }),
  ];
  expect(iterations({ results, felt: {} }).rows).toEqual([
    ['ours, wasm', '2.00 (1.00–3.00)'],
    ['tf.layers, webgpu', '> 20 s'],
  ]);
});

test('the lengths end with their exponent', () => {
  const results = [25, 50, 100, 200, 400].map((steps) => result(LENGTH_CASE, job('ours', 'wasm', { steps }), [steps / 100]));
  expect(lengths({ results, felt: {} }).rows[0]).toEqual(['ours, wasm', '0.250', '0.500', '1.00', '2.00', '4.00', '1.000']);
});

test('batches of every task are timed in turns with an iteration, but for data that a person gives', () => {
  const { heats } = planOf(['batches'], { torch: false, quick: false, tasks: ['adding', 'csv', 'text'] });
  expect(heats.map(({ name }) => name)).toEqual(['batches']);
  expect(heats[0]?.jobs.map(({ trainer, backend }) => `${trainer}, ${backend}`)).toEqual(['ours, wasm', 'batch, adding', 'batch, text']);
});

test('a batch that takes a tenth of an iteration misses the aim, and the slowest are told', () => {
  const iteration = result('batches', job('ours', 'wasm'), [2, 4, 2]);
  const of = (task: string, rounds: number[]) => result('batches', job('batch', task), rounds);
  const { rows } = aims({ results: [iteration, of('adding', [0.02, 0.04, 0.02]), of('text', [0.3, 0.6, 0.3])], felt: {} });
  expect(rows).toEqual([['making a batch, for every task', '< 10 % of an iteration at M on WASM', 'text 15.0 %, adding 1.0 %', 'not met']]);
});
