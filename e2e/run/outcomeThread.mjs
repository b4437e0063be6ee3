import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { runnerImport } from 'vite';
import { ROOT } from './shell.mjs';

/* A thread of `npm run outcomes`: is told a claim by its number and a seed, trains, and tells what it came to. */

const load = async (/** @type {string} */ file) => (await runnerImport(join(ROOT, 'e2e/outcomes', file), { logLevel: 'error' })).module;
const [{ CLAIMS }, { outcomeOf }] = await Promise.all(['claims.ts', 'run.ts'].map(load));

parentPort?.on('message', async ({ index, seed }) => {
  const claim = CLAIMS[index];
  const start = performance.now();
  const outcome = await outcomeOf(claim, seed, join(ROOT, 'public'));
  parentPort?.postMessage({ index, seed, outcome, holds: claim.holds(outcome), seconds: (performance.now() - start) / 1000 });
});
