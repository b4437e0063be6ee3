import { probeOf } from '../../src/core/analysis/probe.ts';
import { MEASURES, sharedBy } from '../../src/core/laboratory/index.ts';
import { type FigureName, TAKEN_APART } from '../../src/core/laboratory/names.ts';
import type { Subject } from '../../src/core/laboratory/subject.ts';
import { decodeLink } from '../../src/core/link.ts';
import { makeTrace } from '../../src/core/trace.ts';
import { Run } from '../../src/engine/run.ts';
import { createWasmMaker } from '../../src/engine/wasm/executor.ts';

/** Every step of 50 is scored. */
const LINK = 'task=parity&lag=49&units=32&batch=32&cell=lstm&backend=wasm';
const FLOOR = 2 ** -100;
const WARM_UP = 100;

export { TAKEN_APART };

/** What one measurement takes, in milliseconds and in iterations of training, round by round. */
export interface FigureCost {
  /** Of a figure, or of several together that share what they take. */
  readonly names: readonly FigureName[];
  /** With the budget that it has at rest, or with that while the network trains. */
  readonly atRest: boolean;
  readonly milliseconds: number[];
  readonly iterations: number[];
}

const TOGETHER: readonly FigureName[] = TAKEN_APART.filter((name) => MEASURES[name].isChained);

/** Every figure of the laboratory in turns with ten iterations, for an LSTM of 32 units over 50 scored steps, on WASM in Node. */
export async function measureFigures(rounds: number): Promise<readonly FigureCost[]> {
  const { experiment } = decodeLink(LINK);
  const run = await Run.open(experiment, createWasmMaker().make, { floor: FLOOR, exact: false }, null);
  for (let k = 0; k < WARM_UP; k++) await run.iterate();
  const subject = await subjectOf(run);
  const costs = [...TAKEN_APART.map((name) => [name]), TOGETHER].flatMap((names) =>
    [false, true].map((atRest): FigureCost => ({ names, atRest, milliseconds: [], iterations: [] })),
  );
  for (const cost of costs) await measure(cost, subject);
  for (let round = 0; round < rounds; round++) {
    for (const cost of costs) {
      const iteration =
        (await timed(async () => {
          for (let k = 0; k < 10; k++) await run.iterate();
        })) / 10;
      const taken = await timed(() => measure(cost, subject));
      cost.milliseconds.push(taken);
      cost.iterations.push(taken / iteration);
    }
  }
  run.dispose();
  return costs;
}

async function measure({ names, atRest }: Pick<FigureCost, 'names' | 'atRest'>, subject: Subject): Promise<void> {
  const shared = sharedBy({ ...subject, atRest });
  for (const name of names) await MEASURES[name].take(shared, null);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The run as the observer hands it to the figures, with the cursor on the last scored step. */
async function subjectOf(run: Run): Promise<Subject> {
  const probe = probeOf(run.probe());
  const differentiation = await run.executor.differentiate(probe.batch);
  const { network, iteration, experiment } = run;
  const numbers = { sequence: 0, iteration, floor: FLOOR, gradientNorm: Number.NaN, recentLoss: Number.NaN };
  const trace = makeTrace({ network, probe, differentiation, ...numbers, baselines: [], init: experiment.init });
  const { parameters } = await run.executor.weights();
  return {
    network,
    parameters,
    trace,
    layer: 0,
    step: trace.scored,
    probe,
    differentiation,
    differentiate: (batch) => run.executor.differentiate(batch),
  };
}
