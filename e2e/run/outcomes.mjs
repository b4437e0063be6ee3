import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { runnerImport } from 'vite';
import { install } from './install.mjs';
import { ROOT } from './shell.mjs';

/*
 * `npm run outcomes`: does what the page says of learning come true? Every claim with three seeds, on WASM, without a browser, as many side by side as there are processors.
 *
 *     npm run outcomes -- adding copy     those of some tasks
 *     npm run outcomes -- --seeds 5       more seeds than three
 *     npm run outcomes -- --markdown FILE the table, as e2e/outcomes/OUTCOMES.md has it
 *
 * Exits with 1 where a claim fails for more seeds than not.
 */

const { values: asked, positionals: tasks } = parseArgs({
  args: process.argv.slice(3),
  allowPositionals: true,
  options: { seeds: { type: 'string', default: '3' }, markdown: { type: 'string' } },
});

await install();
const { CLAIMS } = (await runnerImport(join(ROOT, 'e2e/outcomes/claims.ts'), { logLevel: 'error' })).module;
const seeds = Array.from({ length: Number(asked.seeds) }, (_, k) => k + 1);

/** @typedef {{ index: number, seed: number, outcome: import('../outcomes/claims.ts').Outcome, holds: boolean, seconds: number }} Told */
/** @typedef {import('../outcomes/claims.ts').Claim & { told: Told[] }} Row */

/** @type {Row[]} */
const all = CLAIMS.map((/** @type {import('../outcomes/claims.ts').Claim} */ claim) => ({ ...claim, told: [] }));
const rows = all.filter(({ task }) => tasks.length === 0 || tasks.includes(task));
const jobs = rows.flatMap((row) => seeds.map((seed) => ({ index: all.indexOf(row), seed })));
await Promise.all(Array.from({ length: Math.min(cpus().length, jobs.length) }, work));

const failed = rows.filter(({ told }) => held(told) * 2 <= seeds.length);
console.log(`\n${rows.length - failed.length} of ${rows.length} claims hold`);
if (asked.markdown !== undefined) writeFileSync(asked.markdown, markdown());
process.exitCode = failed.length === 0 ? 0 : 1;

/** A thread that takes one job after the other until none is left. */
async function work() {
  const thread = new Worker(new URL('./outcomeThread.mjs', import.meta.url));
  for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
    thread.postMessage(job);
    // An error in the thread rejects.
    const [told] = /** @type {[Told]} */ (await once(thread, 'message'));
    const row = /** @type {Row} */ (all[told.index]);
    row.told.push(told);
    if (row.told.length === seeds.length) tell(row);
  }
  await thread.terminate();
}

/** @param {Row} row */
function tell({ task, says, link, iterations, told }) {
  console.log(`\n${task}: ${says}\n  #${link}, ${iterations} iterations`);
  for (const { seed, holds, outcome, seconds } of inOrder(told)) {
    console.log(`  seed ${seed}: ${holds ? 'holds' : 'FAILS'} after ${seconds.toFixed(0)} s  ${figures(outcome)}`);
  }
}

/** @param {Told[]} told */
function inOrder(told) {
  return told.toSorted((a, b) => a.seed - b.seed);
}

/** @param {Told[]} told */
function held(told) {
  return told.filter(({ holds }) => holds).length;
}

/** @param {import('../outcomes/claims.ts').Outcome} outcome */
function figures({ loss, baseline, heldOut, horizon, clue }) {
  const reach = clue === 0 ? '' : `, horizon ${horizon}, first clue ${clue} back`;
  const unseen = `held out ${brief(heldOut.value)} (loss ${brief(heldOut.loss)}, baselines ${heldOut.baselines.map(brief).join(', ')})`;
  return `loss ${brief(loss)} of ${brief(baseline)}, ${unseen}${reach}`;
}

/** @param {number} value */
function brief(value) {
  return Number(value.toPrecision(3)).toString();
}

function markdown() {
  const lines = rows.map(({ task, says, link, iterations, told, source }) => {
    const seconds = told.reduce((sum, each) => sum + each.seconds, 0) / told.length;
    const each = inOrder(told).map(({ outcome }) => figures(outcome));
    return `| ${task} | ${says} | \`#${link}\` | ${iterations} | ${held(told)} of ${seeds.length} | ${each.join('<br>')} | ${seconds.toFixed(0)} | ${source} |`;
  });
  const head =
    '| task | what is said | link | iterations | holds | each seed | seconds beside another | source |\n|---|---|---|--:|--:|---|--:|---|';
  return `# What comes of it\n\n${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, written by \`npm run outcomes -- --markdown e2e/outcomes/OUTCOMES.md\`.\n\n${head}\n${lines.join('\n')}\n`;
}
