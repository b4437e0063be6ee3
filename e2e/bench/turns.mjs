import { median } from './statistics.mjs';

/** @typedef {import('./worker/job.ts').Job} Job */
/** @typedef {import('./worker/job.ts').ToWorker} ToWorker */
/** @typedef {import('./worker/job.ts').FromWorker} FromWorker */
/** @typedef {{ ask: (message: ToWorker) => Promise<FromWorker>, end: () => Promise<void> }} Runner */
/** @typedef {{ rounds: number, milliseconds: number, warmUp: number, slowest: number }} Pace */
/**
 * @typedef {object} Result
 * @property {Job} job
 * @property {string} case
 * @property {number[]} rounds milliseconds per iteration, the median of each round
 * @property {number} median @property {number} least @property {number} most
 * @property {number} first milliseconds of the first iteration, compilation included
 * @property {number} [calls] dispatches or draws per iteration
 * @property {string} [adapter] @property {number} [operations]
 * @property {number[]} losses the first and the last
 * @property {'failed' | 'slow'} [without] why there is no figure
 * @property {string} [reason]
 * @property {number} [bound] milliseconds that it took more than, where it was too slow to wait for
 */

/** What one iteration may take, the first with what it compiles: jax-js writes its loops out. */
const FIRST_MS = { compiling: 150_000, other: 45_000 };
const COMPILING = ['jax-js'];
/** jax-js at 200 steps runs out of stack in one start out of two. */
const ATTEMPTS = 3;

/** Full measurement, and one to try things out with. @type {Record<'full' | 'quick', Pace>} */
export const PACE = {
  full: { rounds: 3, milliseconds: 600, warmUp: 700, slowest: 20_000 },
  quick: { rounds: 3, milliseconds: 150, warmUp: 700, slowest: 2_000 },
};

/**
 * Measures jobs in turns: each is opened and warmed up, and then every round measures each once, starting with another one
 * each time.
 * @param {string} name @param {readonly Job[]} jobs @param {(job: Job) => Promise<Runner>} start @param {Pace} pace
 * @returns {Promise<Result[]>}
 */
export async function inTurns(name, jobs, start, pace) {
  /** @type {{ result: Result, runner: Runner | null }[]} */
  const entries = [];
  for (const job of jobs) entries.push(await opened(name, job, start, pace));
  for (let round = 0; round < pace.rounds; round++) {
    for (let turn = 0; turn < entries.length; turn++) {
      const entry = entries[(turn + round) % entries.length];
      if (entry?.runner) await measured(entry.result, entry.runner, pace);
    }
  }
  for (const { runner } of entries) await runner?.end();
  return entries.map(({ result }) => summed(result));
}

/** @param {string} name @param {Job} job @param {(job: Job) => Promise<Runner>} start @param {Pace} pace */
async function opened(name, job, start, pace) {
  /** @type {Result} */
  let result = blank(name, job);
  for (let attempt = 1; attempt <= (COMPILING.includes(job.trainer) ? ATTEMPTS : 1); attempt++) {
    result = blank(name, job);
    const runner = await start(job);
    await prepared(result, runner, pace);
    if (result.without === undefined) return { result, runner };
    await runner.end();
    if (result.without === 'slow') break;
  }
  return { result, runner: null };
}

/** @param {Result} result @param {Runner} runner @param {Pace} pace */
async function prepared(result, runner, { warmUp, slowest }) {
  const limit = COMPILING.includes(result.job.trainer) ? FIRST_MS.compiling : FIRST_MS.other;
  result.first = await asked(result, runner, { ask: 'open', job: result.job }, limit);
  if (result.without === undefined) await asked(result, runner, { ask: 'once' }, slowest);
  if (result.without === undefined) await asked(result, runner, { ask: 'warmUp', milliseconds: warmUp }, 120_000);
}

/** @param {Result} result @param {Runner} runner @param {Pace} pace */
async function measured(result, runner, { milliseconds }) {
  if (result.without === undefined) result.rounds.push(await asked(result, runner, { ask: 'measure', milliseconds }, 120_000));
}

/**
 * One answer, in at most `limit` milliseconds; what went wrong is noted in the result.
 * @param {Result} result @param {Runner} runner @param {ToWorker} message @param {number} limit
 */
async function asked(result, runner, message, limit) {
  const reply = await within(limit, runner.ask(message));
  if (reply === null || ('milliseconds' in reply && message.ask === 'once' && reply.milliseconds > limit)) {
    const compiled = message.ask !== 'open';
    const reason = `${compiled ? '' : 'first '}> ${Math.round(limit / 1000)} s`;
    Object.assign(result, { without: 'slow', reason, ...(compiled ? { bound: limit } : {}) });
    return Number.NaN;
  }
  if ('error' in reply) {
    Object.assign(result, { without: 'failed', reason: reply.error });
    return Number.NaN;
  }
  note(result, message, reply);
  return reply.milliseconds;
}

/** @param {Result} result @param {ToWorker} message @param {Exclude<FromWorker, { error: string }>} reply */
function note(result, message, { loss, adapter, operations, calls }) {
  result.losses = [result.losses[0] ?? loss, loss];
  if (adapter !== undefined) result.adapter = adapter;
  if (operations !== undefined) result.operations = operations;
  if (message.ask === 'once' && calls) result.calls = calls;
}

/** @template T @param {number} milliseconds @param {Promise<T>} promise @returns {Promise<T | null>} null where it took longer */
async function within(milliseconds, promise) {
  /** @type {NodeJS.Timeout | undefined} */ let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  const first = await Promise.race([promise, late]);
  clearTimeout(timer);
  return /** @type {T | null} */ (first);
}

/** @param {string} name @param {Job} job @returns {Result} */
const blank = (name, job) => ({
  case: name,
  job,
  rounds: [],
  median: Number.NaN,
  least: Number.NaN,
  most: Number.NaN,
  first: Number.NaN,
  losses: [],
});

/** @param {Result} result @returns {Result} */
function summed(result) {
  const rounds = result.without === undefined ? result.rounds : [];
  return { ...result, rounds, median: median(rounds), least: Math.min(...rounds), most: Math.max(...rounds) };
}
