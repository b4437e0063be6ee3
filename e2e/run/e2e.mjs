import { findBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { runTool } from './shell.mjs';

await install();
const { path, from } = await findBrowser();
console.log(`Browser: ${path}, ${from}`);
const built = await build();
const tests =
  built.code === 0
    ? await runTool('@playwright/test', 'playwright', ['test', '-c', 'e2e/playwright.config.ts', ...process.argv.slice(3)], {
        env: { CHROMIUM: path },
      })
    : built;
process.exitCode = tests.code === 0 ? 0 : 1;
