import { openPage, withBrowser } from './launch.mjs';

/* `npm run outcomes`: does what the page says of learning come true? Three seeds each, on WASM; exits 1 where a claim fails. */

const SEEDS = [1, 2, 3];
const LAST = 50;

/** @typedef {{ loss: number, horizon: number, clue: number, baseline: number }} Outcome */

const CLAIMS = [
  {
    name: 'adding at length 20, GRU, 1,500 iterations: under half the baseline, and the horizon covers the clue',
    hash: 'length=20&cell=gru',
    iterations: 1500,
    holds: (/** @type {Outcome} */ { loss, horizon, clue, baseline }) => loss < baseline / 2 && horizon >= clue,
  },
  {
    name: 'adding at length 60, tanh RNN, 1,500 iterations: not under half the baseline, and the horizon does not cover the clue',
    hash: 'length=60',
    iterations: 1500,
    holds: (/** @type {Outcome} */ { loss, horizon, clue, baseline }) => loss >= baseline / 2 && horizon < clue,
  },
  {
    name: 'CO₂, LSTM, 500 iterations: better than “same as last month” on months it has not seen',
    hash: 'task=co2&cell=lstm',
    iterations: 500,
    holds: (/** @type {Outcome} */ { loss, baseline }) => loss < baseline,
    unseen: true,
  },
];

/** @param {import('@playwright/test').Page} page @param {number} iterations @returns {Promise<Omit<Outcome, 'baseline'> & { probeLoss: number }>} */
const run = (page, iterations) =>
  page.evaluate(
    async ([count = 0, last = 0]) => {
      await window.playground.train(count);
      const trace = await window.playground.trace();
      const recent = trace.losses.slice(-last);
      const scored = trace.mask.lastIndexOf(1);
      return {
        loss: recent.reduce((sum, loss) => sum + loss, 0) / recent.length,
        probeLoss: trace.probeLoss,
        horizon: trace.horizon,
        clue: trace.clues.length === 0 ? 0 : scored - Math.min(...trace.clues),
      };
    },
    [iterations, LAST],
  );

await withBrowser(async (browser, address) => {
  let failed = 0;
  for (const { name, hash, iterations, holds, unseen } of CLAIMS) {
    console.log(`\n${name}`);
    for (const seed of SEEDS) {
      const page = await openPage(browser, address, `${hash}&seed=${seed}&backend=wasm`.replace('&seed=1&', '&'));
      const start = performance.now();
      const measured = await run(page, iterations);
      const baseline = await page.evaluate(() => window.playground.baselines('probe')[0]?.loss ?? Number.NaN);
      const outcome = { ...measured, loss: unseen ? measured.probeLoss : measured.loss, baseline };
      const held = holds(outcome);
      if (!held) failed++;
      const seconds = (performance.now() - start) / 1000;
      console.log(
        `  seed ${seed}: ${held ? 'holds' : 'FAILS'}  loss ${outcome.loss.toPrecision(3)} of ${baseline.toPrecision(3)}, horizon ${outcome.horizon}, first clue ${outcome.clue} back, ${seconds.toFixed(0)} s`,
      );
      await page.context().close();
    }
  }
  process.exitCode = failed === 0 ? 0 : 1;
});
