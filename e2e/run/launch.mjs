import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { serve } from './serve.mjs';
import { ROOT, Told } from './shell.mjs';

/** Nothing that asks another host for anything. */
export const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

/** Real WebGPU and WebGL without a graphics card, on a software rasteriser. */
export const FLAGS = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  ...QUIET,
];

/** A real graphics card, where there is one. */
export const HARDWARE_FLAGS = ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--ignore-gpu-blocklist', ...QUIET];

/** A browser as people have it, or with other flags. @param {string[]} [args] */
export async function launch(args = QUIET) {
  const { path } = await findBrowser();
  const { chromium } = await import('@playwright/test');
  return chromium.launch({ executablePath: path, args, chromiumSandbox: process.getuid?.() !== 0 });
}

/**
 * Builds the page, serves it and opens a browser as people have it; both end when the work is done.
 * @template T
 * @param {(browser: import('@playwright/test').Browser, address: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withBrowser(work) {
  await install();
  const { code, output } = await build({ quiet: true });
  if (code !== 0) throw new Told(`the build failed:\n${output}`);
  const address = await serve({ folder: join(ROOT, 'dist'), port: 4310, walk: true });
  const browser = await launch();
  try {
    return await work(browser, address);
  } finally {
    await browser.close();
    // The server would keep the process alive.
    setTimeout(() => process.exit(), 0);
  }
}

/**
 * A page of the playground at a link, its engine ready.
 * @param {import('@playwright/test').Browser} browser @param {string} address @param {string} hash
 * @param {import('@playwright/test').BrowserContextOptions} [options]
 */
export async function openPage(browser, address, hash, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(`${address}${hash === '' ? '' : `#${hash}`}`);
  await page.waitForFunction(() => 'playground' in window);
  await page.evaluate(() => window.playground.pause());
  return page;
}
