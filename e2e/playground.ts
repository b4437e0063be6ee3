import type { Page } from '@playwright/test';
import type { Experiment } from '../src/core/experiment.ts';
import type { Playground } from '../src/store/playground.ts';

declare global {
  interface Window {
    playground: Playground;
  }
}

/** Opens the page at a link's hash and waits until its experiment is on show. */
export async function openAt(page: Page, hash = ''): Promise<void> {
  await page.goto(hash === '' ? '.' : `./#${hash}`);
  await page.waitForFunction(() => 'playground' in window);
  await page.evaluate(() => window.playground.pause());
}

/** Opens parts of an experiment on a page that is there already. */
export function openExperiment(page: Page, experiment: Partial<Experiment>): Promise<void> {
  return page.evaluate((parts) => window.playground.open(parts), experiment);
}

export function train(page: Page, iterations: number): Promise<{ iteration: number; loss: number }> {
  return page.evaluate((count) => window.playground.train(count), iterations);
}

/** Training losses so far. */
export function losses(page: Page): Promise<number[]> {
  return page.evaluate(async () => [...(await window.playground.trace()).losses]);
}
