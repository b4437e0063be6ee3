import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { onPath, run, runTool, Told } from './shell.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const MINUTES = 60_000;

/**
 * A Chromium that starts: the one that CHROMIUM names, one on the machine, Playwright's own, or Debian's, in this order.
 * @returns {Promise<{ path: string, from: string }>}
 */
export async function findBrowser() {
  const named = process.env['CHROMIUM'];
  if (named) {
    if (await starts(named)) return { path: named, from: 'named by CHROMIUM' };
    throw new Told(`CHROMIUM is ${JSON.stringify(named)}, which does not start: give the path of a Chromium, or leave it out`);
  }
  return (await onTheMachine()) ?? (await playwrights()) ?? (await debians()) ?? nowhere();
}

/** @param {string} path */
async function starts(path) {
  return (await run(path, ['--version'], { quiet: true, timeout: 0.5 * MINUTES })).code === 0;
}

async function onTheMachine() {
  for (const path of [...NAMES.flatMap(onPath), ...ELSEWHERE]) {
    if (existsSync(path) && (await starts(path))) return { path, from: 'found on this machine' };
  }
  return null;
}

async function playwrights() {
  const path = createRequire(import.meta.url)('@playwright/test').chromium.executablePath();
  if (!existsSync(path)) {
    console.log('No Chromium on this machine; downloading Playwright’s …');
    const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' };
    const { code, output } = await runTool('@playwright/test', 'playwright', ['install', '--no-shell', 'chromium'], {
      env,
      quiet: true,
      timeout: 5 * MINUTES,
    });
    if (code !== 0) console.log(`It could not be had: ${/^Error: .*/m.exec(output)?.[0] ?? `code ${code}`}`);
  }
  if (existsSync(path) && !(await starts(path)) && isRootOnDebian()) {
    await runTool('@playwright/test', 'playwright', ['install-deps', 'chromium'], { timeout: 5 * MINUTES });
  }
  return existsSync(path) && (await starts(path)) ? { path, from: 'downloaded by Playwright' } : null;
}

async function debians() {
  if (!isRootOnDebian()) return null;
  console.log('Installing Debian’s chromium …');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env, timeout: 5 * MINUTES });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, timeout: 10 * MINUTES });
  const found = await onTheMachine();
  return found && { ...found, from: 'installed by apt-get' };
}

const isRootOnDebian = () => process.getuid?.() === 0 && onPath('apt-get').some((path) => existsSync(path));

/** @returns {never} */
function nowhere() {
  throw new Told(
    'no Chromium for the browser tests: install one (as root, "npx playwright install --with-deps chromium" or "apt-get install chromium"), or give its path as CHROMIUM=…',
  );
}
