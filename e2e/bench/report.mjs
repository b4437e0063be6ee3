import { CANDIDATES, CASES, flopOf, LENGTHS, nameOf, SIZES } from './cases.mjs';
import { exponent, median } from './statistics.mjs';
import { brief } from './table.mjs';

/** @typedef {import('./turns.mjs').Result} Result */
/** @typedef {import('./table.mjs').Table} Table */
/** @typedef {import('./feel.mjs').Felt} Felt */
/** @typedef {{ results: readonly Result[], felt: Partial<Felt> }} Measured */

/** Where the figures of growing lengths stand. */
export const LENGTH_CASE = 'length';

/** @param {readonly Result[]} results @param {string} where @param {string} name of the candidate, as `ours, wasm` */
export const find = (results, where, name) => results.find(({ case: at, job }) => at === where && nameOf(job) === name);

/** Where the making of batches stands. */
export const BATCH_CASE = 'batches';

/** Milliseconds of a batch of each task beside an iteration at M on WASM. @param {Measured} measured @returns {Table} */
export function batches({ results }) {
  const made = results.filter((result) => result.case === BATCH_CASE && result.job.trainer === 'batch');
  const iteration = find(results, BATCH_CASE, 'ours, wasm');
  return {
    title: 'Milliseconds to make a batch of 32 sequences, and as a share of an iteration at M on WASM',
    head: ['', 'batch', 'share'],
    rows: made.map((result) => [result.job.backend, figure(result), percent(result.median / (iteration?.median ?? Number.NaN))]),
  };
}

/** Milliseconds per iteration, every candidate beside every other. @param {Measured} measured @returns {Table} */
export function iterations({ results }) {
  const cases = CASES.filter(({ name }) => results.some((result) => result.case === name));
  const candidates = CANDIDATES.map(nameOf).filter((name) => cases.some((each) => find(results, each.name, name)));
  return {
    title: 'Milliseconds per iteration, median (least–most) of the rounds',
    head: ['', ...cases.map(({ name }) => name)],
    rows: candidates.map((name) => [name, ...cases.map((each) => figure(find(results, each.name, name)))]),
    notes: [
      'One iteration is forward, backpropagation through time, clipping at norm 1, Adam, and the loss read back.',
      `Units, steps, batch, inputs: ${Object.entries(SIZES)
        .map(([name, { units, steps, batch, inputs }]) => `${name} ${units}, ${steps}, ${batch}, ${inputs}`)
        .join('; ')}. “typed” is an LSTM with peepholes, written as text.`,
      'Not like for like: brain.js makes one update per sequence with RMSprop and scores every step, its LSTM has no cell state; the GRU of tf.layers resets before the product.',
    ],
  };
}

/** @param {Result | undefined} result */
function figure(result) {
  if (result === undefined) return '';
  if (result.without === 'failed') return 'failed';
  if (result.without === 'slow') return result.reason ?? '';
  return `${brief(result.median)} (${brief(result.least)}–${brief(result.most)})`;
}

/** What the processor and the graphics device have to do with it. @param {Measured} measured @returns {Table} */
export function work({ results }) {
  const cases = CASES.filter(({ name }) => find(results, name, 'ours, wasm')?.median);
  const of = (/** @type {string} */ where, /** @type {string} */ name) => find(results, where, name);
  const calls = (/** @type {string} */ name) => [`${name}, calls`, ...cases.map((each) => String(of(each.name, name)?.calls ?? ''))];
  const rows = [
    ['MFLOP of the products', ...cases.map((each) => brief(flopOf({ ...SIZES[each.size], cell: each.cell }) / 1e6))],
    ['GFLOP/s, ours on wasm', ...cases.map((each) => brief(speed(of(each.name, 'ours, wasm'))))],
    ['GFLOP/s, peak', ...cases.map((each) => brief(speed(of(each.name, 'peak, wasm'))))],
    ['share of the peak', ...cases.map((each) => percent(speed(of(each.name, 'ours, wasm')) / speed(of(each.name, 'peak, wasm'))))],
    ...['ours, webgpu', 'ours, webgl', 'tf.layers, webgpu', 'tf.layers, webgl', 'jax-js, webgpu'].map(calls),
  ];
  return {
    title: 'Arithmetic, and dispatches or draws per iteration',
    head: ['', ...cases.map(({ name }) => name)],
    rows: rows.filter(([, ...values]) => values.some((value) => value !== '' && value !== '–')),
    notes: ['FLOP: 2·T·B·G·H·(2I + 3H), matrix products alone. Peak: SIMD multiply-adds in registers, measured in turns with the rest.'],
  };
}

/** GFLOP/s. @param {Result | undefined} result */
const speed = (result) => (result === undefined ? Number.NaN : (result.operations ?? flopOf(result.job)) / result.median / 1e6);

/** @param {number} share */
const percent = (share) => (Number.isFinite(share) ? `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %` : '–');

/** How time grows with the length. @param {Measured} measured @returns {Table} */
export function lengths({ results }) {
  const grown = results.filter((result) => result.case === LENGTH_CASE && result.rounds.length > 0);
  const names = [...new Set(grown.map(({ job }) => nameOf(job)))];
  const at = (/** @type {string} */ name, /** @type {number} */ steps) =>
    grown.find(({ job }) => nameOf(job) === name && job.steps === steps);
  return {
    title: 'Milliseconds per iteration by length: LSTM, 32 units, batch 32, 8 inputs',
    head: ['', ...LENGTHS.map((steps) => `T = ${steps}`), 'exponent'],
    rows: names.map((name) => [
      name,
      ...LENGTHS.map((steps) => brief(at(name, steps)?.median ?? Number.NaN)),
      growth(results, name).toFixed(3),
    ]),
  };
}

/** The exponent of time by length. @param {readonly Result[]} results @param {string} name */
export const growth = (results, name) =>
  exponent(
    results
      .filter((result) => result.case === LENGTH_CASE && nameOf(result.job) === name && result.rounds.length > 0)
      .map((result) => [result.job.steps, result.median]),
  );

/** The trace's cost as a share of the time, where it is made once per shown frame. @param {Measured} measured */
export function traceShare({ results, felt }) {
  const cost = find(results, 'LSTM M', 'trace, wasm')?.median ?? Number.NaN;
  const perSecond = felt.pictures?.perSecond ?? Number.NaN;
  return { cost, perSecond, share: (cost * perSecond) / 1000 };
}

/** What a person feels, on the built page. @param {Measured} measured @returns {Table} */
export function feel(measured) {
  const { frames = [], opening, memory, pictures, laboratory, sizes = [] } = measured.felt;
  const { cost, perSecond, share } = traceShare(measured);
  const mb = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
  return {
    title: 'The page',
    words: true,
    head: ['', ''],
    rows: [
      ...frames.map((run) => [
        `frames, ${run.name}`,
        `${run.speed.toFixed(1)} it/s; median ${run.median.toFixed(1)}, p95 ${run.p95.toFixed(1)}, longest ${run.longest.toFixed(1)} ms; ${run.longTasks} long tasks`,
      ]),
      ...(opening ?? []).map(({ name, first, second }) => [
        `opened, ${name}`,
        `first iteration at ${median(first).toFixed(0)} ms (${Math.min(...first).toFixed(0)}–${Math.max(...first).toFixed(0)}), second ${median(second).toFixed(0)} ms`,
      ]),
      ...(memory ?? []).map(({ iterations: made, worker, backend }) => [
        `memory after ${made.toLocaleString('en')} iterations`,
        `${mb(worker)} in the worker, of it ${mb(backend)} the backend’s`,
      ]),
      ...(Number.isNaN(share)
        ? []
        : [['trace, LSTM M', `${brief(cost)} ms, ${perSecond.toFixed(1)} a second: ${percent(share)} of the time`]]),
      ...(pictures
        ? [
            [
              'training with and without pictures',
              `${brief(pictures.shown)} and ${brief(pictures.hidden)} it/s, ${pictures.perSecond.toFixed(1)} pictures a second`,
            ],
          ]
        : []),
      ...(laboratory?.figures ?? []).map(({ names, atRest, milliseconds, iterations: share }) => [
        `laboratory, ${names.join(' with ')}${atRest ? ', at rest' : ''}`,
        `${brief(median(milliseconds))} ms, as long as ${brief(median(share))} iterations (LSTM of 32 units, 50 scored steps)`,
      ]),
      ...(laboratory
        ? [
            [
              'training with the laboratory closed and all its figures open',
              `${brief(median(laboratory.closed))} and ${brief(median(laboratory.open))} it/s`,
            ],
          ]
        : []),
      ...sizes.map(({ name, size }) => [`size, ${name}`, `${size.toFixed(1)} kB gzipped`]),
    ],
  };
}
