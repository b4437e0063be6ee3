import { openPage } from '../run/launch.mjs';
import { Told } from '../run/shell.mjs';
import { workerHeap } from './heap.mjs';
import { percentile } from './statistics.mjs';

/* What a person feels, measured in the built page: frames while it trains flat out, the way to the first iteration, memory, what pictures cost. */

/** @typedef {import('@playwright/test').Browser} Browser */
/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('./visit.mjs').Visitor} Visitor */
/** @typedef {{ name: string, speed: number, frames: number, median: number, p95: number, longest: number, longTasks: number }} Frames */
/** @typedef {{ name: string, first: number[], second: number[] }} Opening milliseconds after the page was asked for, and of the second iteration alone */
/** @typedef {{ iterations: number, worker: number, backend: number }} Memory bytes */
/** @typedef {{ perSecond: number, shown: number, hidden: number }} Pictures pictures a second, iterations a second with and without them */
/** @typedef {{ figures: readonly import('./laboratory.ts').FigureCost[], open: number[], closed: number[] }} Laboratory iterations a second with its figures open and closed */
/** @typedef {{ frames: Frames[], opening: Opening[], memory: Memory[], pictures: Pictures, laboratory: Laboratory, sizes: { name: string, size: number }[] }} Felt */

const WARM_UP = 2;
const RUNS = [
  { name: 'RNN, 24 units × 40 steps', hash: 'backend=wasm' },
  { name: 'LSTM, 24 units × 40 steps', hash: 'cell=lstm&backend=wasm' },
  { name: 'RNN, 128 units × 200 steps', hash: 'length=200&units=128&backend=wasm' },
  { name: 'LSTM, 128 units × 200 steps', hash: 'length=200&cell=lstm&units=128&backend=wasm' },
  { name: 'four racing, 24 units × 40 steps', hash: 'backend=wasm&b=cell:lstm&c=cell:gru&d=cell:relu' },
];

/** @param {Browser} browser @param {string} address @param {string} hash */
async function openOnWasm(browser, address, hash) {
  const page = await openPage(browser, address, hash);
  await assertWasm(page);
  return page;
}

/** @param {Page} page */
async function assertWasm(page) {
  assertIsWasm(await page.evaluate(() => window.playground.pause().then(() => window.playground.engine())));
}

/** Figures of a backend that the page fell back to would say nothing. @param {{ backend: string, reason: string }} engine */
function assertIsWasm({ backend, reason }) {
  if (backend !== 'wasm') throw new Told(`the page runs on ${backend}: ${reason}`);
}

/** @param {Visitor} visitor @param {number} seconds of each run */
export async function measureFrames(visitor, seconds) {
  /** @type {Frames[]} */ const runs = [];
  for (const { name, hash } of RUNS) {
    const { frames, long, speed, engine } = await visitor.run(watchFrames, { hash, seconds, warmUp: WARM_UP });
    assertIsWasm(engine);
    runs.push({
      name,
      speed,
      frames: frames.length,
      median: percentile(frames, 0.5),
      p95: percentile(frames, 0.95),
      longest: Math.max(...frames),
      longTasks: long.length,
    });
  }
  return runs;
}

/** Frame times and long tasks of the page's own thread while it trains. @param {import('./visit.mjs').Open} open @param {{ hash: string, seconds: number, warmUp: number }} asked */
async function watchFrames(open, { hash, seconds, warmUp }) {
  const wait = (/** @type {number} */ s) => new Promise((resolve) => setTimeout(resolve, 1000 * s));
  const page = await open(hash);
  const { playground } = page;
  const made = async () => playground.race?.iterations().reduce((sum, each) => sum + each, 0) ?? (await playground.trace()).iteration;
  // A race is opened by code of its own, which comes after the page's.
  while (hash.includes('&b=') && playground.race === undefined) await wait(0.1);
  await (playground.race ?? playground).play();
  await wait(warmUp);
  /** @type {number[]} */ const frames = [];
  /** @type {number[]} */ const long = [];
  const observer = new page.PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => long.push(duration)));
  observer.observe({ type: 'longtask' });
  let last = page.performance.now();
  let watching = true;
  const tick = () => {
    const now = page.performance.now();
    frames.push(now - last);
    last = now;
    if (watching) page.requestAnimationFrame(tick);
  };
  page.requestAnimationFrame(tick);
  const from = await made();
  const start = performance.now();
  await wait(seconds);
  watching = false;
  const speed = (((await made()) - from) * 1000) / (performance.now() - start);
  await (playground.race ?? playground).pause();
  return { frames, long, speed, engine: playground.engine() };
}

/**
 * From asking for the page to its first iteration: with nothing in the cache, then with all of it. Each profile is opened
 * once bare, twice for the browser to keep what it compiled, and then `visits` times.
 * @param {() => Promise<Visitor>} visitorOf with nothing in its cache @param {{ profiles: number, visits: number }} counts
 */
export async function measureOpening(visitorOf, { profiles, visits }) {
  const bare = { name: 'bare', first: /** @type {number[]} */ ([]), second: /** @type {number[]} */ ([]) };
  const cached = { name: 'cached', first: /** @type {number[]} */ ([]), second: /** @type {number[]} */ ([]) };
  for (let k = 0; k < profiles; k++) {
    const visitor = await visitorOf();
    for (let visit = 0; visit < 1 + COMPILED + visits; visit++) {
      const { first, second, engine } = await visitor.run(openOnce, null);
      assertIsWasm(engine);
      const opening = visit === 0 ? bare : cached;
      if (visit !== 0 && visit <= COMPILED) continue;
      opening.first.push(first);
      opening.second.push(second);
    }
    await visitor.close();
  }
  return [bare, cached];
}

/** Visits after the first until Chromium keeps what it compiled. */
const COMPILED = 2;

/** Milliseconds until one iteration was made and told, and of another. @param {import('./visit.mjs').Open} open */
async function openOnce(open) {
  const { performance: clock, playground } = await open('');
  await playground.train(1);
  const first = clock.now();
  await playground.train(1);
  const second = clock.now() - first;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return { first, second, engine: playground.engine() };
}

const SMALL = 'length=20&units=8&cell=lstm&backend=wasm';

/** Bytes that the engine's worker holds after so many iterations, garbage collected. @param {Browser} browser @param {string} address @param {readonly number[]} counts */
export async function measureMemory(browser, address, counts) {
  const page = await openOnWasm(browser, address, SMALL);
  const heap = await workerHeap(page);
  /** @type {Memory[]} */ const memory = [];
  let made = 0;
  for (const iterations of counts) {
    await page.evaluate((count) => window.playground.train(count), iterations - made);
    made = iterations;
    const { bytes } = await page.evaluate(() => window.playground.memory());
    memory.push({ iterations, worker: await heap(), backend: bytes });
  }
  await page.context().close();
  return memory;
}

const MEDIUM = 'length=50&units=32&cell=lstm&batch=32&backend=wasm';

/**
 * Pictures a second while it trains flat out, and its speed with and without them, in turns. Without: the engine is not
 * told that the last one was painted, so that it measures no more.
 * @param {Browser} browser @param {string} address @param {number} seconds of each turn
 * @returns {Promise<Pictures>}
 */
export async function measurePictures(browser, address, seconds) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(watchPainted);
  const page = await context.newPage();
  await page.goto(`${address}#${MEDIUM}`);
  await page.waitForFunction(() => 'playground' in window);
  await assertWasm(page);
  const turns = await page.evaluate(takeTurns, seconds);
  await context.close();
  return turns;
}

/** @typedef {{ count: number, hide: boolean }} Painted on `window.painted`, in the page alone */

function watchPainted() {
  const painted = { count: 0, hide: false };
  Object.assign(window, { painted });
  const send = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function watched(/** @type {{ type?: string }} */ message, /** @type {any} */ ...rest) {
    if (message.type !== 'painted') return send.call(this, message, ...rest);
    painted.count++;
    return painted.hide ? undefined : send.call(this, message, ...rest);
  };
}

/** @param {number} seconds */
async function takeTurns(seconds) {
  const { painted } = /** @type {{ painted: Painted }} */ (/** @type {unknown} */ (window));
  const { playground } = window;
  const turn = async (/** @type {boolean} */ hide, /** @type {number} */ span) => {
    painted.hide = hide;
    const { iteration: from } = await playground.train(1);
    await playground.play();
    const [start, before] = [performance.now(), painted.count];
    await new Promise((resolve) => setTimeout(resolve, 1000 * span));
    const passed = (performance.now() - start) / 1000;
    const pictures = painted.count - before;
    const { iteration } = await playground.trace();
    await playground.pause();
    return { speed: (iteration - from) / passed, pictures: pictures / passed };
  };
  await turn(false, 1);
  const shown = [];
  const hidden = [];
  for (let k = 0; k < 3; k++) {
    shown.push(await turn(false, seconds));
    hidden.push(await turn(true, seconds));
    painted.hide = false;
    await playground.reset();
  }
  const middle = (/** @type {number[]} */ values) => values.toSorted((a, b) => a - b)[1] ?? Number.NaN;
  return {
    perSecond: middle(shown.map(({ pictures }) => pictures)),
    shown: middle(shown.map(({ speed }) => speed)),
    hidden: middle(hidden.map(({ speed }) => speed)),
  };
}

const SCORED = 'task=parity&lag=49&units=32&cell=lstm&batch=32&backend=wasm';

/**
 * Its speed flat out with the figures of the laboratory closed and all open, in turns.
 * @param {Visitor} visitor @param {readonly string[]} names of the figures @param {number} seconds of each turn
 * @returns {Promise<{ open: number[], closed: number[] }>} iterations a second
 */
export async function measureLaboratory(visitor, names, seconds) {
  const { engine, ...speeds } = await visitor.run(openAndClose, { hash: SCORED, open: names.join(','), seconds });
  assertIsWasm(engine);
  return speeds;
}

/** @param {import('./visit.mjs').Open} open @param {{ hash: string, open: string, seconds: number }} asked */
async function openAndClose(open, { hash, open: names, seconds }) {
  const wait = (/** @type {number} */ s) => new Promise((resolve) => setTimeout(resolve, 1000 * s));
  const page = await open(hash);
  const { playground } = page;
  await playground.play();
  const turn = async (/** @type {string} */ address) => {
    page.location.hash = address;
    await wait(1);
    const from = (await playground.trace()).iteration;
    const start = performance.now();
    await wait(seconds);
    const { iteration } = await playground.trace();
    return ((iteration - from) * 1000) / (performance.now() - start);
  };
  /** @type {{ open: number[], closed: number[] }} */ const speeds = { open: [], closed: [] };
  for (let k = 0; k < 4; k++) {
    speeds.closed.push(await turn(hash));
    speeds.open.push(await turn(`${hash}&open=${names}`));
  }
  await playground.pause();
  return { ...speeds, engine: playground.engine() };
}
