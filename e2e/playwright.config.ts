import { defineConfig } from '@playwright/test';
import { findBrowser } from './run/browser.mjs';
import { FLAGS } from './run/launch.mjs';

/** Another port and build, where two runs go on side by side. */
const PORT = Number(process.env['E2E_PORT'] ?? 4190);
const BUILD = process.env['E2E_BUILD'] ?? 'dist';

// Kept in the environment, where Playwright's workers read it.
process.env['CHROMIUM'] ||= (await findBrowser()).path;

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  reporter: 'list',
  forbidOnly: process.env['CI'] !== undefined,
  fullyParallel: true,
  workers: 1,
  timeout: 60_000,
  use: {
    // The build lies below a path, since it has to work from any.
    baseURL: `http://localhost:${PORT}/some/path/`,
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      // Named, so that it is Chromium itself in its new headless mode: Playwright's headless shell has no WebGPU.
      executablePath: process.env['CHROMIUM'],
      args: FLAGS,
      chromiumSandbox: process.getuid?.() !== 0,
    },
    trace: 'retain-on-failure',
  },
  webServer: {
    command: `node e2e/run/serve.mjs --port ${PORT} --base /some/path/ --folder ${BUILD}`,
    cwd: '..',
    url: `http://localhost:${PORT}/some/path/`,
    reuseExistingServer: false,
  },
});
