import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** The page of executors that was bundled into a folder, in the place of a folder of the playground's own; `wanted` is what it runs, by its name on `window`. */
export async function openExecutors(page: Page, folder: string, wanted: 'carry' | 'intervene' | 'disturb'): Promise<void> {
  await page.route('**/executors/**', (route) => {
    const path = route
      .request()
      .url()
      .replace(/^.*\/executors\//, '');
    return route.fulfill({ path: join(folder, path) });
  });
  await page.goto('./executors/index.html');
  await page.waitForFunction((name) => name in window, wanted);
}
