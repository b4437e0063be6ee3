import { makePeak } from '../../../src/engine/wasm/peak.ts';
import { hasRelaxedSimd } from '../../../src/engine/wasm/relaxed.ts';
import type { MakeTrainer } from './job.ts';

/** Some milliseconds of work, so that the call is nothing beside it. */
const ROUNDS = 100_000;

/** The processor's measured peak: multiply-adds in registers, relaxed where the browser has them. */
export const makeTrainer: MakeTrainer = async () => {
  const { run, operations } = makePeak(ROUNDS, hasRelaxedSimd());
  return { iterate: run, operations };
};
