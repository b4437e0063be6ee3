import { readdirSync, readFileSync } from 'node:fs';
import { BACKENDS, type BackendName } from '../src/core/backend.ts';
import { OPTIMIZERS } from '../src/core/choices.ts';
import { makeExperiment } from '../src/core/experiment.ts';
import type { Net, NetDifferentiation } from '../src/core/net.ts';
import { differences } from './differences.ts';
import { trainInFloat64 } from './float64.ts';
import { expect, test } from './page.ts';
import { losses, openAt, openExperiment, train } from './playground.ts';

const ORACLES = new URL('../src/core/cell/oracle/', import.meta.url);
const oracles = readdirSync(ORACLES)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, net: JSON.parse(readFileSync(new URL(name, ORACLES), 'utf8')) as Net & { expect: NetDifferentiation } }));

/** A small run: op by op, WebGPU on a software rasteriser takes about a second for a graph of twenty steps. */
const SMALL = { length: 5, units: 4, batch: 4 };
const hash = (backend: BackendName, more = '') =>
  `length=${SMALL.length}&units=${SMALL.units}&batch=${SMALL.batch}&backend=${backend}${more}`;

const reference = trainInFloat64(makeExperiment({ options: { length: SMALL.length }, units: SMALL.units, batch: SMALL.batch }), 20);

const UPDATES = 10;
/** Rates at which ten updates change the loss by a lot, so that a wrong update shows. */
const RATES = { sgd: 0.3, momentum: 0.1, rmsprop: 0.01, adam: 0.03 } as const;
const learned = OPTIMIZERS.map((optimizer) => {
  const learning = { optimizer, rate: RATES[optimizer] };
  const experiment = { options: { length: SMALL.length }, units: SMALL.units, batch: SMALL.batch, cell: 'gru', ...learning } as const;
  return { experiment, wanted: trainInFloat64(makeExperiment(experiment), UPDATES).losses };
});

for (const backend of BACKENDS) {
  test.describe(backend, () => {
    test.setTimeout(180_000);

    test(`is what runs when ${backend} is asked for, and its self-check holds`, async ({ page }) => {
      await openAt(page, hash(backend));
      const engine = await page.evaluate(() => window.playground.engine());
      expect(engine.backend).toBe(backend);
      expect(engine.selfCheck.ok).toBe(true);
      expect(engine.selfCheck.maxRelativeError).toBeLessThan(1e-5);
      expect(engine.floor).toBeGreaterThan(0);
      expect(engine.floor).toBeLessThan(1e-7);
    });

    test(`differentiates every oracle within 1e-4 on ${backend}`, async ({ page }) => {
      await openAt(page, hash(backend));
      expect(oracles.length).toBeGreaterThanOrEqual(7);
      for (const { name, net } of oracles) {
        const { expect: wanted, ...given } = net;
        const got = (await page.evaluate(
          async (it) => JSON.parse(JSON.stringify(await window.playground.differentiate(JSON.parse(it)))),
          JSON.stringify(given),
        )) as NetDifferentiation;
        for (const [path, off] of differences(got, wanted)) expect(off, `${name} ${path}`).toBeLessThan(1e-4);
      }
    });

    test(`gives on ${backend} the sequences and first weights that the seed says, and the losses of float64`, async ({ page }) => {
      await openAt(page, hash(backend));
      const weights = await page.evaluate(() => window.playground.parameters());
      const inputs = await page.evaluate(async () => (await window.playground.trace()).inputs);
      await train(page, 20);
      const measured = await losses(page);
      expect(weights).toEqual(reference.weights);
      expect(inputs).toEqual(reference.inputs);
      expect(measured).toHaveLength(20);
      measured.forEach((loss, k) => {
        expect(Math.abs(loss / (reference.losses[k] ?? Number.NaN) - 1), `iteration ${k + 1}`).toBeLessThan(1e-3);
      });
    });

    test(`learns with every optimiser on ${backend} as float64 does, over ten updates`, async ({ page }) => {
      await openAt(page, hash(backend));
      for (const { experiment, wanted } of learned) {
        await openExperiment(page, { ...experiment, backend });
        await train(page, UPDATES);
        const measured = await losses(page);
        expect(measured).toHaveLength(UPDATES);
        measured.forEach((loss, k) => {
          expect(Math.abs(loss / (wanted[k] ?? Number.NaN) - 1), `${experiment.optimizer}, iteration ${k + 1}`).toBeLessThan(1e-3);
        });
      }
    });

    test(`gives the same bits twice on ${backend}`, async ({ page }) => {
      const runs: number[][] = [];
      for (let k = 0; k < 2; k++) {
        await openAt(page, hash(backend, '&cell=lstm'));
        await train(page, 12);
        runs.push(await losses(page));
        await page.goto('about:blank');
      }
      expect(runs[0]).toHaveLength(12);
      expect(runs[1]).toEqual(runs[0]);
    });

    test(`holds the same buffers and bytes over 50 iterations and ten changes of experiment on ${backend}`, async ({ page }) => {
      await openAt(page, hash(backend));
      await train(page, 3);
      const held = await page.evaluate(() => window.playground.memory());
      await train(page, 50);
      expect(await page.evaluate(() => window.playground.memory())).toEqual(held);
      for (let k = 0; k < 5; k++) {
        await openExperiment(page, { options: { length: 5 }, units: 3, batch: 2, cell: 'gru', backend });
        await openExperiment(page, { options: { length: SMALL.length }, units: SMALL.units, batch: SMALL.batch, backend });
      }
      await train(page, 3);
      expect(await page.evaluate(() => window.playground.memory())).toEqual(held);
    });
  });
}

test('a device lost in the middle of a run, on WebGPU and on WebGL, is told, and the run goes on from its snapshot', async ({
  page,
  overheard,
}) => {
  test.setTimeout(180_000);
  overheard.allow(/WebGL: CONTEXT_LOST|context lost|device was lost|Device lost|destroyed/i);
  for (const backend of ['webgpu', 'webgl'] as const) {
    await openAt(page, hash(backend));
    await train(page, 4);
    const before = await losses(page);
    const rest = page.evaluate(() => window.playground.train(6));
    await page.evaluate(() => window.playground.loseDevice());
    expect((await rest).iteration).toBe(10);
    await expect(page.getByText(/The engine stopped/).first()).toBeVisible();
    const all = await losses(page);
    expect(all.slice(0, 4)).toEqual(before);
    expect(all).toHaveLength(10);
    await page.goto('about:blank');
  }
});
