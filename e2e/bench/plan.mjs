import { CANDIDATES, CASES, GIVEN, LENGTHS, PEAK, SIZES, TRACE } from './cases.mjs';
import { BATCH_CASE, LENGTH_CASE } from './report.mjs';

/** @typedef {import('./worker/job.ts').Job} Job */
/** @typedef {import('./cases.mjs').Candidate} Candidate */
/** @typedef {{ name: string, jobs: Job[] }} Heat jobs that are measured in turns */

/** What is measured on the built page, by the words that ask for it. */
export const PAGE = ['frames', 'opening', 'memory', 'pictures', 'laboratory', 'sizes'];

/** Enough to try things out. */
const QUICK = ['LSTM S', 'LSTM M', 'LSTM L', 'typed M'];

/**
 * Everything that is to be measured: all, or what has every one of the words, such as `ours,wasm,M`.
 * @param {readonly string[]} words @param {{ torch: boolean, quick: boolean, tasks?: readonly string[] }} options tasks: names of those whose batches are timed
 * @returns {{ heats: Heat[], page: string[] }}
 */
export function planOf(words, { torch, quick, tasks = [] }) {
  const wanted = (/** @type {readonly string[]} */ own) => words.every((word) => own.includes(word));
  const cases = quick ? CASES.filter(({ name }) => QUICK.includes(name)) : CASES;
  const heats = [...cases.map((each) => heatOf(each, wanted, torch)), lengthHeat(wanted)];
  heats.push(batchHeat(wanted, tasks));
  return { heats: heats.filter(({ jobs }) => jobs.length > 0), page: PAGE.filter((section) => wanted([section])) };
}

/** @param {import('./cases.mjs').Case} each @param {(own: string[]) => boolean} wanted @param {boolean} torch @returns {Heat} */
function heatOf({ name, cell, size }, wanted, torch) {
  const here = CANDIDATES.filter(({ trainer, cells }) => (cells?.includes(cell) ?? true) && (torch || trainer !== 'PyTorch'));
  const traced = name === 'LSTM M' ? [TRACE] : [];
  const all = [...here, PEAK, ...traced];
  const words = (/** @type {Candidate} */ { trainer, backend }) => [trainer, ...backend.split(' '), backend, ...name.split(' '), name];
  const jobs = all
    .filter((candidate) => wanted(words(candidate)))
    .map(({ trainer, backend }) => ({ trainer, backend, cell, ...SIZES[size] }));
  return { name, jobs };
}

/** Batches of every task in turns with an iteration. @param {(own: string[]) => boolean} wanted @param {readonly string[]} tasks @returns {Heat} */
function batchHeat(wanted, tasks) {
  const timed = tasks.filter((task) => !GIVEN.includes(task) && wanted([BATCH_CASE, task]));
  const job = { cell: /** @type {const} */ ('lstm'), ...SIZES.M };
  const jobs = timed.map((task) => ({ trainer: 'batch', backend: task, ...job }));
  return { name: BATCH_CASE, jobs: jobs.length === 0 ? [] : [{ trainer: 'ours', backend: 'wasm', ...job }, ...jobs] };
}

/** @param {(own: string[]) => boolean} wanted @returns {Heat} */
function lengthHeat(wanted) {
  const backends = ['wasm', 'cpu'].filter((backend) => wanted([LENGTH_CASE, 'ours', backend]));
  const jobs = backends.flatMap((backend) =>
    LENGTHS.map((steps) => ({ trainer: 'ours', backend, cell: /** @type {const} */ ('lstm'), ...SIZES.M, steps })),
  );
  return { name: LENGTH_CASE, jobs };
}
