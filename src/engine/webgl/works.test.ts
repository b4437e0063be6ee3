import { describe, expect, test } from 'vitest';
import { cellOf } from '../../core/cell/builtin.ts';
import { normalise } from '../../core/plan/normalise.ts';
import { Groups, layersOf } from './place.ts';
import { worksOf } from './works.ts';

function worksIn(cell: string, units: number, { targets = 8, draw = 8000 } = {}) {
  const made = normalise(cellOf(cell), false);
  const named = new Map([
    ...[...made.definitions].map(([name, id]) => [id, name] as const),
    ...[...made.blame].map(([name, id]) => [id, `∂${name}'`] as const),
    ...[...made.vectors].map(([name, id]) => [id, `∂${name}`] as const),
  ]);
  const { works } = worksOf(made, { units, inputs: 3, one: 1 }, new Groups(), { targets, draw }, new Map());
  return works.map(({ phase, sums, writes, group }) => ({
    phase,
    sums: sums.length,
    later: sums.some(({ later }) => later),
    writes: writes.map((id) => named.get(id) ?? '·'),
    layers: layersOf(group),
    block: group.block,
  }));
}

describe('the draws of a layer', () => {
  test('of an LSTM: gates and states in one, and what a step carries in that of the step before', () => {
    const [before, forward, backward, trace] = worksIn('lstm', 8);
    expect(before).toMatchObject({ phase: 'before', sums: 4, block: 2 });
    expect(forward).toMatchObject({ phase: 'forward', sums: 4, writes: ['i', 'f', 'g', 'o', "c'", "h'"] });
    expect(backward).toMatchObject({ phase: 'backward', sums: 1, later: true });
    expect(backward?.writes.toSorted()).toEqual(['∂bf', '∂bg', '∂bi', '∂bo', "∂c'", "∂h'"]);
    expect(trace).toMatchObject({ phase: 'trace', sums: 1 });
  });

  test('of a large LSTM: what is carried has a draw of its own, of eight units a fragment', () => {
    const own = worksIn('lstm', 128).filter(({ phase }) => phase === 'backward');
    expect(own).toHaveLength(2);
    expect(own[1]).toMatchObject({ sums: 1, later: false, block: 8 });
  });

  test('are fewer where a draw costs more', () => {
    expect(worksIn('lstm', 128, { draw: 1e6 }).map(({ phase }) => phase)).toEqual(['before', 'forward', 'backward', 'trace']);
  });

  test('write no more textures than the device has', () => {
    for (const targets of [1, 2, 4, 6, 8]) {
      for (const units of [1, 5, 128]) {
        for (const { layers } of worksIn('lstm', units, { targets })) expect(layers).toBeLessThanOrEqual(targets);
      }
    }
  });

  test('of a cell whose gate reads another: one a round of products', () => {
    const forward = worksIn("r = sigmoid(W x + V h)\nh' = tanh(U (r * h))", 4).filter(({ phase }) => phase === 'forward');
    expect(forward.map(({ writes }) => writes)).toEqual([['r', '·'], ["h'"]]);
  });
});
