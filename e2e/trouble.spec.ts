import type { Page } from '@playwright/test';
import { findingsOf } from './axe.ts';
import { expect, test } from './page.ts';
import { losses, openAt, train } from './playground.ts';
import { button, cell, exploded, failure, iteration, notices, until } from './screen.ts';

const EXPLODES = 'length=10&cell=relu&units=8&radius=3&optimizer=sgd&rate=1&clip=0';

test('an explosion pauses training, keeps the last finite iteration on show and names its step and quantity', async ({ page }) => {
  await openAt(page, EXPLODES);
  await button(page, 'Train').click();
  await expect(exploded(page)).toContainText(
    /Exploded\. The (loss|gradient|weights).* in iteration \d+, so training paused; iteration \d+ stays on show\./,
  );
  await expect(exploded(page)).toContainText(/It began at step \d+.*(h|x|U|the answer|the loss)/);
  await expect(button(page, 'Train')).toBeVisible();
  const shown = await iteration(page);
  const trace = await page.evaluate(() => window.playground.trace());
  expect(trace.iteration).toBe(shown);
  for (const column of [trace.outputs, trace.norms, ...Object.values(trace.states).flat()]) {
    expect(column.flat().every(Number.isFinite)).toBe(true);
  }
  await expect(page.getByRole('group', { name: 'What would help' }).getByRole('button')).toHaveText([
    'Try clipping at 1',
    'Try a rate of 0.003, clipped at 1',
    'Try a radius of 0.9, rate 0.003',
  ]);
});

for (const { remedy, change } of [
  { remedy: 'Try clipping at 1', change: { clip: 1, rate: 0.3 } },
  { remedy: 'Try a rate of 0.003', change: { rate: 0.003 } },
  { remedy: 'Try a radius of 0.9, rate 0.003', change: { radius: 0.9, rate: 0.003 } },
]) {
  test(`“${remedy}” is a press away, and training goes on with it`, async ({ page }) => {
    await openAt(page, 'length=10&cell=relu&units=8&radius=1.6&optimizer=sgd&rate=0.3&clip=0');
    await button(page, 'Train').click();
    await button(page, remedy).click();
    await expect(exploded(page)).toBeHidden();
    await until(page, 40);
    expect(await page.evaluate(() => window.playground.experiment())).toMatchObject(change);
    await button(page, 'Pause').click();
    expect((await losses(page)).every(Number.isFinite)).toBe(true);
  });
}

test('a worker that dies in the middle of a run is told, and the run goes on from its last snapshot', async ({ page }) => {
  await openAt(page, 'length=10&units=8');
  await train(page, 30);
  const before = await losses(page);
  await button(page, 'Train').click();
  await until(page, 60);
  await kill(page);
  await expect(notices(page)).toContainText(/The engine stopped: .+\. It is started anew and goes on from iteration \d+\./);
  const resumed = await iteration(page);
  expect(resumed).toBeGreaterThanOrEqual(30);
  await until(page, resumed + 30);
  await button(page, 'Pause').click();
  expect((await losses(page)).slice(0, 30)).toEqual(before);
});

test('a worker that dies while it trains an exact number of iterations still gives exactly so many', async ({ page }) => {
  await openAt(page, 'length=10&units=8');
  await train(page, 10);
  const done = train(page, 200);
  await until(page, 60);
  await kill(page);
  expect((await done).iteration).toBe(210);
  expect(await losses(page)).toHaveLength(210);
});

test('a worker script that does not load is told in a sentence, with what to do', async ({ page, overheard }) => {
  overheard.allow(/failed request|Failed to load resource|net::ERR_FAILED/);
  await page.route('**/worker-*.js', (route) => route.abort());
  await page.goto('.');
  await expect(failure(page)).toContainText('the engine’s script could not be loaded');
  await expect(failure(page)).toContainText('Reload the page');
  await expect(button(page, 'Reload')).toBeVisible();
  await expect(button(page, 'Train')).toBeDisabled();
  await cell(page, 'GRU').check();
  await expect(cell(page, 'GRU')).toBeChecked();
  expect(await findingsOf(page)).toEqual([]);
});

test('a worker script that loads again after a reload runs', async ({ page, overheard }) => {
  overheard.allow(/failed request|Failed to load resource|net::ERR_FAILED/);
  await page.route('**/worker-*.js', (route) => route.abort());
  await page.goto('./#length=10&units=8');
  await expect(button(page, 'Reload')).toBeVisible();
  await page.unroute('**/worker-*.js');
  await button(page, 'Reload').click();
  await expect(page.getByRole('button', { name: /gradients checked/ })).toBeVisible();
  expect((await train(page, 2)).iteration).toBe(2);
});

test('a browser without Workers is told so', async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'Worker');
  });
  await page.goto('.');
  await expect(failure(page)).toContainText('This browser offers no Web Workers, and the network trains in one.');
  await expect(button(page, 'Train')).toBeDisabled();
});

/** What a browser may lack, taken away inside the worker before anything of the engine runs. */
const LACKS = [
  {
    what: 'WebGPU',
    asked: 'webgpu',
    without: "Object.defineProperty(WorkerNavigator.prototype, 'gpu', { value: undefined });",
    reason: 'this browser offers no WebGPU here',
  },
  {
    what: 'an adapter for WebGPU',
    asked: 'webgpu',
    without: 'GPU.prototype.requestAdapter = async () => null;',
    reason: 'this browser found no WebGPU adapter',
  },
  {
    what: 'WebGL',
    asked: 'webgl',
    without: 'OffscreenCanvas.prototype.getContext = () => null;',
    reason: 'this browser offers no WebGL 2 here',
  },
  {
    what: 'WebAssembly',
    asked: 'wasm',
    without: 'delete globalThis.WebAssembly;',
    reason: 'this browser has no WebAssembly',
  },
] as const;

for (const { what, asked, without, reason } of LACKS) {
  test(`without ${what} the next backend runs, and the reason is told`, async ({ page }) => {
    await beforeTheEngine(page, without);
    await openAt(page, `length=10&units=8&backend=${asked}`);
    const runs = asked === 'wasm' ? 'CPU' : 'WASM';
    await expect(notices(page)).toContainText(`was passed over: ${reason}.`);
    await expect(notices(page)).toContainText(`${runs} runs instead.`);
    expect((await page.evaluate(() => window.playground.engine())).backend).toBe(runs.toLowerCase());
    expect((await train(page, 2)).iteration).toBe(2);
    await page.getByRole('button', { name: /gradients checked/ }).click();
    const backend = page.getByRole('region', { name: 'Backend' });
    await expect(backend.getByRole('heading', { name: 'Passed over' })).toBeVisible();
    await expect(backend.getByRole('listitem').filter({ hasText: reason })).toBeVisible();
  });
}

test('without WebGPU, WebGL and WASM plain JavaScript runs unasked, and the bar says why', async ({ page }) => {
  await beforeTheEngine(page, `${LACKS.map(({ without }) => without).join('\n')}`);
  await openAt(page, 'length=10&units=8');
  const engine = await page.evaluate(() => window.playground.engine());
  expect(engine.backend).toBe('cpu');
  expect(engine.reason).toMatch(/no WebGPU.*no WebGL 2.*no WebAssembly/);
  expect((await train(page, 2)).iteration).toBe(2);
  await expect(notices(page)).toHaveText('');
});

test('another backend chosen in the bar goes on from where the network is', async ({ page }) => {
  await openAt(page, 'length=10&units=8');
  await train(page, 10);
  const before = await losses(page);
  await page.getByRole('button', { name: /gradients checked/ }).click();
  await page.getByRole('region', { name: 'Backend' }).getByRole('combobox', { name: 'Use' }).selectOption('cpu');
  await expect(page.getByRole('button', { name: /^CPU/ })).toBeVisible();
  expect((await train(page, 1)).iteration).toBe(11);
  expect((await losses(page)).slice(0, 10)).toEqual(before);
});

test('where storage is refused the page works all the same', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
    }
  });
  await openAt(page, 'length=10&units=8');
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
  await button(page, 'Put the hint away').click();
  await page.getByRole('textbox', { name: 'Equations of the cell' }).fill("h' = tanh(W x + 0.5 * U h + b)");
  await cell(page, 'GRU').check();
  await button(page, 'Train').click();
  await until(page, 10);
});

/** Ends the worker as a browser does that needs its memory: without a word to the page. */
async function kill(page: Page): Promise<void> {
  await page.workers()[0]?.evaluate(() => self.close());
}

/** Runs code at the head of the worker's script. */
async function beforeTheEngine(page: Page, code: string): Promise<void> {
  await page.route('**/worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${code}\n${await response.text()}` });
  });
}
