import { describe, expect, test } from 'vitest';
import { equationsOf } from '../analysis/equations.ts';
import { layoutOf } from '../network.ts';
import { cellOf } from './builtin.ts';
import { evaluateStep } from './evaluate.ts';
import { holdGates, unread } from './hold.ts';

const sizes = { units: 3, inputs: 2 };
const network = (cell: ReturnType<typeof cellOf>) => ({ cell, inputs: 2, units: 3, layers: 2, outputs: 1, loss: 'mse' as const });

describe('a cell with a gate held', () => {
  const lstm = cellOf('lstm');
  const held = holdGates(lstm, new Map([['f', 1]]));

  test('has the names, the widths and the parameters that it has', () => {
    for (const key of ['states', 'gates', 'matrices', 'vectors'] as const) expect(held[key]).toEqual(lstm[key]);
    expect(layoutOf(network(held))).toEqual(layoutOf(network(lstm)));
    expect([...unread(held)]).toEqual(['Wf', 'Uf', 'bf']);
    expect([...unread(lstm)]).toEqual([]);
  });

  test('says so in its equations and in its text', () => {
    const values = evaluateStep(held, sizes, {
      x: [1, 2],
      parameters: new Map([...lstm.matrices, ...lstm.vectors.map((name) => ({ name }))].map(({ name }) => [name, new Array(9).fill(0.1)])),
      previous: new Map([['c', [1, 2, 3]]]),
      incoming: new Map(),
    });
    const line = equationsOf(held, values, 2).find(({ name }) => name === 'f');
    expect(line).toEqual({ name: 'f', symbols: 'f = 1', numbers: '1', value: 1 });
    expect(held.source).toContain('# f held at 1');
  });

  test('carries blame along c and by the gates that are left, and not through f', () => {
    const through = (cell: typeof lstm) => new Set(cell.backward.paths.map(({ definition, matrix }) => `${definition} ${matrix ?? ''}`));
    expect(through(lstm).has('f Uf')).toBe(true);
    expect(through(held).has('f Uf')).toBe(false);
    expect([...through(held)]).toEqual([...through(lstm)].filter((path) => path !== 'f Uf'));
  });

  test('is the cell itself where nothing is held', () => {
    expect(holdGates(lstm, new Map())).toBe(lstm);
  });
});
