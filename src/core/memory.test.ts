import { describe, expect, it } from 'vitest';
import { BUILTIN, cellOf } from './cell/builtin.ts';
import { LONGEST_SOURCE } from './cell/parse.ts';
import { makeExperiment, repairExperiment } from './experiment.ts';
import { MEMORY_LIMIT, memoryOf } from './memory.ts';
import { memoryOf as layOut } from './plan/memory.ts';
import { planOf } from './plan/planOf.ts';
import { PROBE } from './tasks/index.ts';

const sizes = { inputs: 2, outputs: 1, steps: 400, loss: 'mse' } as const;

describe('the memory of one iteration', () => {
  it('grows in proportion to the steps and to the sequences past the probe', () => {
    const cell = cellOf('lstm');
    const of = (batch: number, steps: number): number => memoryOf(cell, { units: 24, layers: 1, batch }, { ...sizes, steps });
    const parameters = of(64, 0);
    expect(of(128, 100) - parameters).toBe(2 * (of(64, 100) - parameters));
    expect(of(64, 200) - parameters).toBe(2 * (of(64, 100) - parameters));
    expect(of(1, 100)).toBe(of(32, 100));
  });

  it('counts the parameters ten times: their gradient, and three times themselves and two moments', () => {
    const count = 24 * (2 + 24 + 1) + (24 + 1);
    expect(memoryOf(cellOf('rnn'), { units: 24, layers: 1, batch: 32 }, { ...sizes, steps: 0 })).toBe(4 * 10 * count);
  });

  it.each(Object.keys(BUILTIN))('is no less than what the plan of %s lays out', (cell) => {
    for (const [units, layers, batch, steps] of [
      [1, 1, 1, 1],
      [5, 3, 7, 3],
      [24, 1, 32, 40],
      [128, 2, 32, 200],
      [256, 3, 256, 20],
    ] as const) {
      const network = { cell: cellOf(cell), units, layers, inputs: 2, outputs: 1, loss: 'mse' } as const;
      const planned = 4 * layOut(planOf(network), steps, Math.max(batch, PROBE), 4, 2).length;
      expect(planned).toBeLessThanOrEqual(memoryOf(network.cell, { units, layers, batch }, { ...sizes, steps }) + 4096);
    }
  });

  it('is refused over 1 GiB with the number and what to lower', () => {
    const wish = { cell: 'lstm', units: 256, layers: 3, batch: 256, options: { length: 400 } };
    expect(() => makeExperiment(wish)).toThrow(
      /^batch=256, units=256, layers=3 and 400 steps would take [45]\d\.\d+ GiB .* more than 1 GiB: lower one of them\.$/,
    );
  });

  it('lets the sizes through that the page is measured at', () => {
    for (const cell of ['rnn', 'lstm', 'gru']) expect(makeExperiment({ cell, units: 128, options: { length: 200 } }).units).toBe(128);
  });

  it('is brought under 1 GiB by a repair that lowers the batch first and the units next', () => {
    const batch = repairExperiment({ cell: 'gru', units: 128, batch: 256, options: { length: 400 } });
    expect(batch.experiment.units).toBe(128);
    expect(batch.experiment.batch).toBeLessThan(256);
    const units = repairExperiment({ cell: 'gru', units: 256, layers: 3, batch: 256, options: { length: 400 } });
    expect(units.experiment).toMatchObject({ batch: 32, layers: 3 });
    expect(units.experiment.units).toBeLessThan(256);
    expect(units.notices).toEqual([expect.stringMatching(/; it runs with batch=32 and units=\d+\.$/)]);
  });

  it('takes the most that fits', () => {
    const { experiment } = repairExperiment({ cell: 'gru', units: 256, layers: 3, options: { length: 400 } });
    const bytes = (units: number): number => memoryOf(cellOf('gru'), { ...experiment, units }, sizes);
    expect(bytes(experiment.units)).toBeLessThanOrEqual(MEMORY_LIMIT);
    expect(bytes(experiment.units + 1)).toBeGreaterThan(MEMORY_LIMIT);
  });

  it.each(['/h', '*h', '/h*2', '*exp(h)', '+a/h', '-U h*v'])('fits for the longest cell of %s after another', (term) => {
    const start = "h' = W x";
    const text = start + term.repeat(Math.floor((LONGEST_SOURCE - start.length) / term.length));
    const { experiment, draft } = repairExperiment({ cell: text, units: 256, layers: 3, batch: 256, options: { length: 400 } });
    expect(draft).toBeNull();
    expect(memoryOf(cellOf(text), experiment, sizes)).toBeLessThanOrEqual(MEMORY_LIMIT);
  });
});
