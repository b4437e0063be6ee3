import { callsSince } from './calls.ts';
import type { FromWorker, Job, MakeTrainer, ToWorker } from './job.ts';
import { Stopwatch } from './stopwatch.ts';

/** Each trainer is loaded only in its own worker. */
const TRAINERS: Readonly<Record<string, () => Promise<MakeTrainer>>> = {
  ours: async () => (await import('./ours.ts')).makeTrainer,
  trace: async () => (await import('./ours.ts')).makeTracer,
  batch: async () => (await import('./batches.ts')).makeTrainer,
  peak: async () => (await import('./peak.ts')).makeTrainer,
  'tf.layers': async () => (await import('./layers.ts')).makeTrainer,
  'jax-js': async () => (await import('./jax.ts')).makeTrainer,
  'brain.js': async () => (await import('./brain.ts')).makeTrainer,
};

let stopwatch: Stopwatch | null = null;
let known: { adapter?: string; operations?: number } = {};

async function open(job: Job): Promise<number> {
  const make = await TRAINERS[job.trainer]?.();
  if (make === undefined) throw new Error(`no trainer is called ${job.trainer}`);
  const trainer = await make(job);
  const { adapter, operations } = trainer;
  known = { ...(adapter === undefined ? {} : { adapter }), ...(operations === undefined ? {} : { operations }) };
  stopwatch = new Stopwatch(trainer);
  return stopwatch.once();
}

async function answer(message: ToWorker): Promise<number> {
  if (message.ask === 'open') return open(message.job);
  if (stopwatch === null) throw new Error('no trainer is open');
  if (message.ask === 'once') return stopwatch.once();
  return message.ask === 'warmUp' ? stopwatch.warmUp(message.milliseconds) : stopwatch.measure(message.milliseconds);
}

self.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
  callsSince();
  const reply = await answer(data).then(
    (milliseconds): FromWorker => ({ milliseconds, loss: stopwatch?.loss ?? Number.NaN, ...known, calls: callsSince() }),
    (error): FromWorker => ({ error: String(error?.message ?? error).slice(0, 300) }),
  );
  postMessage(reply);
};
