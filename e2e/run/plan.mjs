import { join } from 'node:path';
import { runnerImport } from 'vite';
import { ROOT, Told } from './shell.mjs';

/* `npm run plan -- '<link>'`: what an iteration of that experiment computes when, and where it lies. */

const [link = ''] = process.argv.slice(3);
const hash = link.includes('#') ? link.slice(link.indexOf('#')) : link;
const load = async (/** @type {string} */ file) => (await runnerImport(join(ROOT, 'src/core', file), { logLevel: 'error' })).module;
const [{ decodeLink }, { networkOf }, { planOf }, { printPlan }] = await Promise.all(
  ['link.ts', 'networkOf.ts', 'plan/planOf.ts', 'plan/printPlan.ts'].map(load),
);
const { experiment, notices } = decodeLink(hash);
if (notices.length > 0) throw new Told(notices.join('\n'));
console.log(printPlan(planOf(networkOf(experiment))));
