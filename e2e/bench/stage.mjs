import { serveStage } from './bundle.mjs';
import { startTorch } from './pytorch.mjs';

/** @typedef {import('./worker/job.ts').Job} Job */
/** @typedef {import('./turns.mjs').Runner} Runner */

/**
 * Where jobs run: workers of one page, and processes of PyTorch's where the machine has it.
 * @param {import('@playwright/test').Browser} browser @param {import('./pytorch.mjs').Torch | null} torch
 */
export async function openStage(browser, torch) {
  const { address, remove } = await serveStage();
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForFunction(() => 'stage' in window);
  return {
    /** @param {Job} job */
    start: async (job) => (torch !== null && job.trainer === 'PyTorch' ? startTorch(torch.path) : startWorker(page)),
    async close() {
      await page.close();
      await remove();
    },
  };
}

/** @param {import('@playwright/test').Page} page @returns {Promise<Runner>} */
async function startWorker(page) {
  const id = await page.evaluate(() => window.stage.start());
  return {
    ask: (message) =>
      page
        .evaluate(([worker, asked]) => window.stage.ask(worker, asked), /** @type {const} */ ([id, message]))
        .catch((error) => ({ error: String(error.message) })),
    end: () => page.evaluate((worker) => window.stage.end(worker), id),
  };
}
