import { BATCH_CASE, find, growth, traceShare } from './report.mjs';
import { median, ratio } from './statistics.mjs';
import { brief } from './table.mjs';

/** @typedef {import('./report.mjs').Measured} Measured */
/** @typedef {import('./turns.mjs').Result} Result */
/** @typedef {{ text: string, met: boolean | null }} Finding met is null where there is nothing to compare */
/** @typedef {{ name: string, aim: string, find: (measured: Measured) => Finding[] }} Aim */

const SOFTWARE = /swiftshader|llvmpipe|softpipe|lavapipe|software|microsoft basic render/i;
const ALL = { S: 1, M: 1, L: 1, XL: 1 };

/** @type {readonly Aim[]} */
const AIMS = [
  {
    name: 'WASM against tf.layers on WASM',
    aim: '≥ 20× at S and M, ≥ 10× at L and XL',
    find: against('ours, wasm', ['tf.layers, wasm'], { S: 20, M: 20, L: 10, XL: 10 }),
  },
  {
    name: 'WASM against PyTorch, one thread',
    aim: '≥ 1× at S, M and L, ≥ 0.67× at XL',
    find: against('ours, wasm', ['PyTorch, 1 thread'], { ...ALL, XL: 1 / 1.5 }),
  },
  {
    name: 'WASM against the best of jax-js and brain.js',
    aim: '≥ 5×, at S ≥ 3×',
    find: against('ours, wasm', ['jax-js, wasm', 'jax-js, webgpu', 'brain.js, JavaScript'], { S: 3, M: 5, L: 5, XL: 5 }),
  },
  { name: 'WebGPU against tf.layers on WebGPU', aim: '≥ 5× in software, ≥ 30× on a GPU', find: onWebGpu },
  { name: 'WebGPU against jax-js on WebGPU', aim: '≥ 1×', find: against('ours, webgpu', ['jax-js, webgpu'], ALL) },
  {
    name: 'WebGL against tf.layers on WebGL',
    aim: '≥ 3×',
    find: against('ours, webgl', ['tf.layers, webgl'], { S: 3, M: 3, L: 3, XL: 3 }),
  },
  { name: 'CPU against tf.layers on CPU', aim: '≥ 5×', find: against('ours, cpu', ['tf.layers, cpu'], { S: 5, M: 5, L: 5, XL: 5 }) },
  {
    name: 'trace, once per shown frame',
    aim: '≤ 10 % of the time at M',
    find: (measured) => atMost(traceShare(measured).share, 0.1, (share) => `${(100 * share).toFixed(1)} %`),
  },
  { name: 'making a batch, for every task', aim: '< 10 % of an iteration at M on WASM', find: quickBatches },
  { name: 'memory from 1,000 to 10,000 iterations', aim: 'flat', find: flatMemory },
  {
    name: 'exponent of time by length',
    aim: '≤ 1.05',
    find: ({ results }) => atMost(growth(results, 'ours, wasm'), 1.05, (value) => value.toFixed(3)),
  },
  { name: 'frames while training flat out, 128 × 200, and four racing at 24 × 40', aim: 'p95 ≤ 20 ms, no long task', find: smooth },
  { name: 'blame by loss, LSTM of 32 units × 50 steps', aim: '≤ 5 iterations', find: quickTriangle },
  { name: 'what the open laboratory takes from training', aim: '≤ 10 %', find: calmLaboratory },
  { name: 'bare page to first iteration on WASM', aim: '< 2 s, cached < 600 ms', find: quickToOpen },
];

/** Each aim with what was measured; aims of which nothing was measured are left out. @param {Measured} measured @returns {import('./table.mjs').Table} */
export function aims(measured) {
  const found = AIMS.map(({ name, aim, find: look }) => ({ name, aim, findings: look(measured) })).filter(
    ({ findings }) => findings.length > 0,
  );
  return {
    words: true,
    title: 'Aims, as ratios within this run',
    head: ['', 'aim', 'measured', ''],
    rows: found.map(({ name, aim, findings }) => [name, aim, findings.map(({ text }) => text).join(', '), verdict(findings)]),
  };
}

/** @param {Finding[]} findings */
const verdict = (findings) =>
  findings.some(({ met }) => met === false) ? 'not met' : findings.some(({ met }) => met === null) ? 'not shown' : 'met';

/**
 * How many times as fast one candidate is as the best of others, at each size that has an aim.
 * @param {string} name @param {readonly string[]} others @param {Readonly<Record<string, number>>} wanted
 * @returns {Aim['find']}
 */
function against(name, others, wanted) {
  return ({ results }) => {
    const findings = Object.entries(wanted).map(([size, least]) => {
      const where = `LSTM ${size}`;
      const ours = find(results, where, name);
      const theirs = others.map((other) => find(results, where, other)).filter((result) => result !== undefined);
      if (ours === undefined || theirs.length === 0) return { text: `${size} not measured`, met: null };
      return times(size, ours, theirs, least);
    });
    return findings.every(({ text }) => text.endsWith('not measured')) ? [] : findings;
  };
}

/** @param {string} size @param {Result} ours @param {Result[]} theirs @param {number} least @returns {Finding} */
function times(size, ours, theirs, least) {
  const known = theirs.filter(({ rounds }) => rounds.length > 0);
  const best = known.toSorted((a, b) => a.median - b.median)[0];
  if (ours.rounds.length === 0) return { text: `${size} without a figure of ours`, met: null };
  if (best !== undefined) {
    const faster = ratio(best.rounds, ours.rounds);
    return { text: `${size} ${brief(faster)}×`, met: faster >= least };
  }
  const bound = Math.min(...theirs.map((result) => result.bound ?? Number.NaN)) / ours.median;
  if (Number.isNaN(bound)) return { text: `${size} without a figure of theirs`, met: null };
  return { text: `${size} > ${brief(bound)}×`, met: bound >= least };
}

/** @type {Aim['find']} */
function onWebGpu(measured) {
  const adapter = measured.results.find(({ job }) => job.trainer === 'ours' && job.backend === 'webgpu')?.adapter ?? '';
  const least = SOFTWARE.test(adapter) ? 5 : 30;
  return against('ours, webgpu', ['tf.layers, webgpu'], { S: least, M: least, L: least, XL: least })(measured);
}

/** @param {number} value @param {number} most @param {(value: number) => string} told @returns {Finding[]} */
const atMost = (value, most, told) => (Number.isNaN(value) ? [] : [{ text: told(value), met: value <= most }]);

/** The slowest of all tasks. @type {Aim['find']} */
function quickBatches({ results }) {
  const iteration = find(results, BATCH_CASE, 'ours, wasm');
  const made = results.filter((result) => result.case === BATCH_CASE && result.job.trainer === 'batch');
  if (iteration === undefined || made.length === 0) return [];
  return made
    .map((result) => ({ name: result.job.backend, share: 1 / ratio(iteration.rounds, result.rounds) }))
    .toSorted((a, b) => b.share - a.share)
    .slice(0, 3)
    .map(({ name, share }) => ({ text: `${name} ${(100 * share).toFixed(1)} %`, met: share < 0.1 }));
}

/** Flat: no more than a hundredth and 100 kB between the first and the last. @type {Aim['find']} */
function flatMemory({ felt: { memory = [] } }) {
  const [first, last] = [memory[0], memory.at(-1)];
  if (first === undefined || last === undefined) return [];
  const grown = last.worker - first.worker;
  const text = `${first.iterations.toLocaleString('en')} → ${last.iterations.toLocaleString('en')}: ${grown < 0 ? '−' : '+'}${Math.abs(grown / 1e3).toFixed(0)} kB of ${(first.worker / 1e6).toFixed(1)} MB`;
  return [{ text, met: grown <= 1e5 + first.worker / 100 && last.backend <= first.backend }];
}

/** @type {Aim['find']} */
function smooth({ felt: { frames = [] } }) {
  const long = frames.filter(({ name }) => name.includes('128') || name.includes('racing'));
  return long.map(({ name, p95, longTasks }) => ({
    text: `${name.split(',')[0]} p95 ${p95.toFixed(1)} ms, ${longTasks} long tasks`,
    met: p95 <= 20 && longTasks === 0,
  }));
}

/** @type {Aim['find']} */
function quickTriangle({ felt: { laboratory } }) {
  const found = laboratory?.figures.find(({ names, atRest }) => !atRest && names.join() === 'triangle');
  const cost = median(found?.iterations ?? []);
  return atMost(cost, 5, (value) => `${value.toFixed(1)} iterations`);
}

/** Turn by turn, as the machine is. @type {Aim['find']} */
function calmLaboratory({ felt: { laboratory } }) {
  if (laboratory === undefined) return [];
  return atMost(1 - ratio(laboratory.open, laboratory.closed), 0.1, (value) => `${(100 * value).toFixed(1)} %`);
}

/** @type {Aim['find']} */
function quickToOpen({ felt: { opening = [] } }) {
  const limits = [2000, 600];
  return opening.map(({ name, first }, index) => ({
    text: `${name} ${median(first).toFixed(0)} ms`,
    met: median(first) < (limits[index] ?? 0),
  }));
}
