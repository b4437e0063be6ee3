import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { horizonColumn } from '../../src/core/analysis/horizonColumn.ts';
import { probeOf } from '../../src/core/analysis/probe.ts';
import type { Experiment } from '../../src/core/experiment.ts';
import { decodeLink } from '../../src/core/link.ts';
import { taskOf } from '../../src/core/tasks/index.ts';
import { isSupplied, supply } from '../../src/core/tasks/material.ts';
import { Run } from '../../src/engine/run.ts';
import { Scorer } from '../../src/engine/scorer.ts';
import { createWasmMaker } from '../../src/engine/wasm/executor.ts';
import type { Claim, Outcome } from './claims.ts';

/** Training losses whose mean is told. */
const LAST = 50;
const FLOOR = 2 ** -100;

/** Trains what a claim speaks of, on WASM, and measures what it came to. `folder` holds the page's data. */
export async function outcomeOf({ link, iterations }: Claim, seed: number, folder: string): Promise<Outcome> {
  const { experiment, notices } = decodeLink(`${link}&seed=${seed}&backend=wasm`);
  if (notices.length > 0) throw new Error(notices.join('\n'));
  const run = await openRun(experiment, folder);
  const losses: number[] = [];
  for (let k = 0; k < iterations; k++) losses.push((await run.iterate()).loss);
  const outcome = await measure(run, losses);
  run.dispose();
  return outcome;
}

function openRun(experiment: Experiment, folder: string): Promise<Run> {
  supplyFor(experiment, folder);
  return Run.open(experiment, createWasmMaker().make, { floor: FLOOR, exact: experiment.exact }, null);
}

function supplyFor({ task, options }: Experiment, folder: string): void {
  const material = taskOf(task).material?.(options) ?? null;
  if (material === null || isSupplied(material.name)) return;
  if (material.file === null) throw new Error(`${material.title} has to be given by a person`);
  supply(material.name, new Uint8Array(readFileSync(join(folder, material.name))));
}

async function measure(run: Run, losses: readonly number[]): Promise<Outcome> {
  const recent = losses.slice(-LAST);
  const probe = probeOf(run.probe());
  const column = horizonColumn(probe, await run.executor.differentiate(probe.batch));
  const score = await new Scorer(run, probe.batch.size).score();
  const firsts = probe.clues.map((clues, b) => (clues.length === 0 ? 0 : (probe.scored[b] ?? 0) - Math.min(...clues)));
  return {
    loss: recent.reduce((sum, loss) => sum + loss, 0) / recent.length,
    baseline: run.task.baselines(run.options)[0]?.loss ?? Number.NaN,
    heldOut: { loss: score.loss, value: score.value, baselines: run.task.baselines(run.options, 'test').map(({ loss }) => loss) },
    horizon: column.horizon,
    clue: firsts.sort((a, b) => a - b)[firsts.length >> 1] ?? 0,
  };
}
