import { describe, expect, it } from 'vitest';
import { makeExperiment } from './experiment.ts';
import { DEFAULT_VIEW, fitView, readView } from './view.ts';
import type { Problem } from './words.ts';

const view = {
  t: 39,
  unit: 7,
  sequence: 3,
  layer: 1,
  state: 'c',
  norm: 'c',
  open: ['gate:f', 'spectrum'],
  predict: 'norm:40,1:-8,40:0',
  shared: false,
};

describe('a view', () => {
  it('stays as it is where the experiment has all of it', () => {
    const experiment = makeExperiment({ cell: 'lstm', layers: 2 });
    expect(fitView(view, experiment)).toEqual(view);
    expect(fitView(DEFAULT_VIEW, experiment)).toEqual(DEFAULT_VIEW);
  });

  it('keeps what a changed experiment still has', () => {
    expect(fitView(view, makeExperiment({ cell: 'gru', options: { length: 10 } }))).toEqual({
      t: 9,
      unit: 7,
      sequence: 3,
      layer: 0,
      state: 'h',
      norm: 'all',
      open: ['spectrum'],
      predict: 'norm:40,1:-8,40:0',
      shared: false,
    });
  });

  it('has at most 24 figures open', () => {
    const problems: Problem[] = [];
    const { open } = readView({ open: Array.from({ length: 30 }, (_, k) => `figure-${k}`) }, makeExperiment(), problems);
    expect(open).toHaveLength(24);
    expect(problems).toHaveLength(6);
  });

  it('keeps what was chosen in a figure of the laboratory where the cell has it', () => {
    const problems: Problem[] = [];
    const open = ['by-lag', 'by-lag:Uf', 'forgetting:2', 'forgetting:cursor'];
    expect(readView({ open }, makeExperiment({ cell: 'lstm' }), problems).open).toEqual(open);
    expect(problems).toEqual([]);
    const bad = ['by-lag:Ux', 'by-lag:', 'forgetting:0', 'forgetting:123', 'forgetting:', 'forgetting:x'];
    expect(readView({ open: bad }, makeExperiment({ cell: 'lstm' }), problems).open).toEqual([]);
    expect(problems).toHaveLength(bad.length);
  });

  it('opens no figure whose name is markup, a path or no text', () => {
    const problems: Problem[] = [];
    const names = ['<img>', '../x', '__proto__', 7, '', 'gate:', 'Gate:f'];
    expect(readView({ open: names }, makeExperiment({ cell: 'lstm' }), problems).open).toEqual([]);
    expect(problems).toHaveLength(names.length);
  });
});
