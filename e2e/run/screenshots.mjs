import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openPage, withBrowser } from './launch.mjs';
import { ROOT } from './shell.mjs';

/* `npm run screenshots`: the README's pictures, taken from the running page. */

const FOLDER = join(ROOT, 'e2e', 'screenshots');
const WIDE = { width: 1440, height: 900 };

const PICTURES = [
  { file: 'rnn-light.png', hash: 'backend=wasm', iterations: 900, scheme: 'light', viewport: WIDE },
  { file: 'gru-dark.png', hash: 'cell=gru&backend=wasm', iterations: 900, scheme: 'dark', viewport: WIDE },
  { file: 'gru-phone.png', hash: 'cell=gru&backend=wasm', iterations: 900, scheme: 'light', viewport: { width: 390, height: 844 } },
];

await withBrowser(async (browser, address) => {
  mkdirSync(FOLDER, { recursive: true });
  for (const { file, hash, iterations, scheme, viewport } of PICTURES) {
    const page = await openPage(browser, address, hash, { viewport, colorScheme: /** @type {'light' | 'dark'} */ (scheme) });
    await page.evaluate((count) => window.playground.train(count), iterations);
    await page.waitForTimeout(1500);
    await page.screenshot({ path: join(FOLDER, file) });
    await page.context().close();
    console.log(`${file}: ${hash}, ${iterations} iterations`);
  }
});
