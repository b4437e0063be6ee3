import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { runTool, Told } from './shell.mjs';
import { checkSizes } from './sizes.mjs';

/** @typedef {{ passed: number, failed: number }} Count */

const reports = mkdtempSync(join(tmpdir(), 'rnn-playground-'));
const total = { passed: 0, failed: 0 };

/**
 * Runs one stage and adds what it counts; a stage that throws counts as one failure.
 * @param {string} name @param {() => Promise<Count>} work
 */
async function stage(name, work) {
  const start = performance.now();
  console.log(`\n── ${name}`);
  const { passed, failed } = await work().catch((error) => {
    explain(error);
    return { passed: 0, failed: 1 };
  });
  total.passed += passed;
  total.failed += failed;
  console.log(`── ${name}: ${passed} passed, ${failed} failed, ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/** @param {string} packageName @param {string} program @param {string[]} args @returns {Promise<Count>} */
async function tool(packageName, program, args) {
  return counted(await runTool(packageName, program, args));
}

/** @param {{ code: number }} ended @returns {Count} */
const counted = ({ code }) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** A tool that fails without a failed test of its own (a crash, an error outside of tests) is one failure. @param {number} code @param {Count} count */
const settle = (code, { passed, failed }) => ({ passed, failed: code !== 0 || passed === 0 ? Math.max(failed, 1) : failed });

/** Skipped tests count as failed: what cannot run here has not been shown. @returns {Promise<Count>} */
async function unitTests() {
  const file = join(reports, 'unit.json');
  const { code } = await runTool('vitest', 'vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const notLoaded = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ suite) =>
      suite.status === 'failed' && suite.assertionResults.length === 0,
  );
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests + notLoaded.length;
  return settle(code, { passed: report.numPassedTests, failed });
}

/** @param {string | undefined} browser @returns {Promise<Count>} */
async function browserTests(browser) {
  if (browser === undefined) throw new Told('there is no browser to run them in');
  const file = join(reports, 'browser.json');
  const { code } = await runTool('@playwright/test', 'playwright', ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json'], {
    env: { CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  const { stats } = JSON.parse(readFileSync(file, 'utf8'));
  return settle(code, { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped });
}

/** @param {unknown} error */
const explain = (error) => console.error(error instanceof Told ? error.message : error);

try {
  await install();
  const browser = await findBrowser().catch(explain);
  if (browser) console.log(`Browser: ${browser.path}, ${browser.from}`);
  await stage('types', () => tool('typescript', 'tsc', ['-p', '.']));
  await stage('types of core, which knows no browser', () => tool('typescript', 'tsc', ['-p', 'src/core']));
  await stage('lint', () => tool('@biomejs/biome', 'biome', ['check', '--error-on-warnings']));
  await stage('unused code', () => tool('knip', 'knip', []));
  await stage('unit tests', unitTests);
  await stage('build', async () => counted(await build()));
  await stage('sizes', checkSizes);
  await stage('browser tests', () => browserTests(browser?.path));
} catch (error) {
  explain(error);
  total.failed += 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}

process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
console.log(`\n${total.passed} passed, ${total.failed} failed`);
