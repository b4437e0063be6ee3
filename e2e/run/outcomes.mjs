import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { install } from './install.mjs';
import { ROOT } from './shell.mjs';

/*
 * `npm run outcomes`: does what the page says of learning come true? Every claim with three seeds, on WASM, without a browser.
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
const load = async (/** @type {string} */ file) => (await runnerImport(join(ROOT, 'e2e/outcomes', file), { logLevel: 'error' })).module;
const [{ CLAIMS }, { outcomeOf }] = await Promise.all(['claims.ts', 'run.ts'].map(load));
const seeds = Array.from({ length: Number(asked.seeds) }, (_, k) => k + 1);
/** @type {(import('../outcomes/claims.ts').Claim & { held: number, told: string[], seconds: number })[]} */
const rows = [];

for (const claim of CLAIMS.filter((/** @type {{ task: string }} */ { task }) => tasks.length === 0 || tasks.includes(task))) {
  console.log(`\n${claim.task}: ${claim.says}\n  #${claim.link}, ${claim.iterations} iterations`);
  const held = [];
  const told = [];
  const start = performance.now();
  for (const seed of seeds) {
    const outcome = await outcomeOf(claim, seed, join(ROOT, 'public'));
    held.push(claim.holds(outcome));
    told.push(figures(outcome));
    console.log(`  seed ${seed}: ${held.at(-1) ? 'holds' : 'FAILS'}  ${told.at(-1)}`);
  }
  const seconds = (performance.now() - start) / 1000 / seeds.length;
  rows.push({ ...claim, held: held.filter(Boolean).length, told, seconds });
}

const failed = rows.filter(({ held }) => held * 2 <= seeds.length);
console.log(`\n${rows.length - failed.length} of ${rows.length} claims hold`);
if (asked.markdown !== undefined) writeFileSync(asked.markdown, markdown());
process.exitCode = failed.length === 0 ? 0 : 1;

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
  const lines = rows.map(
    ({ task, says, link, iterations, held, told, seconds, source }) =>
      `| ${task} | ${says} | \`#${link}\` | ${iterations} | ${held} of ${seeds.length} | ${told.join('<br>')} | ${seconds.toFixed(0)} | ${source} |`,
  );
  const head = '| task | what is said | link | iterations | holds | each seed | seconds | source |\n|---|---|---|--:|--:|---|--:|---|';
  return `# What comes of it\n\n${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, written by \`npm run outcomes -- --markdown e2e/outcomes/OUTCOMES.md\`.\n\n${head}\n${lines.join('\n')}\n`;
}
