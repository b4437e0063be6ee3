import fc from 'fast-check';
import { BACKENDS } from './backend.ts';
import { INITIALISERS, OPTIMIZERS } from './choices.ts';
import { type Experiment, repairExperiment } from './experiment.ts';
import { isWhole, LIMITS, type Range } from './limits.ts';
import { TASK_NAMES, TASKS } from './tasks/index.ts';

export const inRange = (range: Range): fc.Arbitrary<number> => {
  const { minimum: min, maximum: max } = range;
  return isWhole(range) ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
};

/** Any experiment whose cell, and what is done to it, are of these. */
export const experimentsOf = (cell: fc.Arbitrary<string>, done: fc.Arbitrary<string> = fc.constant('')): fc.Arbitrary<Experiment> =>
  fc
    .record({
      task: fc.constantFrom(...TASK_NAMES),
      cell,
      init: fc.constantFrom(...INITIALISERS),
      optimizer: fc.constantFrom(...OPTIMIZERS),
      radius: fc.option(inRange(LIMITS.radius)),
      backend: fc.option(fc.constantFrom(...BACKENDS)),
      units: inRange(LIMITS.units),
      layers: inRange(LIMITS.layers),
      forget: inRange(LIMITS.forget),
      rate: inRange(LIMITS.rate),
      clip: inRange(LIMITS.clip),
      batch: inRange(LIMITS.batch),
      seed: inRange(LIMITS.seed),
      exact: fc.boolean(),
      do: done,
    })
    .chain((wish) =>
      fc
        .record(Object.fromEntries(TASKS[wish.task].options.map((option) => [option.name, inRange(option)])))
        .map((options) => repairExperiment({ ...wish, options }).experiment),
    );
