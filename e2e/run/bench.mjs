import { openPage, withBrowser } from './launch.mjs';

/* `npm run bench`: what a person feels, measured in the built page: frames while it trains flat out, iterations a second, the way to the first iteration. */

const SECONDS = 8;
const WARM_UP = 2;
const RUNS = [
  { name: 'RNN, 24 units × 40 steps', hash: 'backend=wasm' },
  { name: 'LSTM, 24 units × 40 steps', hash: 'cell=lstm&backend=wasm' },
  { name: 'RNN, 128 units × 200 steps', hash: 'length=200&units=128&backend=wasm' },
  { name: 'LSTM, 128 units × 200 steps', hash: 'length=200&cell=lstm&units=128&backend=wasm' },
];

/** Frame times and long tasks of the page's own thread while it trains. @param {import('@playwright/test').Page} page */
async function watchFrames(page) {
  return page.evaluate(
    async ({ seconds, warmUp }) => {
      const wait = (/** @type {number} */ s) => new Promise((resolve) => setTimeout(resolve, 1000 * s));
      await window.playground.play();
      await wait(warmUp);
      /** @type {number[]} */ const frames = [];
      /** @type {number[]} */ const long = [];
      const observer = new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => long.push(duration)));
      observer.observe({ type: 'longtask' });
      let last = performance.now();
      let watching = true;
      const tick = () => {
        const now = performance.now();
        frames.push(now - last);
        last = now;
        if (watching) requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
      const from = (await window.playground.trace()).iteration;
      const start = performance.now();
      await wait(seconds);
      watching = false;
      const { iteration } = await window.playground.trace();
      const speed = ((iteration - from) * 1000) / (performance.now() - start);
      await window.playground.pause();
      return { frames, long, speed };
    },
    { seconds: SECONDS, warmUp: WARM_UP },
  );
}

/** @param {number[]} values @param {number} share */
const percentile = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN;

/** @param {import('@playwright/test').Browser} browser @param {string} address */
async function timeToFirstIteration(browser, address) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const times = [];
  for (const _ of ['empty cache', 'cached']) {
    await page.goto('about:blank');
    await page.goto(address);
    await page.waitForFunction(() => 'playground' in window);
    times.push(await page.evaluate(() => window.playground.train(1).then(() => performance.now())));
  }
  await context.close();
  return times;
}

await withBrowser(async (browser, address) => {
  const rows = [];
  for (const { name, hash } of RUNS) {
    const page = await openPage(browser, address, hash);
    const { frames, long, speed } = await watchFrames(page);
    rows.push({
      run: name,
      'iterations/s': Number(speed.toFixed(1)),
      frames: frames.length,
      'median ms': Number(percentile(frames, 0.5).toFixed(1)),
      'p95 ms': Number(percentile(frames, 0.95).toFixed(1)),
      'longest ms': Number(Math.max(...frames).toFixed(1)),
      'long tasks': long.length,
    });
    await page.context().close();
  }
  console.table(rows);
  const [first, cached] = await timeToFirstIteration(browser, address);
  console.log(`Bare page to first iteration: ${first?.toFixed(0)} ms, cached ${cached?.toFixed(0)} ms`);
});
