import { findBrowser } from './browser.mjs';
import { install } from './install.mjs';
import { runTool } from './shell.mjs';

await install();
const { path, from } = await findBrowser();
console.log(`Browser: ${path}, ${from}`);
const build = await runTool('vite', 'vite', ['build', '--logLevel', 'warn']);
const tests =
  build.code === 0
    ? await runTool('@playwright/test', 'playwright', ['test', '-c', 'e2e/playwright.config.ts', ...process.argv.slice(3)], {
        env: { CHROMIUM: path },
      })
    : build;
process.exitCode = tests.code === 0 ? 0 : 1;
