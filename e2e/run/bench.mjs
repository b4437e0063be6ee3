import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { aims } from '../bench/aims.mjs';
import { nameOf } from '../bench/cases.mjs';
import { measureFrames, measureLaboratory, measureMemory, measureOpening, measurePictures } from '../bench/feel.mjs';
import { planOf } from '../bench/plan.mjs';
import { findTorch } from '../bench/pytorch.mjs';
import { batches, feel, iterations, lengths, work } from '../bench/report.mjs';
import { openStage } from '../bench/stage.mjs';
import { brief, markdown, plain } from '../bench/table.mjs';
import { inTurns, PACE } from '../bench/turns.mjs';
import { openVisitor } from '../bench/visit.mjs';
import { install } from './install.mjs';
import { FLAGS, HARDWARE_FLAGS, launch, withBrowser } from './launch.mjs';
import { ROOT } from './shell.mjs';
import { sizes } from './sizes.mjs';

/*
 * `npm run bench`: how fast it trains, beside others, and what a person feels of it; everything from one run, in turns.
 *
 *     npm run bench -- --quick              in some three minutes: without XL, RNN, GRU and what takes over 2 s an iteration
 *     npm run bench -- --only ours,wasm,M   what has all these words; of the page: frames, opening, memory, pictures, laboratory, sizes
 *     npm run bench -- --only batches       what it takes to make a batch of each task
 *     npm run bench -- --json FILE          every figure as JSON
 *     npm run bench -- --markdown FILE      the tables for the README
 *     npm run bench -- --gpu                on the machine's graphics card instead of a software rasteriser
 *     npm run bench -- --rounds 5           more rounds than three
 */

const { values: asked } = parseArgs({
  args: process.argv.slice(3),
  options: {
    only: { type: 'string' },
    json: { type: 'string' },
    markdown: { type: 'string' },
    rounds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    gpu: { type: 'boolean', default: false },
  },
});

const only = asked.only?.split(',') ?? [];
const pace = { ...PACE[asked.quick ? 'quick' : 'full'], ...(asked.rounds === undefined ? {} : { rounds: Number(asked.rounds) }) };
const start = performance.now();

/** Trainers, in workers of one page and processes of their own. */
async function measureTrainers() {
  const torch = await findTorch();
  const { heats } = planOf(only, { torch: torch !== null, quick: asked.quick, tasks: await taskNames() });
  const browser = await launch(asked.gpu ? HARDWARE_FLAGS : FLAGS);
  const results = heats.length === 0 ? [] : await measureHeats(browser, torch, heats);
  const versions = { chromium: browser.version(), ...(torch === null ? {} : { pytorch: torch.version }) };
  await browser.close();
  return { results, versions };
}

/** @returns {Promise<readonly string[]>} */
async function taskNames() {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(ROOT, 'src/core/tasks/index.ts'), { logLevel: 'error' });
  return module.TASK_NAMES;
}

/** @param {import('@playwright/test').Browser} browser @param {import('../bench/pytorch.mjs').Torch | null} torch @param {import('../bench/plan.mjs').Heat[]} heats */
async function measureHeats(browser, torch, heats) {
  const stage = await openStage(browser, torch);
  const results = [];
  for (const { name, jobs } of heats) {
    console.log(`${since()} ${name}: ${jobs.length} in turns`);
    const measured = await inTurns(name, jobs, stage.start, pace);
    measured.forEach(tell);
    results.push(...measured);
  }
  await stage.close();
  return results;
}

/** @param {import('../bench/turns.mjs').Result} result */
function tell({ job, median, without, reason, losses, first }) {
  const [before, after] = losses.map((loss) => loss.toPrecision(3));
  const figure = without ? `${without}, ${reason}` : `${brief(median)} ms, the first ${brief(first)}, loss ${before} → ${after}`;
  console.log(`  ${nameOf(job)}, ${job.steps} steps: ${figure}`);
}

/** The page as it is built. @param {readonly string[]} sections @returns {Promise<Partial<import('../bench/feel.mjs').Felt>>} */
async function measurePage(sections) {
  if (sections.length === 0) return {};
  console.log(`${since()} the page: ${sections.join(', ')}`);
  return withBrowser(async (browser, address) => {
    const felt = {};
    for (const section of sections) {
      const figures = await feelOf(section, browser, address).catch((error) => console.log(`  ${section} failed: ${error.message}`));
      if (figures !== undefined) Object.assign(felt, { [section]: figures });
    }
    return felt;
  });
}

/** @param {string} section @param {import('@playwright/test').Browser} browser @param {string} address */
async function feelOf(section, browser, address) {
  const { quick } = asked;
  if (section === 'frames') return withVisitor((visitor) => measureFrames(visitor, quick ? 3 : 8));
  if (section === 'opening') return measureOpening(visitorOf, quick ? { profiles: 1, visits: 1 } : { profiles: 3, visits: 3 });
  if (section === 'pictures') return measurePictures(browser, address, quick ? 1 : 3);
  if (section === 'memory') return measureMemory(browser, address, quick ? [500, 1000] : [1000, 10_000]);
  if (section === 'laboratory') return laboratoryOf(quick ? 1 : 4);
  return sizes().map(({ name, size }) => ({ name, size }));
}

const visitorOf = () => openVisitor(join(ROOT, 'dist'));

/** @template T @param {(visitor: import('../bench/visit.mjs').Visitor) => Promise<T>} work */
async function withVisitor(work) {
  const visitor = await visitorOf();
  return work(visitor).finally(visitor.close);
}

/** @param {number} seconds of each turn */
async function laboratoryOf(seconds) {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(ROOT, 'e2e/bench/laboratory.ts'), { logLevel: 'error' });
  /** @type {readonly import('../bench/laboratory.ts').FigureCost[]} */ const figures = await module.measureFigures(asked.quick ? 3 : 9);
  return { figures, ...(await withVisitor((visitor) => measureLaboratory(visitor, module.TAKEN_APART, seconds))) };
}

const since = () => `[${((performance.now() - start) / 1000).toFixed(0)} s]`;

/** @param {Awaited<ReturnType<typeof measureTrainers>>} measured */
function machine({ results, versions }) {
  const adapter = results.find(({ job, adapter: name }) => job.backend === 'webgpu' && name !== undefined)?.adapter;
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    ...(adapter === undefined ? {} : { adapter }),
    ...versions,
    node: process.versions.node,
    'tf.layers': versionOf('@tensorflow/tfjs-layers'),
    'jax-js': versionOf('@jax-js/jax'),
    'brain.js': versionOf('brain.js'),
    rounds: pace.rounds,
    quick: asked.quick,
  };
}

/** @param {string} name of a package */
const versionOf = (name) => JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version;

await install();
const trained = await measureTrainers();
const felt = await measurePage(planOf(only, { torch: false, quick: asked.quick }).page).catch((error) => {
  console.log(`  the page was not measured: ${error.message}`);
  return {};
});
const measured = { results: trained.results, felt };
const on = machine(trained);
const tables = [iterations(measured), work(measured), lengths(measured), batches(measured), feel(measured), aims(measured)].filter(
  ({ rows }) => rows.length > 0,
);
const told = Object.entries(on).map(([key, value]) => `${key} ${value}`);
console.log(tables.map(plain).join('\n'));
console.log(`\n${told.join(', ')}, ${since()}`);
if (asked.json !== undefined) writeFileSync(asked.json, `${JSON.stringify({ ...on, ...measured }, null, 1)}\n`);
if (asked.markdown !== undefined) writeFileSync(asked.markdown, `${tables.map(markdown).join('\n')}\n${told.join(', ')}.\n`);
// The servers would keep the process alive.
setTimeout(() => process.exit(), 0);
